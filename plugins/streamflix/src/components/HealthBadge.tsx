import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiForbidLine,
  RiLoopRightLine,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { Health } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import styles from './HealthBadge.module.css';

const looks: Record<Health, { Icon: RemixiconComponentType; tone: string }> = {
  healthy: { Icon: RiCheckboxCircleLine, tone: 'positive' },
  degraded: { Icon: RiErrorWarningLine, tone: 'warning' },
  failing: { Icon: RiCloseCircleLine, tone: 'negative' },
  deploying: { Icon: RiLoopRightLine, tone: 'announcement' },
  unknown: { Icon: RiQuestionLine, tone: 'neutral' },
  absent: { Icon: RiForbidLine, tone: 'neutral' },
};

/** Health as a text, a shape and a colour, so that it can be read without any one of them. */
export function HealthBadge({ health }: { health: Health }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { Icon, tone } = looks[health];
  return (
    <Badge
      size="medium"
      icon={<Icon aria-hidden />}
      className={styles.badge}
      data-tone={tone}
    >
      {t(`health.${health}`)}
    </Badge>
  );
}
