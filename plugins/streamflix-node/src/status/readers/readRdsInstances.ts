import type { DBInstance } from '@aws-sdk/client-rds';
import {
  stackOutputs,
  type DatabaseMember,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { describeInstances } from './describeDatabases';
import { readBulk } from './readBulk';

/** RDS instances outside clusters. */
export function readRdsInstances(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'database'>> {
  return readBulk<'database', DBInstance>(environments, {
    output: stackOutputs.databaseInstanceId,
    async describe(ids) {
      const { rds } = context.clients;
      const instances = await describeInstances(rds, 'db-instance-id', ids);
      return new Map(
        instances.map(each => [each.DBInstanceIdentifier ?? '', each]),
      );
    },
    draft: instance => draftInstance(context, instance),
    unknown: id => `RDS knows no instance ${id}`,
  });
}

function membersOf(instance: DBInstance): DatabaseMember[] {
  const id = instance.DBInstanceIdentifier ?? '';
  const status = instance.DBInstanceStatus ?? '';
  const itself = { id, status, zone: instance.AvailabilityZone };
  // RDS shows only the zone of a standby: it shares the instance's state.
  const standby = { id, status, zone: instance.SecondaryAvailabilityZone };
  return instance.MultiAZ
    ? [
        { ...itself, role: 'instance' },
        { ...standby, role: 'standby' },
      ]
    : [{ ...itself, role: 'instance' }];
}

function draftInstance(
  { metrics }: ReadContext,
  instance: DBInstance,
): Draft<'database'> {
  const id = instance.DBInstanceIdentifier ?? '';
  const read = metrics.ask({
    namespace: 'AWS/RDS',
    dimensions: { DBInstanceIdentifier: id },
    metrics: {
      cpu: { metric: 'CPUUtilization', unit: 'percent' },
      connections: { metric: 'DatabaseConnections', unit: 'count' },
      // Only Aurora uses capacity units.
      capacity: { unit: 'acu' },
    },
  });
  return () => ({
    kind: 'rds',
    id,
    status: instance.DBInstanceStatus ?? '',
    engine: instance.Engine ?? '',
    engineVersion: instance.EngineVersion ?? '',
    members: membersOf(instance),
    capacity: { instanceClass: instance.DBInstanceClass ?? '' },
    multiAz: instance.MultiAZ ?? false,
    metrics: read(),
  });
}
