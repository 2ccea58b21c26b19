import { Button, ButtonLink } from '@backstage/ui';
import { useId, type ReactElement } from 'react';
import styles from './ActionLink.module.css';
import type { EnvironmentAction } from './useEnvironmentActions';

/** A link to a form, or a disabled button with the reason next to it if the user may not open the form. */
export function ActionLink(props: {
  action: EnvironmentAction;
  label: string;
  icon: ReactElement;
  variant?: 'primary' | 'secondary';
}) {
  const { action, label, icon, variant = 'secondary' } = props;
  const reasonId = useId();
  const look = { size: 'small', variant, iconStart: icon } as const;
  return 'href' in action ? (
    <ButtonLink {...look} href={action.href}>
      {label}
    </ButtonLink>
  ) : (
    <span className={styles.disabled}>
      <Button {...look} isDisabled aria-describedby={reasonId}>
        {label}
      </Button>
      <span id={reasonId} className={styles.reason}>
        {action.reason}
      </span>
    </span>
  );
}
