import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlarmWarningLine } from '@remixicon/react';
import {
  kindsOfAlarms,
  type AlarmStatus,
  type ComponentKind,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { formatFull } from '../components/formatTime';
import { StateBadge } from '../components/StateBadge';
import { streamflixTranslationRef } from '../translation';
import styles from './Alarms.module.css';
import { ExternalLink } from './ExternalLink';

function Alarm({ alarm }: { alarm: AlarmStatus }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { id, state, reason, since, consoleUrl } = alarm;
  const name = t(`alarms.names.${id}`);
  const isActive = state === 'alarm';
  return (
    <li className={isActive ? styles.active : undefined}>
      {consoleUrl ? (
        <ExternalLink
          address={consoleUrl}
          localAws={false}
          text={name}
          label={t('alarms.inConsole', { name })}
        />
      ) : (
        name
      )}{' '}
      {isActive ? (
        <>
          <StateBadge
            Icon={RiAlarmWarningLine}
            tone="warning"
            label={t('alarms.states.alarm')}
          />
          {since && <span>{t('alarms.since', { at: formatFull(since) })}</span>}
          {reason && <span className={styles.reason}>{reason}</span>}
        </>
      ) : (
        t(`alarms.states.${state}`)
      )}
    </li>
  );
}

/** The alarms of a component with their states; those that are active stand out. Nothing where it has none. */
export function Alarms(props: {
  kind: ComponentKind;
  alarms: EnvironmentStatus['alarms'];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { kind, alarms } = props;
  // The card has why they could not be read.
  if (!alarms?.ok) return null;
  const own = alarms.value.filter(({ id }) => kindsOfAlarms[id] === kind);
  if (own.length === 0) return null;
  return (
    // No landmark: several cards have alarms.
    <div role="group" aria-label={t('alarms.title')} className={styles.alarms}>
      <span aria-hidden className={styles.title}>
        {t('alarms.title')}
      </span>
      <ul className={styles.list}>
        {own.map(alarm => (
          <Alarm key={alarm.id} alarm={alarm} />
        ))}
      </ul>
    </div>
  );
}
