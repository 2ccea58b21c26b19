import { Badge } from '@backstage/ui';
import type { RemixiconComponentType } from '@remixicon/react';
import styles from './StateBadge.module.css';

export type Tone =
  | 'positive'
  | 'warning'
  | 'negative'
  | 'announcement'
  | 'neutral';

/** A state as a text, a shape and a colour, so that it can be read without any one of them. */
export function StateBadge(props: {
  Icon: RemixiconComponentType;
  tone: Tone;
  label: string;
}) {
  const { Icon, tone, label } = props;
  return (
    <Badge
      size="medium"
      icon={<Icon aria-hidden />}
      className={styles.badge}
      data-tone={tone}
    >
      {label}
    </Badge>
  );
}
