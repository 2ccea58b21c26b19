import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader } from '@backstage/ui';
import {
  deployArguments,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useId } from 'react';
import { CopyButton } from '../components/CopyButton';
import { streamflixTranslationRef } from '../translation';
import styles from './ConfigurationTab.module.css';
import { shellCommand } from './shellCommand';

/** The command that creates the same environment in a terminal. */
export function DeployCommand({ spec }: { spec: EnvironmentSpec }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const titleId = useId();
  const command = shellCommand('streamflix', deployArguments(spec));
  const name = t('configuration.command');
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader>
        <h2 id={titleId} className={styles.title}>
          {t('configuration.terminal')}
        </h2>
      </CardHeader>
      <CardBody>
        <p className={styles.note}>{t('configuration.terminalNote')}</p>
        <div className={styles.copied}>
          <pre className={styles.command} aria-label={name} role="group">
            {command}
          </pre>
          <CopyButton text={command} name={name} />
        </div>
      </CardBody>
    </Card>
  );
}
