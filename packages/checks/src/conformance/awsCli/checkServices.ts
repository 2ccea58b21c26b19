import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import type { CheckRecorder } from '../CheckRecorder';
import { fields, list, word } from './AwsCli';
import type { Session } from './Session';

/** The stack's resources as the other services describe them. */
export async function checkServices(recorder: CheckRecorder, { cli }: Session) {
  // https://docs.aws.amazon.com/cli/latest/reference/ecs/describe-services.html
  await recorder.take('ecs describe-clusters, describe-services', async () => {
    const { clusters, failures } = await cli.print(
      'ecs describe-clusters --clusters cluster-conformance',
    );
    same(list(failures), []);
    equal(list(clusters)[0].status, 'ACTIVE');
    const answer = await cli.print(
      'ecs describe-services --cluster cluster-conformance --services service-conformance gone',
    );
    const [service] = list(answer.services);
    for (const name of [
      ...['serviceArn', 'serviceName', 'clusterArn', 'status', 'desiredCount'],
      ...['runningCount', 'pendingCount', 'taskDefinition', 'deployments'],
      ...[
        'events',
        'createdAt',
        'deploymentConfiguration',
        'networkConfiguration',
      ],
    ]) {
      ok(name in service, name);
    }
    equal(service.status, 'ACTIVE');
    same(
      list(answer.failures).map(({ reason }) => reason),
      ['MISSING'],
    );
    await cli.refuses(
      'ClusterNotFoundException: Cluster not found.',
      'ecs describe-services --cluster gone --services gone',
    );
  });
  // https://docs.aws.amazon.com/cli/latest/reference/rds/describe-db-clusters.html
  await recorder.take(
    'rds describe-db-clusters, describe-db-instances',
    async () => {
      const { DBClusters } = await cli.print(
        'rds describe-db-clusters --db-cluster-identifier database-conformance',
      );
      const [cluster] = list(DBClusters);
      equal(cluster.Status, 'available');
      for (const member of list(cluster.DBClusterMembers)) {
        fields(
          member,
          'DBInstanceIdentifier IsClusterWriter DBClusterParameterGroupStatus PromotionTier',
        );
        const { DBInstances } = await cli.print(
          `rds describe-db-instances --db-instance-identifier ${member.DBInstanceIdentifier}`,
        );
        equal(list(DBInstances)[0].DBInstanceStatus, 'available');
      }
      await cli.refuses(
        /^DBClusterNotFoundFault: DBCluster gone not found\.?$/,
        'rds describe-db-clusters --db-cluster-identifier gone',
      );
    },
  );
  // https://docs.aws.amazon.com/cli/latest/reference/elasticache/describe-replication-groups.html
  await recorder.take('elasticache describe-replication-groups', async () => {
    const { ReplicationGroups } = await cli.print(
      'elasticache describe-replication-groups',
    );
    const [group] = list(ReplicationGroups);
    equal(group.Status, 'available');
    const [node] = list(group.NodeGroups);
    fields(
      node,
      'NodeGroupId Status PrimaryEndpoint ReaderEndpoint NodeGroupMembers',
      'Slots',
    );
    same(
      list(node.NodeGroupMembers).map(({ CurrentRole }) => word(CurrentRole)),
      ['primary', 'replica'],
    );
    await cli.refuses(
      'ReplicationGroupNotFoundFault: ReplicationGroup gone not found.',
      'elasticache describe-replication-groups --replication-group-id gone',
    );
  });
  // https://docs.aws.amazon.com/cli/latest/reference/kinesis/describe-stream-summary.html
  await recorder.take('kinesis describe-stream-summary', async () => {
    const { StreamDescriptionSummary: summary } = await cli.print(
      'kinesis describe-stream-summary --stream-name stream-conformance',
    );
    fields(
      summary,
      'StreamName StreamARN StreamStatus RetentionPeriodHours StreamCreationTimestamp EnhancedMonitoring OpenShardCount',
      'StreamModeDetails EncryptionType KeyId ConsumerCount StreamId WarmThroughput MaxRecordSizeInKiB',
    );
    equal(summary.StreamStatus, 'ACTIVE');
    await cli.refuses(
      /^ResourceNotFoundException: Stream gone under account \d{12} not found\.$/,
      'kinesis describe-stream-summary --stream-name gone',
    );
  });
  // https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/describe-alarms.html
  await recorder.take(
    'cloudwatch describe-alarms, get-metric-statistics',
    async () => {
      const { MetricAlarms } = await cli.print('cloudwatch describe-alarms');
      ok(list(MetricAlarms).length > 0, 'There is no alarm.');
      for (const alarm of list(MetricAlarms)) {
        ok(/^(OK|ALARM|INSUFFICIENT_DATA)$/.test(word(alarm.StateValue)));
      }
      const now = Date.now();
      const { Label, Datapoints } = await cli.print(
        `cloudwatch get-metric-statistics --namespace AWS/RDS --metric-name CPUUtilization --dimensions Name=DBClusterIdentifier,Value=database-conformance --period 300 --statistics Average --start-time ${new Date(
          now - 3_600_000,
        ).toISOString()} --end-time ${new Date(now).toISOString()}`,
      );
      equal(Label, 'CPUUtilization');
      for (const point of list(Datapoints))
        fields(point, 'Timestamp Average Unit');
      ok(list(Datapoints).length > 0, 'There is no datapoint.');
    },
  );
  // https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/describe-secret.html
  await recorder.take(
    'secretsmanager list-secrets, describe-secret',
    async () => {
      const { SecretList } = await cli.print('secretsmanager list-secrets');
      ok(
        list(SecretList).some(
          ({ Name }) => word(Name) === 'streamflix/database',
        ),
      );
      const secret = await cli.print(
        'secretsmanager describe-secret --secret-id streamflix/database',
      );
      fields(
        secret,
        'ARN Name LastChangedDate VersionIdsToStages CreatedDate',
        'Description KmsKeyId Tags OwningService LastAccessedDate',
      );
      await cli.refuses(
        "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        'secretsmanager describe-secret --secret-id gone',
      );
    },
  );
}
