import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import type {
  ComponentKind,
  Health,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useId, type ReactNode } from 'react';
import { messageOf } from '../api/messageOf';
import { ReadingError } from '../components/ReadingError';
import { streamflixTranslationRef } from '../translation';
import { formatClock, formatFull } from '../components/formatTime';
import { HealthBadge, healthLooks } from '../components/HealthBadge';
import styles from './StatusCard.module.css';

export interface StatusCardProps {
  title: string;
  /** Next to the title, smaller. */
  subtitle?: string;
  health?: Health;
  /** Its component, by which the map leads to it. */
  kind?: ComponentKind;
  /** Next to the title. */
  headerActions?: ReactNode;
  /** Leaves the label of the health out, where the content has it. */
  isLabelled?: false;
  /** Takes two columns in a grid of cards that has them. */
  isDouble?: boolean;
  /** Takes a whole row in a grid of cards. */
  wide?: boolean;
  readAt?: string;
  /** Next to the time of reading. */
  actions?: ReactNode;
  children: ReactNode;
}

const idOf = (kind: ComponentKind) => `streamflix-${kind}`;

/** Moves the focus, and the screen, to the card of a component. */
export function goToCard(kind: ComponentKind) {
  const card = document.getElementById(idOf(kind));
  card?.scrollIntoView?.({ block: 'start' });
  card?.focus({ preventScroll: true });
}

/** When something was read. */
export function ReadAt({ readAt }: { readAt: string }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <time
      className={styles.readAt}
      dateTime={readAt}
      title={formatFull(readAt)}
    >
      {t('reading.at', { time: formatClock(readAt) })}
    </time>
  );
}

/** What is well is quiet: its colour and shape would hide the others. */
function HealthLabel({ health }: { health: Health }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return health === 'healthy' ? (
    <VisuallyHidden>{t('health.healthy')}</VisuallyHidden>
  ) : (
    <HealthBadge health={health} />
  );
}

/** The frame of all cards: subject, health, and time of reading. */
export function StatusCard(props: StatusCardProps) {
  const { title, subtitle, health, wide } = props;
  const { kind, headerActions, isLabelled, isDouble } = props;
  const { readAt, actions, children } = props;
  const titleId = useId();
  return (
    <Card
      aria-labelledby={titleId}
      id={kind && idOf(kind)}
      tabIndex={kind && -1}
      className={`${styles.card} ${wide ? styles.wide : ''} ${
        isDouble ? styles.double : ''
      }`}
      data-tone={health && healthLooks[health].tone}
    >
      <CardHeader className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {title}
          {subtitle && (
            <>
              {' '}
              <span className={styles.subtitle}>{subtitle}</span>
            </>
          )}
        </h2>
        {health && isLabelled !== false && <HealthLabel health={health} />}
        {headerActions}
      </CardHeader>
      <CardBody className={styles.body}>{children}</CardBody>
      {(readAt || actions) && (
        <CardFooter className={styles.footer}>
          {readAt && <ReadAt readAt={readAt} />}
          {actions}
        </CardFooter>
      )}
    </Card>
  );
}

/** A card whose first reading is in progress. */
export function LoadingCard(props: { title: string; wide?: boolean }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <StatusCard {...props}>
      <div
        role="status"
        aria-label={t('reading.loading', { what: props.title })}
        className={styles.body}
      >
        <Skeleton width="60%" height={20} />
        <Skeleton width="100%" height={64} />
      </div>
    </StatusCard>
  );
}

/** A card whose data could not be read. */
export function FailedCard(props: {
  title: string;
  wide?: boolean;
  error: Error;
  isRetrying: boolean;
  retry(): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { title, wide, error, isRetrying, retry } = props;
  return (
    <StatusCard title={title} wide={wide} health="unknown">
      <ReadingError
        title={t('reading.failed', { what: title })}
        description={messageOf(error, t)}
        isReading={isRetrying}
        retry={retry}
      />
    </StatusCard>
  );
}

/** Text of the state and, if it is not healthy, the reasons. */
export function StateText(props: { state: string; reasons: string[] }) {
  const { state, reasons } = props;
  return (
    <>
      <p className={styles.state} aria-live="polite">
        {state}
      </p>
      <Reasons reasons={reasons} />
    </>
  );
}

/** Why something is not healthy, one line each; nothing when it is. */
export function Reasons({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.reasons}>
      {reasons.map(reason => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}
