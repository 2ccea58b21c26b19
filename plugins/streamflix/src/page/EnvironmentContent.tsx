import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Alert, Text } from '@backstage/ui';
import type {
  EnvironmentRef,
  OperationHistory,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useParams } from 'react-router-dom';
import { useOperationHistory } from '../api/useOperationHistory';
import { formatFull } from '../components/formatTime';
import { PageLink } from '../components/PageLink';
import { requesterText } from '../components/RequesterName';
import { OperationsTab } from '../tabs/OperationsTab';
import { streamflixTranslationRef } from '../translation';
import styles from './EnvironmentsPage.module.css';
import { useEntityName } from '../components/useEntityName';

/** That the environment was destroyed, when and by whom. */
function Destroyed({ history }: { history: OperationHistory }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { destroyedAt = '', items, ref } = history;
  const { suffix } = ref;
  const at = formatFull(destroyedAt);
  const requester = items.find(({ kind }) => kind === 'destroy')?.requester;
  return (
    <Alert
      status="info"
      icon
      title={
        requester
          ? t('destroyed.onBy', {
              suffix,
              at,
              who: requesterText(requester, t),
            })
          : t('destroyed.on', { suffix, at })
      }
      description={t('destroyed.kept')}
    />
  );
}

function EntityLink({ environment }: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const name = useEntityName().nameOf(environment);
  return name ? (
    <PageLink
      path={entityRoute({ kind: 'resource', namespace: 'default', name })}
    >
      {t('destroyed.exists', { suffix: environment.suffix })}
    </PageLink>
  ) : null;
}

/** An environment by its address, which works without a catalog entity: its operations, and whether it was destroyed. */
export function EnvironmentContent() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { account = '', region = '', suffix = '' } = useParams();
  const environment = { account, region, suffix };
  const { history } = useOperationHistory(environment);
  return (
    <div className={styles.page}>
      <div>
        <Text as="h2" variant="title-small">
          {t('destroyed.title', { suffix })}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {t('destroyed.where', { region, account })}
        </Text>
      </div>
      {history?.destroyedAt && <Destroyed history={history} />}
      {history && !history.destroyedAt && (
        <EntityLink environment={environment} />
      )}
      <OperationsTab environment={environment} />
    </div>
  );
}
