import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert } from '@backstage/ui';
import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { useEffect } from 'react';
import { blueprintTitle } from '../cards/EnvironmentCard';
import { Figures } from '../cards/Figures';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { StackState } from './StackState';
import { environmentOf } from './useBasis';
import { useEnvironmentStack } from './useEnvironmentStack';
import { useRefusal } from './useRefusal';

/**
 * The environment to change as it runs now, its fixed values, and why the user may not change it. Its value is the suffix once
 * the environment has been read: without it, the form stays on this page.
 */
export function StreamflixRunning(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData, formContext, onChange } = props;
  const environment = environmentOf(formContext?.formData);
  const reading = useEnvironmentStack(environment);
  const { stack } = reading;
  const refusal = useRefusal(stack?.ref, 'update');

  const suffix = stack?.spec.ok ? stack.ref.suffix : undefined;
  useEffect(() => {
    if (formData !== suffix) onChange(suffix);
  }, [formData, suffix, onChange]);

  if (!environment) return null;
  const running = stack?.spec.ok ? stack.spec.value : undefined;
  return (
    <div className={styles.field}>
      <StackState reading={reading} needsSpec />
      {refusal && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('actions.mayNotChange')}
          description={refusal}
        />
      )}
      {stack && running && (
        <section className={styles.rows} aria-label={schema.title}>
          <h3 className={styles.title}>{schema.title}</h3>
          <Figures
            quiet
            figures={[
              { label: t('page.suffix'), value: stack.ref.suffix },
              {
                label: t('overview.blueprint'),
                value: blueprintTitle(running.blueprint),
              },
              { label: t('overview.region'), value: stack.ref.region },
              { label: t('overview.account'), value: stack.ref.account },
              { label: t('page.owner'), value: stack.owner },
              {
                label: t('running.state'),
                value: stackStatus(stack.stackStatus).label,
              },
            ]}
          />
          <p className={styles.hint}>{t('running.fixed')}</p>
        </section>
      )}
      {stack?.stackStatus.endsWith('_IN_PROGRESS') && (
        <Alert
          status="warning"
          icon
          title={t('running.moving', { suffix: stack.ref.suffix })}
        />
      )}
    </div>
  );
}
