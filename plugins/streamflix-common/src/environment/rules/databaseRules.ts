import type { EnvironmentSpec } from '../EnvironmentSpec';
import { supportedMajors } from '../engineVersions';
import { isReserved, reservedDatabaseNames } from '../facts/reservedWords';
import {
  parseTimeOfDayWindow,
  parseWeeklyWindow,
  windowsOverlap,
} from '../formats';
import { ignored, list, type Rule } from './Rule';

const aurora = (path: string, title: string) =>
  ignored(path, title, 'database.kind', (spec: EnvironmentSpec) =>
    spec.database.kind === 'aurora'
      ? undefined
      : 'it belongs to Aurora, and the database is not Aurora',
  );
const rds = (path: string, title: string) =>
  ignored(path, title, 'database.kind', (spec: EnvironmentSpec) =>
    spec.database.kind === 'rds'
      ? undefined
      : 'it belongs to RDS for PostgreSQL, and the database is not RDS',
  );

/** What RDS and Aurora accept. */
export const databaseRules: readonly Rule[] = [
  {
    reads: ['database.maxCapacity', 'database.minCapacity'],
    check: spec =>
      spec.database.minCapacity > spec.database.maxCapacity
        ? `Maximum database capacity must be at least the minimum, ${spec.database.minCapacity}; it is ${spec.database.maxCapacity}.`
        : undefined,
  },
  {
    reads: ['database.version', 'database.kind'],
    check: spec => {
      const { kind, version } = spec.database;
      if (kind === 'none') return undefined;
      const majors: readonly string[] = supportedMajors[kind];
      return majors.includes(version.split('.')[0])
        ? undefined
        : `PostgreSQL version must be of one of the major versions ${list(
            majors,
          )}.`;
    },
  },
  {
    reads: ['database.name', 'database.kind'],
    check: ({ database: { kind, name } }) =>
      kind !== 'none' && isReserved(name, reservedDatabaseNames)
        ? `Database name must not be a word that PostgreSQL or RDS reserves; ${name} is one.`
        : undefined,
  },
  {
    reads: ['database.backupWindow'],
    check: spec =>
      parseTimeOfDayWindow(spec.database.backupWindow).length < 30
        ? 'Backup window must last at least 30 minutes.'
        : undefined,
  },
  {
    reads: ['database.maintenanceWindow'],
    check: spec => {
      const { length } = parseWeeklyWindow(spec.database.maintenanceWindow);
      return length < 30 || length > 24 * 60
        ? 'Maintenance window must last from 30 minutes to 24 hours.'
        : undefined;
    },
  },
  {
    reads: ['database.backupWindow', 'database.maintenanceWindow'],
    check: spec =>
      windowsOverlap(
        parseTimeOfDayWindow(spec.database.backupWindow),
        parseWeeklyWindow(spec.database.maintenanceWindow),
      )
        ? 'Backup window and Maintenance window must not overlap.'
        : undefined,
  },
  aurora('database.minCapacity', 'Minimum database capacity'),
  aurora('database.maxCapacity', 'Maximum database capacity'),
  aurora('database.instances', 'Aurora instances'),
  rds('database.instanceClass', 'Database instance class'),
  rds('database.storageGiB', 'Database storage'),
  rds('database.multiAz', 'Standby in a second zone'),
];
