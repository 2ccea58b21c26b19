import type { ChangedStore, StoreStates } from './FieldChange';

/**
 * The states of each store in which AWS refuses to change it. States that pass by themselves while AWS accepts changes, such as
 * `backing-up`, are not among them.
 *
 * @public
 */
export const storeStates: Readonly<Record<ChangedStore, StoreStates>> = {
  database: {
    refusedIn: [
      'creating',
      'deleting',
      'failed',
      'inaccessible-encryption-credentials',
      'modifying',
      'rebooting',
      'starting',
      'stopped',
      'stopping',
      'upgrading',
    ],
    source:
      'Amazon RDS API Reference, ModifyDBInstance, InvalidDBInstanceState',
    mark: 'assumed',
  },
  cache: {
    refusedIn: [
      'create-failed',
      'creating',
      'deleting',
      'modifying',
      'snapshotting',
    ],
    source:
      'Amazon ElastiCache API Reference, ModifyReplicationGroup, InvalidReplicationGroupState',
    mark: 'documented',
  },
  stream: {
    refusedIn: ['CREATING', 'DELETING', 'UPDATING'],
    source:
      'Amazon Kinesis Data Streams API Reference, UpdateShardCount, ResourceInUseException',
    mark: 'documented',
  },
};
