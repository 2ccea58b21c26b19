import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { Construct } from 'constructs';
import type { Logs } from './Logs';
import type { MasterUser } from './masterUser';

export interface DatabaseProps {
  readonly suffix: string;
  readonly kind: 'aurora' | 'rds';
  readonly database: EnvironmentSpec['database'];
  /** Version in AWS's format, such as `16.13`. */
  readonly version: string;
  /** Name of an existing secret with `username` and `password`; without one, RDS creates and rotates its own. */
  readonly secretName?: string;
  readonly deletionProtection: boolean;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  readonly logs: Logs;
  /** Customer-managed key; without one, the keys AWS manages for RDS and Secrets Manager. */
  readonly keyArn?: string;
}

/** Props of both kinds of database. */
export interface PostgresProps extends DatabaseProps {
  readonly name: string;
  readonly master: MasterUser;
  readonly subnetGroupName: string;
}

/** What both kinds expose. */
export interface Postgres extends Construct {
  readonly endpoint: string;
  /** ARN of the secret RDS creates. */
  readonly managedSecretArn: string;
}
