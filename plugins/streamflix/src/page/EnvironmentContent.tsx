import { ResponseError } from '@backstage/errors';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Alert, ButtonLink, Text } from '@backstage/ui';
import type {
  EnvironmentRef,
  OperationHistory,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useParams } from 'react-router-dom';
import { useOperationHistory } from '../api/useOperationHistory';
import { formatFull } from '../components/formatTime';
import { PageLink } from '../components/PageLink';
import { regionLabel } from '../components/regionLabel';
import { RequesterName } from '../components/RequesterName';
import { OperationsTab } from '../tabs/OperationsTab';
import { rootRouteRef } from '../routes';
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
              who: <RequesterName requester={requester} />,
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

/** That there is no environment of this address, and where there are others. */
function Unknown({ environment }: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const { account, region, suffix } = environment;
  return (
    <>
      <Alert
        status="info"
        icon
        title={t('destroyed.unknown', { suffix, region: regionLabel(region) })}
        description={t('destroyed.never', { account })}
      />
      <div>
        <ButtonLink variant="secondary" href={root()}>
          {t('accounts.back')}
        </ButtonLink>
      </div>
    </>
  );
}

/** An environment by its address, which works without a catalog entity: its operations, and whether it was destroyed. */
export function EnvironmentContent() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { account = '', region = '', suffix = '' } = useParams();
  const environment = { account, region, suffix };
  const { history, error } = useOperationHistory(environment);
  const isUnknown =
    !history && error instanceof ResponseError && error.response.status === 404;
  return (
    <div className={styles.page}>
      <div>
        <Text as="h2" variant="title-small">
          {t('destroyed.title', { suffix })}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {t('destroyed.where', { region: regionLabel(region), account })}
        </Text>
      </div>
      {history?.destroyedAt && <Destroyed history={history} />}
      {history && !history.destroyedAt && (
        <EntityLink environment={environment} />
      )}
      {isUnknown ? (
        <Unknown environment={environment} />
      ) : (
        <OperationsTab environment={environment} />
      )}
    </div>
  );
}
