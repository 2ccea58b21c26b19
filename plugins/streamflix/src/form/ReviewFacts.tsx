import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentReview,
  EnvironmentSpec,
  ExpectedDuration,
  MetricValue,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../api';
import { useInstallation } from '../api/useInstallation';
import { formatRoughly } from '../components/formatTime';
import { MetricList } from '../components/MetricList';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { stores, useStoreSizes } from './useStoreSizes';

/** How long it is expected to take; empty when that is not known. */
function useDuration(expected: ExpectedDuration | undefined): MetricValue[] {
  const { t } = useTranslationRef(streamflixTranslationRef);
  if (!expected) return [];
  const duration = formatRoughly(expected.seconds);
  return [
    {
      label: t('review.duration'),
      value: t(`review.durations.${expected.source}`, { duration }),
    },
  ];
}

/** Where it is deployed, how large it is, who can call it, and how long it is expected to take. */
export function ReviewFacts(props: {
  review: Extract<EnvironmentReview, { spec: EnvironmentSpec }>;
  running: EnvironmentSpec | undefined;
  target: AwsTarget | undefined;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { review, running, target } = props;
  const { spec, expectedDuration } = review;
  const { installation } = useInstallation();
  const duration = useDuration(expectedDuration);
  const account =
    target?.account === 'default'
      ? installation?.accounts[0]?.id
      : target?.account;
  const tasksOf = (of: EnvironmentSpec, part: 'service' | 'worker') => {
    if (!of[part].enabled) return t('running.none');
    const { minTasks, maxTasks, cpu, memory } = of[part];
    return t('review.tasks', {
      min: String(minTasks),
      max: String(maxTasks),
      cpu: String(cpu / 1024),
      memory: String(memory / 1024),
    });
  };
  const sizeOf = useStoreSizes();
  const changed = <Part,>(
    textOf: (of: EnvironmentSpec, part: Part) => string | undefined,
    part: Part,
  ) => {
    const after = textOf(spec, part);
    const before = running ? textOf(running, part) : after;
    return before === after
      ? after
      : `${before ?? t('running.none')} → ${after ?? t('running.none')}`;
  };
  return (
    <MetricList
      quiet
      metrics={[
        { label: t('overview.account'), value: account },
        { label: t('overview.region'), value: regionLabel(spec.region) },
        { label: t('review.service'), value: changed(tasksOf, 'service') },
        { label: t('review.worker'), value: changed(tasksOf, 'worker') },
        ...stores.flatMap(store => {
          const value = changed(sizeOf, store);
          return value ? [{ label: t(`review.${store}`), value }] : [];
        }),
        {
          label: t('review.api'),
          value: t(spec.api.kind === 'none' ? 'review.noApi' : 'review.public'),
        },
        ...duration,
      ]}
    />
  );
}
