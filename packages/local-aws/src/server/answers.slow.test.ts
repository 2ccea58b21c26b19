import { packageOf, recordAnswers } from '../__testUtils__/recordAnswers';
import { describedTemplate, tags } from '../__testUtils__/describedTemplate';
import { StackDriver, until } from '../__testUtils__/StackDriver';
import { clientConfig, REGION, seed } from '../__testUtils__/seed';
import { unansweredMembers } from '../__testUtils__/unansweredMembers';
import { unanswered } from '../__testUtils__/unanswered';
import type { Service } from '../protocols/Service';
import { isFields } from '../world/values';

/** Answered in `partialServices.test.ts` and `iam.test.ts`: their package is not installed, or they need another account. */
const WITHOUT_PACKAGE = [
  'account EnableRegion',
  'account GetRegionOptStatus',
  'ec2 DescribeAddresses',
  'ec2 DescribeAvailabilityZones',
  'ec2 DescribeRegions',
  'ec2 DescribeVpcs',
  'iam CreateServiceLinkedRole',
  'logs DescribeLogGroups',
  'logs FilterLogEvents',
  'logs GetLogEvents',
  'ssm GetParameter',
];

const changed = {
  ...describedTemplate,
  Resources: {
    ...describedTemplate.Resources,
    Stream: {
      Type: 'AWS::Kinesis::Stream',
      Properties: {
        ...describedTemplate.Resources.Stream.Properties,
        RetentionPeriodHours: 72,
      },
    },
  },
};
const invalid = {
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { Colour: 'red' } },
  },
};

/** The values in an answer, without the names of its members; texts, since a wire format may have no other type. */
function valuesIn(answer: unknown): string[] {
  if (answer === undefined) return [];
  if (answer instanceof Date) return [answer.toISOString().slice(0, 19)];
  if (answer instanceof Uint8Array) return [Buffer.from(answer).toString()];
  if (Array.isArray(answer)) return answer.flatMap(valuesIn);
  if (isFields(answer)) {
    return Object.entries(answer)
      .filter(([name]) => name !== '$metadata')
      .flatMap(([, member]) => valuesIn(member));
  }
  return [String(answer)];
}

jest.setTimeout(120_000);

