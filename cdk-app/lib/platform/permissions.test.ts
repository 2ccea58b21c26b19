import { bodyOf } from '../__testUtils__/environment';
import { permissionsOf } from '../__testUtils__/permissionsOf';
import {
  cellsOf,
  resourcesOf,
  type Cell,
  type PlatformEnvironment,
} from '../__testUtils__/platformTable';

type Body = PlatformEnvironment['body'];

const on = (resource: string, ...actions: string[]) =>
  actions.map(action => `${action} on ${resource}`);

const writeLog = (group: string) =>
  on(`<${group}.Arn>`, 'logs:CreateLogStream', 'logs:PutLogEvents');
const readSecret = (database: string) =>
  on(
    `<${database}.MasterUserSecret.SecretArn>`,
    'secretsmanager:GetSecretValue',
  );
const existingSecrets = (region: string, ...names: string[]) => [
  ...names.flatMap(name =>
    on(
      `arn:aws:secretsmanager:${region}:<AWS::AccountId>:secret:${name}-??????`,
      'secretsmanager:GetSecretValue',
    ),
  ),
  `kms:Decrypt on arn:aws:kms:${region}:<AWS::AccountId>:key/* when StringEquals kms:ViaService secretsmanager.${region}.<AWS::URLSuffix>`,
];
const put = on(
  '<Stream.Arn>',
  'kinesis:DescribeStreamSummary',
  'kinesis:PutRecord',
  'kinesis:PutRecords',
);
const read = on(
  '<Stream.Arn>',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
);
const send = on('<DeadLetterQueue.Arn>', 'sqs:SendMessage');
const mount = on(
  '<FileSystem.Arn>',
  'elasticfilesystem:ClientMount',
  'elasticfilesystem:ClientWrite',
).map(
  line =>
    `${line} when StringEquals elasticfilesystem:AccessPointArn <MediaAccessPoint.Arn>`,
);
const findCache = (region: string) =>
  on(
    `arn:aws:elasticache:${region}:<AWS::AccountId>:replicationgroup:redis-cache-demo`,
    'elasticache:DescribeReplicationGroups',
  );
const findServerlessCache = (region: string) =>
  on(
    `arn:aws:elasticache:${region}:<AWS::AccountId>:serverlesscache:serverless-cache-3-demo`,
    'elasticache:DescribeServerlessCaches',
  );
const useKey = (...actions: string[]) => on('<Key.Arn>', ...actions);

const flowLog = on(
  '<FlowLogGroup.Arn>',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
);

/** Exactly these roles with exactly these permissions. */
function allows(body: Body, expected: Record<string, string[][]>) {
  const roles = resourcesOf(body, 'AWS::IAM::Role').map(([id]) => id);
  expect(
    Object.fromEntries(roles.map(id => [id, permissionsOf(body, id)])),
  ).toEqual(
    Object.fromEntries(
      Object.entries({ ...expected, FlowLogRole: [flowLog] }).map(
        ([id, lines]) => [id, lines.flat().sort()],
      ),
    ),
  );
  expect(resourcesOf(body, 'AWS::IAM::Policy')).toEqual([]);
  for (const [id, role] of resourcesOf(body, 'AWS::IAM::Role')) {
    expect(role.ManagedPolicyArns).toBeUndefined();
    // ServiceTaskRole is service-task-role-eu-west-2-demo.
    const type = id.replace(/\B[A-Z]/g, '-$&').toLowerCase();
    expect(role.RoleName).toMatch(new RegExp(`^${type}-[a-z0-9-]+-demo$`));
    expect(role.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Principal: {
            Service:
              id === 'FlowLogRole'
                ? 'vpc-flow-logs.amazonaws.com'
                : 'ecs-tasks.amazonaws.com',
          },
        },
      ],
    });
  }
}

const can =
  (expected: Record<string, string[][]>): Cell[1] =>
  ({ body }) =>
    allows(body, expected);

const cells = cellsOf('permissions', {
  permissions: {
    'media-processing': [
      'task role: read its two secrets, put records and describe the stream, mount and write EFS, look up the cache',
      environment => {
        const secret = readSecret('DatabaseCluster');
        const task = [put, mount, findCache('eu-west-2')];
        can({
          ExecutionRole: [writeLog('ServiceLogs'), secret],
          ServiceTaskRole: [...task, secret],
        })(environment);
        const apiKeys = existingSecrets('eu-west-2', 'video/keys');
        allows(
          bodyOf('media-processing', { secrets: { apiKeys: ['video/keys'] } }),
          {
            ExecutionRole: [writeLog('ServiceLogs'), secret, apiKeys],
            ServiceTaskRole: [...task, secret, apiKeys],
          },
        );
      },
    ],
    'content-delivery': [
      'execution role: write its log, read the secret; task role: look up the cache, read the secret again',
      can({
        ExecutionRole: [
          writeLog('ServiceLogs'),
          readSecret('DatabaseInstance'),
        ],
        ServiceTaskRole: [
          findServerlessCache('eu-west-2'),
          readSecret('DatabaseInstance'),
        ],
      }),
    ],
    'video-pipeline': [
      'task role: read and write the stream, read the secret, send to the queue',
      can({
        ExecutionRole: [writeLog('WorkerLogs'), readSecret('DatabaseCluster')],
        WorkerTaskRole: [put, read, readSecret('DatabaseCluster'), send],
      }),
    ],
    broadcast: [
      'least privilege: its log, its two secrets, its file system, its cache',
      ({ body, spec: { region } }) => {
        const secrets = existingSecrets(
          region,
          'streamflix/database',
          'streamflix/api-keys',
        );
        allows(body, {
          ExecutionRole: [writeLog('ServiceLogs'), secrets],
          ServiceTaskRole: [mount, findCache(region), secrets],
        });
      },
    ],
    complete: [
      'least privilege, no * resource that AWS does not force',
      ({ body, template }) => {
        const secret = [
          readSecret('DatabaseCluster'),
          useKey('kms:Decrypt'),
        ].flat();
        const shared = [mount, findCache('eu-west-2'), secret, put];
        const generate = useKey('kms:GenerateDataKey');
        allows(body, {
          ExecutionRole: [
            writeLog('ServiceLogs'),
            writeLog('WorkerLogs'),
            secret,
          ],
          ServiceTaskRole: [...shared, generate],
          WorkerTaskRole: [
            ...shared,
            read,
            send,
            generate,
            // For the stream and the queue, in addition to the one for the secret.
            useKey('kms:Decrypt'),
          ],
        });
        // In its own policy a key can only refer to itself as `*`.
        expect(
          JSON.stringify({
            ...template.toJSON().Resources,
            Key: undefined,
          }),
        ).not.toMatch(/"Resource":(\[[^\]]*)?"\*"/);
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
