import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type {
  EnvironmentRef,
  Operation,
  OperationRequester,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useParams } from 'react-router-dom';
import { useOperation } from '../api/useOperation';
import { LocalAwsBanner } from '../components/LocalAws';
import { PageLink } from '../components/PageLink';
import { formatSeconds } from '../components/formatTime';
import { RequesterName } from '../components/RequesterName';
import { ReadingState } from '../components/ReadingState';
import { useEntityName } from '../components/useEntityName';
import { environmentRouteRef, rootRouteRef } from '../routes';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { CancelOperation } from './CancelOperation';
import styles from './OperationContent.module.css';
import { OperationEnd } from './OperationEnd';
import { OperationSummary } from './OperationSummary';
import { Timeline } from './Timeline';

function Breadcrumbs(props: {
  environment: EnvironmentRef;
  /** Whether nothing is left of the environment, so that it has no entity. */
  isGone: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const operations = useRouteRef(environmentRouteRef);
  const entity = useRouteRef(entityRouteRef);
  const { nameOf } = useEntityName();
  const { environment, isGone } = props;
  const { account, region, suffix } = environment;
  const name = isGone ? undefined : nameOf(environment);
  return (
    <nav aria-label={t('timeline.breadcrumbs')} className={styles.breadcrumbs}>
      <PageLink path={root()}>{t('title')}</PageLink>
      <span aria-hidden>/</span>
      <PageLink
        path={
          name
            ? entity({ kind: 'resource', namespace: 'default', name })
            : operations({ account, region, suffix })
        }
      >
        {suffix}
      </PageLink>
      <span aria-hidden>/</span>
      <span>{t('timeline.breadcrumb')}</span>
    </nav>
  );
}

/** The backend marks an id of which AWS has only the start. */
const requesterOf = (text: string): OperationRequester => ({
  id: text.replace(/…$/, ''),
  isCut: text.endsWith('…'),
  from: 'unknown',
});

function Heading({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { ref, kind, state, isCancelled, requester } = operation;
  const { startedAt, endedAt } = operation;
  const turned = isCancelled ? 'cancelling' : 'rollingBack';
  const now = state === 'turning-back' ? turned : kind;
  const { suffix, region } = ref;
  return (
    <div className={styles.heading}>
      <div>
        <Text as="h2" variant="title-medium" weight="bold">
          {state === 'finished'
            ? t(`timeline.past.${kind}`, { suffix })
            : t(`timeline.present.${now}`, { suffix })}
        </Text>
        <Text as="p" color="secondary">
          {requester ? (
            <>
              {t('timeline.requestedBy')}{' '}
              <RequesterName requester={requesterOf(requester)} />
            </>
          ) : (
            t('timeline.noRequester')
          )}
          {` · ${regionLabel(region)}`}
          {endedAt &&
            ` · ${t('timeline.took', {
              duration: formatSeconds(
                (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
              ),
            })}`}
        </Text>
      </div>
      <CancelOperation operation={operation} />
    </div>
  );
}

/** The page of one operation: its timeline, when it is expected to end, and how it ended. */
export function OperationContent() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { account = '', region = '', suffix = '', id = '' } = useParams();
  const environment = { account, region, suffix };
  const { operation, error, isReading, retry } = useOperation(environment, id);
  return (
    <div className={styles.page}>
      {operation?.localAws && <LocalAwsBanner />}
      <Breadcrumbs
        environment={environment}
        isGone={operation?.stackStatus === 'DELETE_COMPLETE'}
      />
      {(error || !operation) && (
        <ReadingState
          what={t('timeline.what')}
          hasData={operation !== undefined}
          error={error}
          isReading={isReading}
          retry={retry}
        />
      )}
      {operation && (
        <>
          <Heading operation={operation} />
          {!operation.endedAt && <OperationSummary operation={operation} />}
          <OperationEnd operation={operation} />
          <div className={styles.card}>
            {operation.resources.length > 0 ? (
              <Timeline operation={operation} />
            ) : (
              <Text as="p">{t('timeline.empty')}</Text>
            )}
          </div>
        </>
      )}
    </div>
  );
}