describe('the answers of local AWS', () => {
  let driver: StackDriver;
  let answers: ReadonlyMap<string, unknown>;

  /** Sends a request with the SDK, and checks that the SDK reads every value that local AWS answers. */
  async function send(service: Service, operation: string, input: object) {
    const sdk = packageOf(service) as Record<
      string,
      new (argument: object) => { send(command: object): Promise<object> }
    >;
    const [client] = Object.keys(sdk).filter(key =>
      /^[A-Z]\w+Client$/.test(key),
    );
    const read = await new sdk[client](clientConfig(driver.aws.url)).send(
      new sdk[`${operation}Command`](input),
    );
    const answer = answers.get(`${service.name} ${operation}`);
    // The body of an object is a stream.
    if (operation !== 'GetObject') {
      expect([operation, ...valuesIn(read).sort()]).toEqual([
        operation,
        ...valuesIn(answer).sort(),
      ]);
    }
    return read as Record<string, any>;
  }

  function call(name: string, operation: string, input: object) {
    const service = driver.aws.services.find(
      each => each.name === name && operation in each.operations,
    );
    if (!service) throw new Error(`There is no ${name} ${operation}.`);
    return send(service, operation, input);
  }

  beforeAll(async () => {
    driver = await StackDriver.start({
      faults: [
        {
          kind: 'fail-resource',
          stack: 'failed',
          operation: 'update',
          reason: 'It broke.',
          attempts: [1, 2, 4],
        },
        // The second update is still in progress when it is cancelled.
        {
          kind: 'hang-resource',
          stack: 'all',
          resource: 'Stream',
          operation: 'update',
          attempts: [2],
        },
      ],
    });
    answers = recordAnswers(driver.aws);
    await driver.create('all', describedTemplate);
  });
  afterAll(() => driver.stop());

  it('fit the API models and are read by the SDK without loss, for every operation', async () => {
    const stack = { StackName: 'all' };
    expect((await driver.stack('all')).StackStatus).toBe('CREATE_COMPLETE');
    const cloudFormation = (operation: string, input: object) =>
      call('cloudformation', operation, input);
    for (const operation of [
      'DescribeStacks',
      'DescribeStackEvents',
      'DescribeStackResources',
      'DescribeEvents',
      'ListStackResources',
      'ListStacks',
      'GetTemplate',
      'GetTemplateSummary',
    ]) {
      await cloudFormation(operation, operation === 'ListStacks' ? {} : stack);
    }
    const TemplateBody = JSON.stringify(changed);
    await cloudFormation('ValidateTemplate', { TemplateBody });
    for (const ChangeSetName of ['unused', 'used']) {
      const plan = { ...stack, ChangeSetName };
      await cloudFormation('CreateChangeSet', { ...plan, TemplateBody });
      await until(
        () =>
          cloudFormation('DescribeChangeSet', {
            ...plan,
            IncludePropertyValues: true,
          }),
        ({ Status }) => Status === 'CREATE_COMPLETE',
      );
    }
    await cloudFormation('ListChangeSets', stack);
    await cloudFormation('DeleteChangeSet', {
      ...stack,
      ChangeSetName: 'unused',
    });
    await cloudFormation('ExecuteChangeSet', {
      ...stack,
      ChangeSetName: 'used',
    });
    await driver.finished('all');
    await cloudFormation('UpdateTerminationProtection', {
      ...stack,
      EnableTerminationProtection: true,
    });
    await cloudFormation('UpdateStack', {
      ...stack,
      TemplateBody: JSON.stringify(describedTemplate),
    });
    await cloudFormation('CancelUpdateStack', stack);
    await driver.finished('all');
    // The findings of early validation.
    await driver.plan('invalid', invalid, { ChangeSetType: 'CREATE' });
    await cloudFormation('DescribeEvents', { StackName: 'invalid' });
    await cloudFormation('DeleteStack', { StackName: 'invalid' });

    const topic = (DisplayName: string) => ({
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName } },
      },
    });
    const failed = { StackName: 'failed' };
    await driver.create('failed', topic('first'));
    await driver.update('failed', topic('second'));
    await cloudFormation('ContinueUpdateRollback', failed);
    await driver.finished('failed');
    await driver.update('failed', topic('third'), { DisableRollback: true });
    await cloudFormation('RollbackStack', failed);
    await driver.finished('failed');
    await cloudFormation('CreateStack', {
      StackName: 'another',
      TemplateBody: JSON.stringify(topic('another')),
    });

    await call('sts', 'GetCallerIdentity', {});
    await call('sts', 'AssumeRole', {
      RoleArn: 'arn:aws:iam::000000000000:role/deployer',
      RoleSessionName: 'test',
    });

    const role = { RoleName: 'portal' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await call('iam', 'CreateRole', {
      ...role,
      AssumeRolePolicyDocument: document,
      Description: 'of the portal',
    });
    await call('iam', 'UpdateAssumeRolePolicy', {
      ...role,
      PolicyDocument: document,
    });
    await call('iam', 'GetRole', role);
    const policy = await call('iam', 'CreatePolicy', {
      PolicyName: 'boundary',
      PolicyDocument: document,
    });
    const { Arn: PolicyArn } = policy.Policy;
    await call('iam', 'GetPolicy', { PolicyArn });
    await call('iam', 'CreatePolicyVersion', {
      PolicyArn,
      PolicyDocument: document,
      SetAsDefault: true,
    });
    await call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' });
    await call('iam', 'ListPolicyVersions', { PolicyArn });
    await call('iam', 'AttachRolePolicy', { ...role, PolicyArn });

    const quota = { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' };
    await call('servicequotas', 'GetServiceQuota', quota);
    await call('servicequotas', 'RequestServiceQuotaIncrease', {
      ...quota,
      DesiredValue: 20,
    });

    const secret = { SecretId: 'secret' };
    await call('secretsmanager', 'CreateSecret', {
      Name: 'secret',
      SecretString: 'first',
      Tags: tags,
    });
    await call('secretsmanager', 'PutSecretValue', {
      ...secret,
      SecretString: 'second',
    });
    await call('secretsmanager', 'GetSecretValue', secret);
    await call('secretsmanager', 'DescribeSecret', secret);
    await call('secretsmanager', 'ListSecrets', {});
    await call('secretsmanager', 'DeleteSecret', secret);
    await call('secretsmanager', 'RestoreSecret', secret);

    const object = { Bucket: 'templates', Key: 'a/key' };
    await call('s3', 'CreateBucket', { Bucket: 'templates' });
    await call('s3', 'HeadBucket', { Bucket: 'templates' });
    await call('s3', 'PutObject', { ...object, Body: 'text' });
    await call('s3', 'GetObject', object);
    await call('s3', 'ListObjectsV2', { Bucket: 'templates' });
    await call('s3', 'ListObjectsV2', { Bucket: 'templates', Delimiter: '/' });
    await call('s3', 'DeleteObject', object);

    const { images } = await call('ecr', 'BatchGetImage', {
      repositoryName: 'streamflix/content',
      imageIds: [{ imageTag: '1.0-arm64' }, { imageTag: 'lost' }],
    });
    await call('ecr', 'GetDownloadUrlForLayer', {
      repositoryName: 'streamflix/content',
      layerDigest: JSON.parse(images[0].imageManifest).config.digest,
    });

    const cluster = { cluster: 'cluster' };
    const service = { ...cluster, service: 'service' };
    await call('ecs', 'ListClusters', {});
    await call('ecs', 'DescribeClusters', {
      clusters: ['cluster', 'lost'],
      include: ['SETTINGS', 'TAGS'],
    });
    await call('ecs', 'DescribeServices', {
      ...cluster,
      services: ['service', 'lost'],
      include: ['TAGS'],
    });
    const { taskArns: tasks } = await until(
      () => call('ecs', 'ListTasks', cluster),
      ({ taskArns }) => taskArns.length > 0,
    );
    await call('ecs', 'DescribeTasks', { ...cluster, tasks });
    await call('ecs', 'DescribeTaskDefinition', {
      taskDefinition: 'tasks',
      include: ['TAGS'],
    });
    await call('ecs', 'UpdateService', { ...service, desiredCount: 1 });

    const protection = { DeletionProtection: true };
    await call('rds', 'DescribeDBClusters', {});
    await call('rds', 'DescribeDBInstances', {});
    await call('rds', 'DescribeEvents', {});
    await call('rds', 'DescribeDBEngineVersions', { Engine: 'postgres' });
    await call('rds', 'DescribeOrderableDBInstanceOptions', {
      Engine: 'postgres',
      EngineVersion: '16.13',
    });
    await call('rds', 'ModifyDBCluster', {
      DBClusterIdentifier: 'aurora',
      ...protection,
    });
    await call('rds', 'ModifyDBInstance', {
      DBInstanceIdentifier: 'postgres',
      ...protection,
    });

    seed(
      driver.aws.world,
      'AWS::ElastiCache::ReplicationGroup',
      'sharded',
      {
        ReplicationGroupDescription: 'sharded',
        NumNodeGroups: 2,
        ReplicasPerNodeGroup: 1,
      },
      { attributes: { 'ConfigurationEndPoint.Address': 'sharded.local' } },
    );
    await call('elasticache', 'DescribeReplicationGroups', {});
    await call('elasticache', 'DescribeServerlessCaches', {});
    await call('elasticache', 'DescribeCacheEngineVersions', {});
    await call('elasticache', 'DescribeReservedCacheNodesOfferings', {});

    seed(
      driver.aws.world,
      'AWS::SQS::Queue',
      'queue',
      {},
      { attributes: { QueueName: 'queue', Arn: 'arn:queue' } },
    );
    const queue = { QueueUrl: `${driver.aws.url}/000000000000/queue` };
    await call('sqs', 'SendMessage', { ...queue, MessageBody: '{}' });
    await call('sqs', 'GetQueueAttributes', {
      ...queue,
      AttributeNames: ['All'],
    });
    const { Messages } = await call('sqs', 'ReceiveMessage', {
      ...queue,
      MessageSystemAttributeNames: ['All'],
    });
    await call('sqs', 'DeleteMessageBatch', {
      ...queue,
      Entries: [{ Id: '0', ReceiptHandle: Messages[0].ReceiptHandle }],
    });

    await call('kinesis', 'ListStreams', {});
    await call('kinesis', 'DescribeStreamSummary', { StreamName: 'stream' });

    const rest = driver.resources('AWS::ApiGateway::RestApi')[0].physicalId;
    const http = driver.resources('AWS::ApiGatewayV2::Api')[0].physicalId;
    const stage = {
      restApiId: rest,
      stageName: 'prod',
      ApiId: http,
      StageName: 'prod',
    };
    for (const each of driver.aws.services.filter(
      ({ name }) => name === 'apigateway',
    )) {
      for (const operation of Object.keys(each.operations)) {
        await send(each, operation, {
          ...stage,
          patchOperations: [
            { op: 'replace', path: '/cloudwatchRoleArn', value: 'arn:x' },
          ],
        });
      }
    }

    const end = Math.floor(Date.now() / 300_000) * 300_000;
    const period = {
      StartTime: new Date(end - 3_600_000),
      EndTime: new Date(end),
    };
    await call('monitoring', 'DescribeAlarms', {});
    await call('monitoring', 'GetMetricData', {
      ...period,
      MetricDataQueries: [
        {
          Id: 'cpu',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: 'CPUUtilization',
              Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'postgres' }],
            },
            Period: 300,
            Stat: 'Average',
          },
        },
      ],
    });
    await call('monitoring', 'GetMetricStatistics', {
      ...period,
      Namespace: 'AWS/RDS',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'postgres' }],
      Period: 300,
      Statistics: ['Average'],
      ExtendedStatistics: ['p90'],
    });

    const all = driver.aws.services.flatMap(({ name, operations }) =>
      Object.keys(operations).map(operation => `${name} ${operation}`),
    );
    expect(all.filter(each => !answers.has(each)).sort()).toEqual(
      WITHOUT_PACKAGE,
    );

    seed(
      driver.aws.world,
      'AWS::EC2::EIP',
      '192.0.2.1',
      {},
      {
        attributes: { AllocationId: 'eipalloc-1' },
      },
    );
    const ec2 = driver.aws.services.find(({ name }) => name === 'ec2')!;
    for (const operation of Object.values(ec2.operations)) {
      await operation(
        {},
        { region: REGION, accountId: '', endpoint: driver.aws.url },
      );
    }
    expect(unansweredMembers(answers)).toEqual(unanswered);
  });
});
