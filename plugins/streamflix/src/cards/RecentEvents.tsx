import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import type {
  EnvironmentEvent,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { messageOf } from '../api/messageOf';
import {
  useEnvironmentEvents,
  type EventsReading,
} from '../api/useEnvironmentEvents';
import { ReadingError } from '../components/ReadingError';
import { streamflixTranslationRef } from '../translation';
import { CollapsibleSection } from '../components/CollapsibleSection';
import { formatClock, formatFull } from '../components/formatTime';
import styles from './RecentEvents.module.css';

function EventRow({ event }: { event: EnvironmentEvent }) {
  const { at, logicalId, resourceType, status, reason } = event;
  const failed = /FAILED|ROLLBACK/.test(status);
  return (
    <tr>
      <td className={styles.time}>
        <time dateTime={at} title={formatFull(at)}>
          {formatClock(at)}
        </time>
      </td>
      <td>
        {logicalId}
        <span className={styles.type}>{resourceType}</span>
      </td>
      <td className={`${styles.status} ${failed ? styles.failed : ''}`}>
        {status}
      </td>
      <td className={styles.reason}>{reason}</td>
    </tr>
  );
}

/** Stack events, newest first, in every loading state. */
function EventsList({ reading }: { reading: EventsReading }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { events, error, hasOlder, isLoading, loadOlder, retry } = reading;
  return (
    <>
      {error && (
        <ReadingError
          title={t('events.failed')}
          description={messageOf(error, t)}
          retry={retry}
        />
      )}
      {!events && !error && (
        <div
          role="status"
          aria-label={t('reading.loading', { what: t('events.title') })}
        >
          <Skeleton width="100%" height={64} />
        </div>
      )}
      {events?.length === 0 && <Text>{t('events.none')}</Text>}
      {events && events.length > 0 && (
        <>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('events.time')}</th>
                <th scope="col">{t('events.resource')}</th>
                <th scope="col">{t('events.status')}</th>
                <th scope="col">{t('events.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {events.map(event => (
                <EventRow key={event.id} event={event} />
              ))}
            </tbody>
          </table>
          {hasOlder && (
            <Button
              className={styles.older}
              size="small"
              variant="secondary"
              isPending={isLoading}
              onPress={loadOlder}
            >
              {t('events.older')}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function FollowedEvents(props: {
  environment: EnvironmentRef;
  isInProgress: boolean;
}) {
  const reading = useEnvironmentEvents(props.environment, props.isInProgress);
  return <EventsList reading={reading} />;
}

/** Requested only when expanded. */
export function RecentEvents(props: {
  environment: EnvironmentRef;
  isInProgress: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <CollapsibleSection title={t('events.title')}>
      <FollowedEvents {...props} />
    </CollapsibleSection>
  );
}
