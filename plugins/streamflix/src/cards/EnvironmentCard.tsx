import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type {
  EnvironmentRef,
  EnvironmentSummary,
  MetricValue,
} from '@streamflix/backstage-plugin-streamflix-common';
import { messageOf } from '../api/messageOf';
import { blueprintTitle } from '../components/blueprintTitle';
import { EnvironmentLinks } from '../components/EnvironmentLinks';
import { isInProgress } from '../api/polling';
import type { StatusReading } from '../api/useEnvironmentStatus';
import { streamflixTranslationRef } from '../translation';
import { ContainerLog } from './ContainerLog';
import { ExplanationPanel } from './ExplanationPanel';
import { MetricList } from '../components/MetricList';
import { formatAge } from '../components/formatTime';
import { regionLabel } from '../components/regionLabel';
import { LocalAwsBanner } from '../components/LocalAws';
import { LastChange } from './LastChange';
import { RecentEvents } from './RecentEvents';
import { StackProgress } from './StackProgress';
import { FailedCard, LoadingCard, ReadAt, StatusCard } from './StatusCard';
import { UnreadNotice } from './UnreadNotice';
import { Verdict } from './Verdict';

function useIdentity(
  { account, region }: EnvironmentRef,
  summary: EnvironmentSummary | undefined,
): MetricValue[] {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const metrics: MetricValue[] = [
    {
      label: t('overview.blueprint'),
      value: summary?.blueprint && blueprintTitle(summary.blueprint),
    },
    { label: t('overview.version'), value: summary?.version },
    { label: t('overview.region'), value: regionLabel(region) },
    { label: t('overview.account'), value: account },
    {
      label: t('overview.age'),
      value: summary && formatAge(summary.createdAt),
    },
    {
      label: t('overview.updated'),
      value:
        summary?.updatedAt &&
        t('overview.ago', { age: formatAge(summary.updatedAt) }),
    },
  ];
  return metrics.filter(({ value }) => value !== undefined);
}

/** The environment as a whole: its health, the operation in progress, and why an operation failed. */
export function EnvironmentCard(props: {
  environment: EnvironmentRef;
  /** Entity reference in the catalog. */
  entityRef: string;
  reading: StatusReading;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment, entityRef, reading } = props;
  const { status, error, isRefreshing, refresh } = reading;
  const identity = useIdentity(environment, status?.summary);
  const title = t('overview.title');

  if (!status) {
    return error ? (
      <FailedCard
        wide
        title={title}
        error={error}
        isRetrying={isRefreshing}
        retry={refresh}
      />
    ) : (
      <LoadingCard wide title={title} />
    );
  }
  return (
    <StatusCard
      wide
      title={title}
      subtitle={environment.suffix}
      health={status.health}
      isLabelled={false}
      headerActions={
        <>
          <ReadAt readAt={status.readAt} />
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiRefreshLine aria-hidden />}
            isPending={isRefreshing}
            onPress={refresh}
          >
            {t('reading.refresh')}
          </Button>
          {status.summary && (
            <EnvironmentLinks
              environment={environment}
              entityRef={entityRef}
              creationFailed={status.summary.creationFailed}
            />
          )}
        </>
      }
    >
      <Verdict status={status} />
      <UnreadNotice status={status} />
      {error && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('reading.stale', { reason: messageOf(error, t) })}
        />
      )}
      {status.progress && (
        <StackProgress environment={environment} progress={status.progress} />
      )}
      {status.explanation && (
        <ExplanationPanel explanation={status.explanation}>
          {status.explanation.resource?.type === 'AWS::ECS::Service' && (
            <ContainerLog
              environment={environment}
              reasons={[status.explanation.awsMessage]}
            />
          )}
        </ExplanationPanel>
      )}
      <MetricList quiet metrics={identity} />
      {status.summary && <LastChange environment={environment} />}
      {status.localAws && <LocalAwsBanner />}
      {status.summary && (
        <RecentEvents
          environment={environment}
          isInProgress={isInProgress(status)}
        />
      )}
    </StatusCard>
  );
}
