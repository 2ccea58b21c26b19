import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { EnvironmentOutput } from '@streamflix/backstage-plugin-streamflix-common';
import { useId } from 'react';
import { CopyButton } from '../components/CopyButton';
import { streamflixTranslationRef } from '../translation';
import styles from './ConfigurationTab.module.css';

/** The stack's outputs, to copy into the configuration of what uses the environment. */
export function Outputs({ outputs }: { outputs: EnvironmentOutput[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader>
        <h2 id={titleId} className={styles.title}>
          {t('configuration.outputs')}
        </h2>
      </CardHeader>
      <CardBody>
        {outputs.length === 0 ? (
          <Text as="p">{t('configuration.noOutputs')}</Text>
        ) : (
          <dl className={styles.outputs}>
            {outputs.map(({ name, value }) => (
              <div key={name} className={styles.output}>
                <dt className={styles.label}>{name}</dt>
                <dd className={styles.copied}>
                  <code className={styles.code}>{value}</code>
                  <CopyButton text={value} name={name} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </CardBody>
    </Card>
  );
}
