import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Skeleton,
} from '@backstage/ui';
import type {
  ComponentKind,
  Health,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useId, type ReactNode } from 'react';
import { messageOf } from '../api/messageOf';
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
  /** Next to the title, in place of the health. */
  headerActions?: ReactNode;
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

/** The frame of all cards: subject, health, and time of reading. */
export function StatusCard(props: StatusCardProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { title, subtitle, health, wide } = props;
  const { kind, headerActions, readAt, actions, children } = props;
  const titleId = useId();
  return (
    <Card
      aria-labelledby={titleId}
      id={kind && idOf(kind)}
      tabIndex={kind && -1}
      className={`${styles.card} ${wide ? styles.wide : ''}`}
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
        {headerActions}
        {health && <HealthBadge health={health} />}
      </CardHeader>
      <CardBody className={styles.body}>{children}</CardBody>
      {(readAt || actions) && (
        <CardFooter className={styles.footer}>
          {readAt && (
            <time dateTime={readAt} title={formatFull(readAt)}>
              {t('reading.at', { time: formatClock(readAt) })}
            </time>
          )}
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
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('reading.failed', { what: title })}
        description={messageOf(error)}
        customActions={
          <Button
            size="small"
            variant="secondary"
            isPending={isRetrying}
            onPress={retry}
          >
            {t('reading.retry')}
          </Button>
        }
      />
    </StatusCard>
  );
}

/**
 * Text of the state and, if it is not healthy, the reasons.
 *
 * @param props.count - suffix of the state that changes constantly: shown, but not announced each time
 */
export function StateText(props: {
  state: string;
  count?: string;
  reasons: string[];
}) {
  const { state, count = '', reasons } = props;
  const text = state.endsWith(count)
    ? state.slice(0, state.length - count.length)
    : state;
  return (
    <>
      <p className={styles.state}>
        <span aria-live="polite">{text}</span>
        {state.slice(text.length)}
      </p>
      {reasons.length > 0 && (
        <ul className={styles.reasons}>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </>
  );
}
