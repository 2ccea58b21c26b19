import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Alert, ButtonLink } from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiEqualizerLine,
  RiSkipForwardLine,
} from '@remixicon/react';
import {
  stackStatus as stackStatusOf,
  type Operation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { ContainerLog } from '../cards/ContainerLog';
import { ExplanationPanel } from '../cards/ExplanationPanel';
import { ActionLink } from '../components/ActionLink';
import { useEntityName } from '../components/useEntityName';
import {
  useActionLabels,
  useEnvironmentActions,
} from '../components/useEnvironmentActions';
import { streamflixTranslationRef } from '../translation';
import styles from './OperationContent.module.css';

const good = ['created', 'updated', 'unchanged', 'destroyed', 'absent'];

function statusOf(outcome: string) {
  if (good.includes(outcome)) return 'success';
  return outcome === 'cancelled' ? 'info' : 'danger';
}

/** What the user can do now: open the environment, correct it, skip what blocks its rollback, or remove it. */
function NextSteps({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { ref, result, stackStatus } = operation;
  const entity = useRouteRef(entityRouteRef);
  const { nameOf, error } = useEntityName();
  const name = nameOf(ref);
  const actions = useEnvironmentActions(ref, {
    ref: name && `resource:default/${name}`,
    error,
  });
  const hasFailed = result && statusOf(result.outcome) === 'danger';
  const labels = useActionLabels(
    stackStatusOf(stackStatus).nextStep === 'clear',
  );
  const isStuck =
    stackStatus === 'UPDATE_ROLLBACK_FAILED' && result?.blockedBy.length;
  return (
    <div className={styles.buttons}>
      {hasFailed && actions && (
        <>
          <ActionLink
            action={actions.change}
            label={isStuck ? t('timeline.skip') : t('actions.correct')}
            icon={
              isStuck ? (
                <RiSkipForwardLine aria-hidden />
              ) : (
                <RiEqualizerLine aria-hidden />
              )
            }
            variant="primary"
          />
          <ActionLink
            action={actions.destroy}
            label={labels.destroy}
            icon={<RiDeleteBinLine aria-hidden />}
          />
        </>
      )}
      {name && (
        <ButtonLink
          size="small"
          variant="secondary"
          href={entity({ kind: 'resource', namespace: 'default', name })}
        >
          {t('timeline.open')}
        </ButtonLink>
      )}
    </div>
  );
}

/** How an operation ended, why it failed, and what to do now. While it is in progress, only why it is failing. */
export function OperationEnd({ operation }: { operation: Operation }) {
  const { explanation, result, ref } = operation;
  if (!explanation && !result) return null;
  const isGone = operation.stackStatus === 'DELETE_COMPLETE';
  return (
    <div className={styles.end}>
      {result && (
        <Alert
          role="status"
          status={statusOf(result.outcome)}
          icon
          title={result.message}
        />
      )}
      {explanation && (
        <ExplanationPanel explanation={explanation}>
          {explanation.resource?.type === 'AWS::ECS::Service' && (
            <ContainerLog
              environment={ref}
              reasons={[explanation.awsMessage]}
            />
          )}
        </ExplanationPanel>
      )}
      {result && !isGone && <NextSteps operation={operation} />}
    </div>
  );
}
