import { z } from 'zod/v4';
import { instanceType, timeOfDayWindow, weeklyWindow } from '../formats';
import { fixed, flag, oneOf, whole } from './fields';

export const database = z.strictObject({
  kind: oneOf(
    'Database',
    ['none', 'aurora', 'rds'],
    'Aurora PostgreSQL Serverless v2, RDS for PostgreSQL, or none.',
  ),
  version: z
    .string()
    .regex(/^\d{2}(\.\d{1,2})?$/, 'must be a PostgreSQL version such as 16')
    .meta({
      title: 'PostgreSQL version',
      description:
        'Major version, for the newest minor version AWS offers, or major.minor.',
    }),
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,62}$/,
      'must begin with a letter and hold only lower case letters, digits and _',
    )
    .meta(
      fixed(
        'Database name',
        'Name of the first database.',
        'the database would have to be replaced, and what it holds with it',
      ),
    ),
  minCapacity: z.number().min(0.5).max(256).multipleOf(0.5).meta({
    title: 'Minimum database capacity',
    description: 'Aurora capacity units, in halves.',
  }),
  maxCapacity: z.number().min(1).max(256).multipleOf(0.5).meta({
    title: 'Maximum database capacity',
    description: 'Aurora capacity units, in halves.',
  }),
  instances: whole(
    'Aurora instances',
    1,
    15,
    'One writer, the rest readers in other zones.',
  ),
  instanceClass: z
    .string()
    .regex(
      instanceType('db'),
      'must be a database instance class such as db.t3.micro',
    )
    .meta({
      title: 'Database instance class',
      description: 'Instance class of RDS for PostgreSQL.',
    }),
  storageGiB: whole(
    'Database storage',
    20,
    65_536,
    'GiB of RDS for PostgreSQL.',
  ),
  multiAz: flag('Standby in a second zone', 'Multi-AZ for RDS for PostgreSQL.'),
  backupDays: whole('Backup days', 1, 35, 'Days automated backups are kept.'),
  backupWindow: timeOfDayWindow.meta({
    title: 'Backup window',
    description: 'UTC, hh:mm-hh:mm, at least 30 minutes.',
  }),
  maintenanceWindow: weeklyWindow.meta({
    title: 'Maintenance window',
    description: 'UTC, ddd:hh:mm-ddd:hh:mm, at least 30 minutes.',
  }),
});
