import type { BlueprintDesign } from '../BlueprintDesign';
import { amount, byUse, hours, range, type Quantity } from './Quantity';

function database({ spec: { database: db } }: BlueprintDesign): Quantity[] {
  if (db.kind === 'none') return [];
  const backup = byUse(
    'Database backup, GB-month',
    `what ${db.backupDays} day${
      db.backupDays === 1 ? '' : 's'
    } of backups take beyond the size of the database`,
  );
  if (db.kind === 'aurora') {
    const { instances, minCapacity, maxCapacity } = db;
    return [
      {
        what: 'Aurora ACU-hours',
        quantity: range(
          instances * minCapacity * hours,
          instances * maxCapacity * hours,
        ),
        from: `${instances} instances × ${minCapacity}–${maxCapacity} ACU × ${hours} h`,
      },
      byUse(
        'Aurora storage, GB-month',
        'what the database holds; grows by itself',
      ),
      byUse(
        'Aurora I/O requests, million',
        'reads and writes of storage (standard configuration)',
      ),
      backup,
    ];
  }
  const copies = db.multiAz ? 2 : 1;
  const of = `${copies === 2 ? 'primary and standby' : 'one instance'}`;
  return [
    {
      what: `RDS instance hours, ${db.instanceClass}`,
      quantity: amount(copies * hours),
      from: `${copies} × ${hours} h: ${of}`,
    },
    {
      what: 'RDS storage, gp3, GB-month',
      quantity: amount(copies * db.storageGiB),
      from: `${copies} × ${db.storageGiB} GiB: ${of}`,
    },
    backup,
  ];
}

function cache({ spec: { cache: own } }: BlueprintDesign): Quantity[] {
  if (own.kind === 'none') return [];
  const snapshots = byUse(
    'Cache snapshots, GB-month',
    `snapshots of ${own.snapshots} days`,
  );
  if (own.kind === 'serverless') {
    const most = (own.maxEcpu * 3600 * hours) / 1e6;
    return [
      byUse(
        'Cache storage, GB-hours',
        `what it holds × ${hours} h; AWS counts a minimum for each cache`,
        `at most ${amount(own.maxStorageGiB * hours)}`,
      ),
      byUse(
        'Cache ECPU, million',
        `commands; the limit is ${amount(
          own.maxEcpu,
        )} a second × 3,600 s × ${hours} h`,
        `at most ${amount(most)}`,
      ),
      snapshots,
    ];
  }
  return [
    {
      what: `Cache node hours, ${own.nodeType}`,
      quantity: amount(own.nodes * hours),
      from: `${own.nodes} nodes × ${hours} h`,
    },
    snapshots,
  ];
}

function storage({ spec }: BlueprintDesign): Quantity[] {
  if (!spec.storage.enabled) return [];
  return [
    byUse(
      'EFS storage, GB-month',
      `files read or written within ${spec.storage.infrequentAccessDays} days`,
    ),
    byUse(
      'EFS infrequent access, GB-month',
      `files not accessed for ${spec.storage.infrequentAccessDays} days; reading them counts by the GB`,
    ),
  ];
}

/** Database, cache and file system. */
export const dataQuantities = (design: BlueprintDesign): Quantity[] =>
  [database, cache, storage].flatMap(part => part(design));
