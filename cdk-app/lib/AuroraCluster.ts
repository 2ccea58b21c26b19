import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnDBCluster,
  CfnDBClusterParameterGroup,
  CfnDBInstance,
} from 'aws-cdk-lib/aws-rds';
import { CfnOutput, Fn, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledgeDatabase } from './acknowledgeDatabase';
import type { PostgresProps } from './Postgres';

const engine = 'aurora-postgresql';

/** Aurora PostgreSQL Serverless v2. */
export class AuroraCluster extends Construct {
  readonly endpoint: string;
  readonly managedSecretArn: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { suffix, database, name, version } = props;
    const family = `${engine}${version.split('.')[0]}`;

    const parameters = new CfnDBClusterParameterGroup(
      this,
      'DatabaseParameters',
      {
        // A group cannot change its family: with the family in the name, the next major version's group can exist next to it.
        dbClusterParameterGroupName: resourceName(family, suffix),
        description: name,
        family,
        parameters: { 'rds.force_ssl': '1' },
      },
    );
    const cluster = new CfnDBCluster(this, 'DatabaseCluster', {
      dbClusterIdentifier: name,
      engine,
      engineVersion: version,
      databaseName: database.name,
      ...props.master,
      // Users may log in with IAM, with a token valid for 15 minutes, instead of with the master user's password.
      enableIamDatabaseAuthentication: true,
      serverlessV2ScalingConfiguration: {
        minCapacity: database.minCapacity,
        maxCapacity: database.maxCapacity,
      },
      dbClusterParameterGroupName: parameters.ref,
      dbSubnetGroupName: props.subnetGroupName,
      vpcSecurityGroupIds: [props.securityGroupId],
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
    acknowledgeDatabase(cluster, props);
    // RDS would create the group itself and never delete it.
    cluster.addResourceDependency(
      props.logs.group('DatabaseLogs', `/aws/rds/cluster/${name}/postgresql`),
    );
    // Without it, CloudFormation takes a final snapshot and retains it.
    cluster.applyRemovalPolicy(RemovalPolicy.DESTROY);

    for (let number = 0; number < database.instances; number++) {
      // In parallel: CDK's own cluster makes the readers wait for the writer, which costs seven minutes.
      new CfnDBInstance(
        this,
        number === 0 ? 'DatabaseWriter' : `DatabaseReader${number}`,
        {
          dbInstanceIdentifier: resourceName(
            number === 0 ? 'writer' : `reader-${number}`,
            suffix,
          ),
          dbClusterIdentifier: cluster.ref,
          dbInstanceClass: 'db.serverless',
          engine,
          // Created in parallel, RDS may put the writer and its first reader into the same zone. A zone cannot change without
          // replacing the instance, so those two stay in the two zones every environment has.
          availabilityZone:
            number < 2 ? Fn.select(number, Fn.getAzs()) : undefined,
          // Tiers 0 and 1 scale with the writer, so the first reader can take over without a warm-up.
          promotionTier: Math.min(number, 15),
          publiclyAccessible: false,
        },
      );
    }
    this.endpoint = cluster.attrEndpointAddress;
    this.managedSecretArn = cluster.attrMasterUserSecretSecretArn;

    new CfnOutput(this, stackOutputs.databaseClusterId, { value: cluster.ref });
  }
}
