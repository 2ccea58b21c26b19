import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../api';
import { useInstallation } from '../api/useInstallation';
import { MetricList } from '../components/MetricList';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';

/** Where it is deployed, how large it is, and who can call it. */
export function ReviewFacts(props: {
  spec: EnvironmentSpec;
  running: EnvironmentSpec | undefined;
  target: AwsTarget | undefined;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { spec, running, target } = props;
  const { installation } = useInstallation();
  const account =
    target?.account === 'default'
      ? installation?.accounts[0]?.id
      : target?.account;
  const tasksOf = (
    of: EnvironmentSpec | undefined,
    part: 'service' | 'worker',
  ) => {
    if (!of?.[part].enabled) return t('running.none');
    const { minTasks, maxTasks, cpu, memory } = of[part];
    return t('review.tasks', {
      min: String(minTasks),
      max: String(maxTasks),
      cpu: String(cpu / 1024),
      memory: String(memory / 1024),
    });
  };
  const changed = (part: 'service' | 'worker') => {
    const [before, after] = [tasksOf(running, part), tasksOf(spec, part)];
    return !running || before === after ? after : `${before} → ${after}`;
  };
  return (
    <MetricList
      quiet
      metrics={[
        { label: t('overview.account'), value: account },
        { label: t('overview.region'), value: regionLabel(spec.region) },
        { label: t('review.service'), value: changed('service') },
        { label: t('review.worker'), value: changed('worker') },
        {
          label: t('review.api'),
          value: t(spec.api.kind === 'none' ? 'review.noApi' : 'review.public'),
        },
      ]}
    />
  );
}
