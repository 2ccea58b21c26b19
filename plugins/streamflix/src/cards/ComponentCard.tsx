import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  componentTitles,
  kindsOfAlarms,
  withoutUnread,
  type ComponentKind,
  type ComponentStatus,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { StatusReading } from '../api/useEnvironmentStatus';
import { streamflixTranslationRef } from '../translation';
import { Alarms } from './Alarms';
import styles from './ComponentCard.module.css';
import { ContainerLog } from './ContainerLog';
import { Details } from './Details';
import { detailsOf } from './detailsOf';
import { ExternalLink } from './ExternalLink';
import { MetricList } from '../components/MetricList';
import { MetricPlot } from './MetricPlot';
import { FailedCard, LoadingCard, StateText, StatusCard } from './StatusCard';
import { technologyOf } from './technologyOf';
import { UnreadReasons } from './UnreadReasons';

/** When the environment was last changed, if it was; its creation is where its plots start. */
const lastChangeOf = ({ summary }: EnvironmentStatus) =>
  summary?.updatedAt ? [summary.updatedAt] : [];

const hasAlarms = (kind: ComponentKind) =>
  Object.values(kindsOfAlarms).includes(kind);

/** Why tasks of the component stopped, if any did. */
const stopsOf = (component: ComponentStatus) =>
  component.kind === 'ecs'
    ? (component.facts?.services ?? []).flatMap(({ stoppedTasks }) =>
        stoppedTasks.map(({ reason }) => reason),
      )
    : [];

/** What is read with the environment needs no time of its own. */
const isOlder = (readAt: string, than: string) =>
  Date.parse(than) - Date.parse(readAt) > 60_000;

/** One component of an environment. Renders nothing if the environment does not have the component. */
export function ComponentCard(props: {
  kind: ComponentKind;
  reading: StatusReading;
  /** When operations on the environment started, for the plots; only the last change when missing. */
  changes?: readonly string[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { kind, reading, changes } = props;
  const { status, error } = reading;
  const title = componentTitles[kind];

  if (!status) {
    return error ? (
      <FailedCard
        title={title}
        error={error}
        isRetrying={reading.isRefreshing}
        retry={reading.refresh}
      />
    ) : (
      <LoadingCard title={title} />
    );
  }
  const component = status.components.find(one => one.kind === kind);
  // What went with its environment is not a part of it any more.
  if (!component || component.health === 'absent') return null;
  const technology = technologyOf(component);
  const known = withoutUnread(component.reasons, status.unread);
  const { alarms } = status;
  const unread = component.reasons.filter(reason => !known.includes(reason));
  if (alarms?.ok === false && hasAlarms(kind)) {
    unread.push(t('alarms.unread', { reason: alarms.reason }));
  }
  const stops = stopsOf(component);
  return (
    <StatusCard
      kind={kind}
      title={title}
      subtitle={technology && t(`technology.${technology}`)}
      health={component.health}
      isDouble={component.plots.length > 1}
      readAt={
        isOlder(component.readAt, status.readAt) ? component.readAt : undefined
      }
      headerActions={
        component.consoleUrl && (
          <ExternalLink
            address={component.consoleUrl}
            localAws={false}
            text={t('resources.console')}
            label={t('resources.openConsole', { logicalId: title })}
          />
        )
      }
    >
      <StateText
        state={component.state}
        reasons={known.filter(
          // The overview's verdict lists it with the name of the part, which the card has already.
          reason => reason !== `${title} is ${component.state.toLowerCase()}.`,
        )}
      />
      <UnreadReasons reasons={unread} />
      {component.kind === 'api' && component.facts && (
        <ExternalLink
          address={component.facts.url}
          localAws={status.localAws}
        />
      )}
      <MetricList metrics={component.metrics} />
      {component.plots.length > 0 && (
        <div className={styles.plots}>
          {component.plots.map(plot => (
            <MetricPlot
              key={plot.label}
              plot={plot}
              // Values are read with the environment, whenever its parts were described.
              readAt={status.readAt}
              createdAt={status.summary?.createdAt}
              changes={changes ?? lastChangeOf(status)}
            />
          ))}
        </div>
      )}
      {stops.length > 0 && (
        <ContainerLog environment={status.ref} reasons={stops} />
      )}
      <Alarms kind={component.kind} alarms={alarms} />
      <Details details={detailsOf(component, t)} localAws={status.localAws} />
    </StatusCard>
  );
}
