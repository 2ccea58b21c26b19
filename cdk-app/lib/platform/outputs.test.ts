import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { cellsOf, type Cell } from '../__testUtils__/platformTable';

const attribute = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
const ref = (id: string) => ({ Ref: id });

/** Outputs that the table requires, with their values. */
const vpc = { VpcId: ref('Vpc') };
const cluster = { ClusterName: ref('Cluster') };
const service = { ServiceName: attribute('Service', 'Name') };
const worker = { WorkerName: attribute('Worker', 'Name') };
const stream = {
  StreamName: ref('Stream'),
  StreamArn: attribute('Stream', 'Arn'),
};
const aurora = {
  DatabaseClusterId: ref('DatabaseCluster'),
  DatabaseEndpoint: attribute('DatabaseCluster', 'Endpoint.Address'),
  DatabaseSecretArn: attribute('DatabaseCluster', 'MasterUserSecret.SecretArn'),
};
const rds = {
  DatabaseInstanceId: ref('DatabaseInstance'),
  DatabaseEndpoint: attribute('DatabaseInstance', 'Endpoint.Address'),
};
const cache = {
  CacheReplicationGroupId: ref('Cache'),
  CacheEndpoint: attribute('Cache', 'PrimaryEndPoint.Address'),
};
const storage = (region: string) => ({
  FileSystemId: ref('FileSystem'),
  FileSystemDnsName: {
    'Fn::Join': [
      '',
      [ref('FileSystem'), `.efs.${region}.`, ref('AWS::URLSuffix')],
    ],
  },
});
const api = (id: string, path: string, region: string) => ({
  LoadBalancerDnsName: attribute('LoadBalancer', 'DNSName'),
  [`${id}Id`]: ref(id),
  ApiStage: 'prod',
  ApiUrl: {
    'Fn::Join': [
      '',
      [
        'https://',
        ref(id),
        `.execute-api.${region}.`,
        ref('AWS::URLSuffix'),
        `/prod${path}`,
      ],
    ],
  },
});
const restApi = (region: string) => ({
  ...api('RestApi', '/content', region),
  RestApiName: 'api-demo',
});
const topic = { AlarmTopicArn: ref('AlarmTopic') };
const key = { KeyArn: attribute('Key', 'Arn') };
const repository = { RepositoryUri: attribute('Repository', 'RepositoryUri') };
const queue = { DeadLetterQueueUrl: ref('DeadLetterQueue') };

/** Exactly these outputs. */
const outputs =
  (...expected: Record<string, unknown>[]): Cell[1] =>
  ({ body: { Outputs } }) =>
    expect(
      Object.fromEntries(
        Object.entries(Outputs).map(([name, { Value }]) => [name, Value]),
      ),
    ).toEqual(Object.assign({}, ...expected));

const cells = cellsOf('outputs', {
  outputs: {
    'media-processing': [
      'what the cards need, of every part there is',
      outputs(
        vpc,
        cluster,
        service,
        aurora,
        cache,
        storage('eu-west-2'),
        stream,
        restApi('eu-west-2'),
      ),
    ],
    'content-delivery': [
      'VPC id, cluster name, database endpoint, cache endpoint, ALB DNS name, API URL, repository URL',
      outputs(
        vpc,
        cluster,
        service,
        {
          ...rds,
          DatabaseSecretArn: attribute(
            'DatabaseInstance',
            'MasterUserSecret.SecretArn',
          ),
        },
        {
          CacheServerlessName: ref('ServerlessCache'),
          CacheEndpoint: attribute('ServerlessCache', 'Endpoint.Address'),
        },
        api('HttpApi', '/', 'eu-west-2'),
        repository,
      ),
    ],
    'video-pipeline': [
      'stream name and ARN, database endpoint, database secret ARN, cluster and worker name, VPC id, topic ARN',
      outputs(vpc, cluster, worker, aurora, stream, topic, queue),
    ],
    broadcast: [
      'endpoints of database, cache, file system and API',
      outputs(
        vpc,
        cluster,
        service,
        {
          ...rds,
          DatabaseSecretArn: {
            'Fn::Sub':
              'arn:aws:secretsmanager:ap-northeast-1:${AWS::AccountId}:secret:streamflix/database',
          },
        },
        cache,
        storage('ap-northeast-1'),
        restApi('ap-northeast-1'),
        topic,
        key,
      ),
    ],
    complete: [
      'every one of these',
      environment => {
        outputs(
          vpc,
          cluster,
          service,
          worker,
          aurora,
          cache,
          storage('eu-west-2'),
          stream,
          queue,
          restApi('eu-west-2'),
          repository,
          topic,
          key,
        )(environment);
        const {
          databaseInstanceId,
          cacheServerlessName,
          httpApiId,
          deletionProtection,
        } = stackOutputs;
        const ofOtherKinds = [
          databaseInstanceId,
          cacheServerlessName,
          httpApiId,
          // Only where there is no database to protect.
          deletionProtection,
        ] as string[];
        expect(Object.keys(environment.body.Outputs).sort()).toEqual(
          Object.values(stackOutputs)
            .filter(name => !ofOtherKinds.includes(name))
            .sort(),
        );
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
