import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { useOperationHistory } from '../api/useOperationHistory';
import { ReadingState } from '../components/ReadingState';
import { streamflixTranslationRef } from '../translation';
import { OperationsTable } from './OperationsTable';
import styles from './ResourcesTab.module.css';

/** The last operations on an environment, also on one that was destroyed. */
export function OperationsTab(props: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment } = props;
  const { history, ...reading } = useOperationHistory(environment);
  return (
    <div className={styles.page}>
      <ReadingState
        what={t('operations.what')}
        hasData={history !== undefined}
        {...reading}
      />
      {history && history.unread.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('operations.incomplete')}
          description={history.unread.join(' ')}
        />
      )}
      {history?.items.length === 0 && (
        <Text as="p">{t('operations.none')}</Text>
      )}
      {history && history.items.length > 0 && (
        <>
          <OperationsTable
            environment={environment}
            operations={history.items}
          />
          <Text as="p" variant="body-small" color="secondary">
            {t('operations.note')}
          </Text>
        </>
      )}
    </div>
  );
}
