import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Switch, Text } from '@backstage/ui';
import type {
  EnvironmentRef,
  EnvironmentSpec,
  EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo, useState, type ReactNode } from 'react';
import { useEnvironmentStack } from '../api/useEnvironmentStack';
import { blueprintTitle } from '../components/blueprintTitle';
import { ReadingState } from '../components/ReadingState';
import { streamflixTranslationRef } from '../translation';
import { configurationOf } from './configurationOf';
import styles from './ConfigurationTab.module.css';
import { ConfiguredSectionCard } from './ConfiguredSectionCard';
import { DeployCommand } from './DeployCommand';
import { Outputs } from './Outputs';
import { TemplateDownload } from './TemplateDownload';

/** The values of an environment, with what differs from its blueprint marked. */
function Values(props: { spec: EnvironmentSpec; actions: ReactNode }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { spec, actions } = props;
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const sections = useMemo(() => configurationOf(spec), [spec]);
  const shown = onlyDifferences
    ? sections
        .map(({ section, values }) => ({
          section,
          values: values.filter(({ blueprint }) => blueprint),
        }))
        .filter(({ values }) => values.length > 0)
    : sections;
  const differences = sections
    .flatMap(({ values }) => values)
    .filter(({ blueprint }) => blueprint).length;
  const blueprint = blueprintTitle(spec.blueprint);
  return (
    <>
      <div className={styles.toolbar}>
        <Text as="p" variant="body-large">
          {differences === 0
            ? t('configuration.same', { blueprint })
            : t('configuration.differences', { count: differences, blueprint })}
        </Text>
        <div className={styles.controls}>
          {differences > 0 && (
            <Switch
              label={t('configuration.onlyDifferences')}
              isSelected={onlyDifferences}
              onChange={setOnlyDifferences}
            />
          )}
          {actions}
        </div>
      </div>
      <div className={styles.sections}>
        {shown.map(section => (
          <ConfiguredSectionCard key={section.section} {...section} />
        ))}
      </div>
    </>
  );
}

function Configuration({ stack }: { stack: EnvironmentStack }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { spec, ref, outputs } = stack;
  const download = <TemplateDownload environment={ref} />;
  return (
    <>
      {spec.ok ? (
        <Values spec={spec.value} actions={download} />
      ) : (
        <>
          {download}
          <Alert
            role="alert"
            status="warning"
            icon
            title={t('reading.failed', { what: t('configuration.what') })}
            description={spec.reason}
          />
        </>
      )}
      <Outputs outputs={outputs} />
      {spec.ok && <DeployCommand spec={spec.value} />}
    </>
  );
}

/** Every value of an environment, its outputs, its template, and the command that creates the same again. */
export function ConfigurationTab(props: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { stack, ...reading } = useEnvironmentStack(props.environment);
  return (
    <div className={styles.page}>
      <ReadingState
        what={t('configuration.what')}
        hasData={stack !== undefined}
        {...reading}
      />
      {stack && <Configuration stack={stack} />}
    </div>
  );
}
