import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert } from '@backstage/ui';
import {
  stackStatus,
  type EnvironmentSpec,
  type EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useInstallation } from '../api/useInstallation';
import { blueprintTitle } from '../components/blueprintTitle';
import { LocalAwsBanner } from '../components/LocalAws';
import { MetricList } from '../components/MetricList';
import { ownerTitle } from '../components/ownerTitle';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { FieldProblems } from './FieldProblems';
import styles from './Form.module.css';
import { StackState } from './StackState';
import { useDerivedFormData } from './useDerivedFormData';
import { environmentOf } from './useFormDefaults';
import { useEnvironmentStack } from './useEnvironmentStack';
import { useDenialReason } from './useDenialReason';

function CurrentState(props: {
  title: string | undefined;
  stack: EnvironmentStack;
  running: EnvironmentSpec;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { title, stack, running } = props;
  return (
    <section className={styles.rows} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <MetricList
        quiet
        metrics={[
          { label: t('page.suffix'), value: stack.ref.suffix },
          {
            label: t('overview.blueprint'),
            value: blueprintTitle(running.blueprint),
          },
          { label: t('overview.region'), value: regionLabel(stack.ref.region) },
          { label: t('overview.account'), value: stack.ref.account },
          {
            label: t('page.owner'),
            value: stack.owner && ownerTitle(stack.owner),
          },
          {
            label: t('running.state'),
            value: stackStatus(stack.stackStatus).label,
          },
        ]}
      />
      <p className={styles.hint}>{t('running.fixed')}</p>
    </section>
  );
}

/**
 * The environment to change as it runs now, its fixed values, and why the user may not change it. Its value is the suffix once
 * the environment has been read: without it, the form stays on this page.
 */
export function StreamflixRunning(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData, formContext, rawErrors = [], onChange } = props;
  const environment = environmentOf(formContext?.formData);
  const reading = useEnvironmentStack(environment);
  const { stack } = reading;
  const denial = useDenialReason(stack?.ref, 'update');
  const { installation } = useInstallation();

  const suffix = stack?.spec.ok ? stack.ref.suffix : undefined;
  useDerivedFormData(suffix, formData === suffix, onChange);

  if (!environment) return <FieldProblems messages={rawErrors} />;
  const running = stack?.spec.ok ? stack.spec.value : undefined;
  return (
    <div className={styles.field}>
      <StackState reading={reading} needsSpec />
      {denial && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('actions.mayNotChange')}
          description={denial}
        />
      )}
      {stack && running && (
        <CurrentState title={schema.title} stack={stack} running={running} />
      )}
      {installation?.localAws && <LocalAwsBanner />}
      {stack && stackStatus(stack.stackStatus).nextStep === 'clear' && (
        <Alert
          status="warning"
          icon
          title={t('running.nothing', { suffix: stack.ref.suffix })}
          description={t('running.correct')}
        />
      )}
      {stack?.stackStatus.endsWith('_IN_PROGRESS') && (
        <Alert
          status="warning"
          icon
          title={t('running.inProgress', { suffix: stack.ref.suffix })}
        />
      )}
      {stack && (
        <FieldProblems messages={rawErrors.filter(each => each !== denial)} />
      )}
    </div>
  );
}
