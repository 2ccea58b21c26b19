import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnDBInstance, CfnDBParameterGroup } from 'aws-cdk-lib/aws-rds';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { acknowledgeDatabase } from './acknowledgeDatabase';
import type { PostgresProps } from './Postgres';

/** RDS for PostgreSQL. */
export class RdsInstance extends Construct {
  readonly endpoint: string;
  readonly managedSecretArn: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { suffix, database, name, version } = props;
    const family = `postgres${version.split('.')[0]}`;

    // Not the id of Aurora's group: a resource cannot change its type when the database kind changes.
    const parameters = new CfnDBParameterGroup(
      this,
      'DatabaseInstanceParameters',
      {
        // A group cannot change its family: with the family in the name, the next major version's group can exist next to it.
        dbParameterGroupName: resourceName(family, suffix),
        description: name,
        family,
        parameters: { 'rds.force_ssl': '1' },
      },
    );
    const instance = new CfnDBInstance(this, 'DatabaseInstance', {
      dbInstanceIdentifier: name,
      engine: 'postgres',
      engineVersion: version,
      allowMajorVersionUpgrade: true,
      dbInstanceClass: database.instanceClass,
      dbName: database.name,
      ...props.master,
      // Users may log in with IAM, with a token valid for 15 minutes, instead of with the master user's password.
      enableIamDatabaseAuthentication: true,
      allocatedStorage: String(database.storageGiB),
      storageType: 'gp3',
      multiAz: database.multiAz,
      dbParameterGroupName: parameters.ref,
      dbSubnetGroupName: props.subnetGroupName,
      vpcSecurityGroups: [props.securityGroupId],
      publiclyAccessible: false,
      storageEncrypted: true,
      kmsKeyId: props.keyArn,
      backupRetentionPeriod: database.backupDays,
      preferredBackupWindow: database.backupWindow,
      preferredMaintenanceWindow: database.maintenanceWindow,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: true,
      deletionProtection: props.deletionProtection,
      enableCloudwatchLogsExports: ['postgresql'],
    });
    acknowledgeDatabase(instance, props);
    if (!database.multiAz) {
      acknowledge(instance, {
        'AwsSolutions-RDS3':
          'The person who asked for the environment chose one zone: every blueprint has a standby in a second one.',
      });
    }
    // RDS would create the group itself and never delete it.
    instance.addResourceDependency(
      props.logs.group('DatabaseLogs', `/aws/rds/instance/${name}/postgresql`),
    );
    // Without it, CloudFormation takes a final snapshot and retains it.
    instance.applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.endpoint = instance.attrEndpointAddress;
    this.managedSecretArn = instance.attrMasterUserSecretSecretArn;

    new CfnOutput(this, stackOutputs.databaseInstanceId, {
      value: instance.ref,
    });
  }
}
