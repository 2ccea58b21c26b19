import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import type {
  ComponentKind,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { environmentRefOf } from '../api/environmentRefOf';
import { useEnvironmentStatus } from '../api/useEnvironmentStatus';
import { useOperationHistory } from '../api/useOperationHistory';
import { streamflixTranslationRef } from '../translation';
import { ComponentCard } from './ComponentCard';
import { EnvironmentCard } from './EnvironmentCard';
import { MapCard } from './MapCard';
import { StatusCard } from './StatusCard';

function FollowedEnvironment(props: {
  environment: EnvironmentRef;
  entityRef: string;
}) {
  const reading = useEnvironmentStatus(props.environment);
  return <EnvironmentCard {...props} reading={reading} />;
}

/** The overall card of the current entity's environment. */
export function EntityEnvironmentCard() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { entity } = useEntity();
  const where = environmentRefOf(entity);
  if ('ref' in where) {
    return (
      <FollowedEnvironment
        environment={where.ref}
        entityRef={stringifyEntityRef(entity)}
      />
    );
  }
  return (
    <StatusCard wide title={t('overview.title')} health="unknown">
      <Alert
        status="warning"
        icon
        title={t('overview.missingAnnotations', {
          names: where.missing.join(', '),
        })}
      />
    </StatusCard>
  );
}

function FollowedMap(props: { environment: EnvironmentRef }) {
  return <MapCard reading={useEnvironmentStatus(props.environment)} />;
}

/** The map of the entity's environment; the overall card reports missing annotations of the entity. */
export function EntityMapCard() {
  const where = environmentRefOf(useEntity().entity);
  return 'ref' in where ? <FollowedMap environment={where.ref} /> : null;
}

function FollowedComponent(props: {
  environment: EnvironmentRef;
  kind: ComponentKind;
}) {
  const { environment, kind } = props;
  const reading = useEnvironmentStatus(environment);
  const { history } = useOperationHistory(environment);
  const changes = history?.items
    .filter(operation => operation.kind !== 'create')
    .map(({ startedAt }) => startedAt);
  return <ComponentCard kind={kind} reading={reading} changes={changes} />;
}

/** One component of the entity's environment; the overall card reports missing annotations of the entity. */
export function EntityComponentCard({ kind }: { kind: ComponentKind }) {
  const where = environmentRefOf(useEntity().entity);
  return 'ref' in where ? (
    <FollowedComponent environment={where.ref} kind={kind} />
  ) : null;
}
