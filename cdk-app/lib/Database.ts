import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AuroraCluster } from './AuroraCluster';
import { existingSecretArn, isInjectable } from './existingSecret';
import { masterUser } from './masterUser';
import type { DatabaseProps, Postgres, PostgresProps } from './Postgres';
import { RdsInstance } from './RdsInstance';
import type { TaskAccess } from './TaskAccess';

/** PostgreSQL that refuses plaintext connections, as an Aurora cluster or an RDS instance. */
export class Database extends Construct {
  /** For tasks that connect to it. */
  readonly access: TaskAccess;
  /** ARN of the secret RDS creates; undefined when the database uses an existing one. */
  readonly managedSecretArn?: string;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { suffix, kind, database, secretName } = props;
    const name = resourceName('database', suffix);

    const postgresProps: PostgresProps = {
      ...props,
      name,
      version: props.version,
      master: masterUser(props),
      subnetGroupName: new CfnDBSubnetGroup(this, 'DatabaseSubnets', {
        dbSubnetGroupName: resourceName('database-subnets', suffix),
        dbSubnetGroupDescription: name,
        subnetIds: props.subnetIds,
      }).ref,
    };
    const postgres: Postgres =
      kind === 'aurora'
        ? new AuroraCluster(this, 'Aurora', postgresProps)
        : new RdsInstance(this, 'Rds', postgresProps);

    this.managedSecretArn = secretName ? undefined : postgres.managedSecretArn;
    const secretArn = (tail = '') =>
      secretName
        ? existingSecretArn(this, secretName, tail)
        : `${postgres.managedSecretArn}${tail}`;
    this.access = {
      environment: {
        DATABASE_HOST: postgres.endpoint,
        DATABASE_PORT: '5432',
        DATABASE_NAME: database.name,
        // RDS rotates the secret it created: a long-running task must read it again.
        DATABASE_SECRET_ID: secretName ?? secretArn(),
      },
      secrets:
        !secretName || isInjectable(secretName)
          ? {
              DATABASE_USERNAME: secretArn(':username::'),
              DATABASE_PASSWORD: secretArn(':password::'),
            }
          : undefined,
    };

    new CfnOutput(this, stackOutputs.databaseEndpoint, {
      value: postgres.endpoint,
    });
    new CfnOutput(this, stackOutputs.databaseSecretArn, {
      value: secretArn(),
    });
  }
}
