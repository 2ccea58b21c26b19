import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common';
import { parseTemplate } from '@streamflix/cdk-app/template';
import { temporaryDirectory } from '../__testUtils__/temporaryDirectory';
import { synthesizeBlueprint } from '../input/synthesizeBlueprint';
import { actionExists, actionFacts } from './actionFacts';
import { namePattern, templateSuffix } from './arnPatterns';
import { additionalActions } from './additionalActions';
import type { ReasonedStatement } from './combineGrants';
import { derivePolicy } from './derivePolicy';
import handlerPermissions from './handlerPermissions.json';
import { unneededActions } from './unneededActions';
import { matchesWildcards } from './matchesWildcards';
import { isCovered, type Caller } from './neededActions';
import {
  countCharacters,
  managedPolicyLimit,
  packDocuments,
  policiesPerRole,
} from './packDocuments';
import type { PolicyOptions } from './PolicyContext';
import { streamflixCalls } from './streamflixCalls';
import { readHandlerPermissions } from './readHandlerPermissions';
import type { Target } from './Target';

// Several syntheses, each in its own process.
jest.setTimeout(60_000);

const root = resolve(__dirname, '../../../..');
const everywhere: Target = { region: '*', account: '*', suffix: '*' };
const account = '111122223333';
const defaults = {
  target: everywhere,
  callers: ['streamflix', 'cloudformation'],
  allowedSecrets: ['streamflix/*'],
  allowedImages: ['{account}.dkr.ecr.{region}.amazonaws.com/video/*'],
} satisfies Partial<PolicyOptions>;

const variants: [blueprint: string, set: string[]][] = [
  ...blueprintIds.map((id): [string, string[]] => [id, []]),
  ['complete', ['api.kind=http', 'database.kind=rds', 'cache.kind=serverless']],
  ['complete', ['secrets.database=team/database', 'secrets.apiKeys=team/key']],
  ['complete', ['encryption.key=aws-managed', 'network.zones=3']],
  ['complete', ['observability.alarmEmail=on-call@example.com']],
  ['content-delivery', ['cache.kind=none', 'database.kind=none']],
];

async function policyOf(
  blueprint: string,
  set: string[] = [],
  options: Partial<PolicyOptions> = {},
): Promise<ReasonedStatement[]> {
  const { spec, templateBody } = await synthesizeBlueprint(blueprint, {
    set,
    suffix: templateSuffix,
  });
  return derivePolicy(parseTemplate(templateBody), {
    ...defaults,
    region: spec.region,
    ...options,
  });
}

const resourcesOf = ({ statement }: ReasonedStatement) =>
  [statement.Resource].flat();

/** Statements that allow an action on an ARN, regardless of their conditions. */
const allowing = (
  statements: readonly ReasonedStatement[],
  action: string,
  arn: string,
) =>
  statements.filter(
    entry =>
      entry.statement.Action.includes(action) &&
      resourcesOf(entry).some(pattern => matchesWildcards(pattern, arn)),
  );

/** The SDK calls that streamflix-node imports: `client:Operation`. */
function sdkCalls(): Set<string> {
  const directory = join(root, 'plugins/streamflix-node/src');
  const calls = new Set<string>();
  for (const file of readdirSync(directory, {
    recursive: true,
    encoding: 'utf8',
  })) {
    if (!/\.ts$/.test(file) || /\.test\.ts$|__testUtils__/.test(file)) continue;
    const text = readFileSync(join(directory, file), 'utf8');
    for (const [, names, client] of text.matchAll(
      /import\s*\{([^}]*)\}\s*from\s*'@aws-sdk\/client-([\w-]+)'/g,
    )) {
      for (const name of names.split(',')) {
        const imported = name.trim().split(/\s+as\s+/)[0];
        const operation =
          /^(\w+)Command$/.exec(imported)?.[1] ??
          /^(?:paginate|waitUntil)(\w+)$/.exec(imported)?.[1];
        if (operation) calls.add(`${client}:${operation}`);
      }
    }
  }
  return calls;
}

/** CloudFormation types, without `AWS::`, of every resource class the CDK app uses. */
function typesTheAppMakes(): Set<string> {
  const directory = join(root, 'cdk-app/lib');
  const types = new Set<string>();
  for (const file of readdirSync(directory)) {
    if (!/\.ts$/.test(file) || /\.test\.ts$/.test(file)) continue;
    const text = readFileSync(join(directory, file), 'utf8');
    for (const [, names, module] of text.matchAll(
      /import\s*\{([^}]*)\}\s*from\s*'(aws-cdk-lib\/aws-[\w-]+)'/g,
    )) {
      const classes = jest.requireActual(module);
      for (const name of names.split(',').map(each => each.trim())) {
        const type =
          classes[name]?.CFN_RESOURCE_TYPE_NAME ??
          classes[`Cfn${name}`]?.CFN_RESOURCE_TYPE_NAME;
        if (type && new RegExp(`new ${name}\\(`).test(text)) {
          types.add(type.replace(/^AWS::/, ''));
        }
      }
    }
  }
  return types;
}

describe('the policy of the role StreamFlix deploys with', () => {
  it.each(variants)(
    '%s %j: names actions IAM knows, on * only where AWS supports nothing narrower',
    async (blueprint, set) => {
      const statements = await policyOf(blueprint, set);
      const beyondForced: string[] = [];
      for (const { statement, scope, neededBy } of statements) {
        expect(statement.Sid).toMatch(/^[A-Za-z0-9]+$/);
        expect(scope).not.toBe('');
        expect(neededBy).not.toHaveLength(0);
        for (const action of statement.Action) {
          expect(action).not.toContain('*');
          expect(await actionExists(action)).toBe(true);
          if (statement.Resource !== '*') continue;
          const { resourceTypes } = await actionFacts(action);
          if (resourceTypes.length > 0) beyondForced.push(action);
        }
      }
      // List calls, made before a name is known; the condition of the last one names the cluster.
      expect([
        'cloudformation:DescribeStacks',
        'cloudwatch:GetMetricData',
        'ecs:ListTasks',
      ]).toEqual(expect.arrayContaining(beyondForced));
      const sids = statements.map(({ statement }) => statement.Sid);
      expect(new Set(sids).size).toBe(sids.length);
    },
  );

  it.each(blueprintIds)(
    '%s fits into managed policies, and those onto one role',
    async blueprint => {
      const statements = await policyOf(blueprint);
      const documents = packDocuments(statements);
      expect(documents.length).toBeLessThanOrEqual(policiesPerRole);
      for (const document of documents) {
        expect(countCharacters(document)).toBeLessThanOrEqual(
          managedPolicyLimit,
        );
      }
      expect(documents.flatMap(({ Statement }) => Statement)).toEqual(
        statements.map(({ statement }) => statement),
      );
    },
  );

  it('passes roles only to the service each trusts, and creates service-linked roles only for the services of the template', async () => {
    const statements = await policyOf('video-pipeline');
    const using = (action: string) =>
      statements
        .filter(({ statement }) => statement.Action.includes(action))
        .map(({ statement }) => statement.Condition);
    expect(using('iam:PassRole')).toEqual([
      { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      {
        StringEquals: { 'iam:PassedToService': 'vpc-flow-logs.amazonaws.com' },
      },
    ]);
    expect(using('iam:CreateServiceLinkedRole')).toEqual([
      {
        StringEquals: {
          'iam:AWSServiceName': [
            'ecs.amazonaws.com',
            'ecs.application-autoscaling.amazonaws.com',
            'rds.amazonaws.com',
          ],
        },
      },
    ]);
    expect(using('iam:AttachRolePolicy')).toEqual([
      {
        ArnLike: {
          'iam:PolicyARN': [
            'arn:aws:iam::*:policy/streamflix/secret-access-*-*',
          ],
        },
      },
    ]);
  });

  it('of one environment, account and region allows nothing on any other', async () => {
    const target = {
      region: 'eu-west-2',
      account: '111122223333',
      suffix: 'demo',
    };
    const statements = await policyOf('complete', [], { target });
    const rds = (name: string) =>
      `arn:aws:rds:eu-west-2:111122223333:cluster:${name}`;
    expect(
      allowing(statements, 'rds:DeleteDBCluster', rds('database-demo')),
    ).toHaveLength(1);
    for (const arn of [
      rds('database-other'),
      rds('payments-demo'),
      rds('database-demo').replace('eu-west-2', 'eu-west-1'),
      rds('database-demo').replace('111122223333', '444455556666'),
    ]) {
      expect(allowing(statements, 'rds:DeleteDBCluster', arn)).toEqual([]);
    }
    const stack = (name: string) =>
      `arn:aws:cloudformation:eu-west-2:111122223333:stack/${name}/id`;
    expect(
      allowing(
        statements,
        'cloudformation:DeleteStack',
        stack('streamflix-demo'),
      ),
    ).toHaveLength(1);
    expect(
      allowing(statements, 'cloudformation:DeleteStack', stack('streamflix-b')),
    ).toEqual([]);
    const [vpc] = allowing(
      statements,
      'ec2:DeleteVpc',
      'arn:aws:ec2:eu-west-2:111122223333:vpc/vpc-1',
    );
    expect(vpc.statement.Condition).toEqual({
      StringEquals: { 'aws:ResourceTag/streamflix:suffix': 'demo' },
    });
    expect(
      statements
        .filter(({ statement }) => statement.Sid === 'Ec2Unscoped')
        .map(({ statement }) => statement.Condition),
    ).toEqual([{ StringEquals: { 'aws:RequestedRegion': 'eu-west-2' } }]);
  });

  it('allows calls that name a change set by its ARN, on the stack and on the change set', async () => {
    const target = {
      region: 'eu-west-2',
      account: '111122223333',
      suffix: 'demo',
    };
    const statements = await policyOf('video-pipeline', [], { target });
    const arn = 'arn:aws:cloudformation:eu-west-2:111122223333:';
    for (const name of [
      'DeleteChangeSet',
      'DescribeChangeSet',
      'DescribeEvents',
      'ExecuteChangeSet',
      'GetTemplate',
      'TagResource',
    ]) {
      const allowed = (resource: string) =>
        allowing(statements, `cloudformation:${name}`, arn + resource).length;
      expect([name, allowed('changeSet/streamflix-review-1/id')]).toEqual([
        name,
        1,
      ]);
      expect([name, allowed('stack/streamflix-demo/id')]).toEqual([name, 1]);
      expect([name, allowed('changeSet/other/id')]).toEqual([name, 0]);
    }
  });

  it.each([
    ['cn-north-1', 'aws-cn', 'rds.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'rds.us-gov-west-1.amazonaws.com'],
  ])('of one region uses its partition: %s', async (region, partition, rds) => {
    const target = { ...everywhere, region };
    const statements = await policyOf('complete', [], { target });
    expect(
      statements
        .flatMap(resourcesOf)
        .filter(arn => arn !== '*' && !arn.startsWith(`arn:${partition}:`)),
    ).toEqual([]);
    expect(JSON.stringify(statements)).toContain(`"${rds}"`);
  });

  it('of all environments allows no change of a resource without their tags, and no tagging of it', async () => {
    const ours = { 'aws:ResourceTag/streamflix:managed-by': 'backstage' };
    const statements = await policyOf('complete');
    const vpc = 'arn:aws:ec2:eu-west-2:111122223333:vpc/vpc-1';
    for (const action of ['ec2:DeleteVpc', 'ec2:ModifyVpcAttribute']) {
      expect(
        allowing(statements, action, vpc).map(
          ({ statement }) => statement.Condition,
        ),
      ).toEqual([{ StringEquals: ours }]);
    }
    expect(
      allowing(statements, 'ec2:CreateTags', vpc).map(
        ({ statement }) => statement.Condition?.StringEquals,
      ),
    ).toEqual([
      { 'ec2:CreateAction': expect.arrayContaining(['CreateVpc']) },
      ours,
    ]);
  });

  it('limits a name that AWS generates in part to the known part, and refuses one that AWS generates entirely', () => {
    const of = (name: unknown) => namePattern(name, 'eu-west-2', everywhere);
    expect(of(`tg-8080-${templateSuffix}`)).toBe('tg-*-*');
    expect(of({ 'Fn::Join': ['', ['Logs_', { Ref: 'Api' }, '/prod']] })).toBe(
      'Logs_*/prod',
    );
    expect(of({ 'Fn::Sub': 'Logs_${Api}' })).toBe('Logs_*');
    expect(() => of({ Ref: 'Name' })).toThrow(
      'AWS generates the whole name {"Ref":"Name"}',
    );
    expect(
      namePattern(`role-eu-west-2-${templateSuffix}`, 'eu-west-2', {
        region: 'eu-west-2',
        suffix: 'demo2',
      }),
    ).toBe('role-eu-west-2-demo2');
  });

  it('reads only the secrets the specification names', async () => {
    const action = 'secretsmanager:GetSecretValue';
    const without = await policyOf('complete');
    expect(
      without.filter(({ statement }) => statement.Action.includes(action)),
    ).toEqual([]);
    const named = await policyOf('complete', ['secrets.database=team/db']);
    expect(
      named
        .filter(({ statement }) => statement.Action.includes(action))
        .flatMap(resourcesOf),
    ).toEqual(['arn:aws:secretsmanager:*:*:secret:team/db-??????']);
  });

  it('limits secrets to the allowed ones, and their keys to the values of secrets', async () => {
    const statements = await policyOf(
      'complete',
      ['secrets.database=team/db'],
      {
        target: { ...everywhere, account },
        allowedSecrets: ['team/*', 'shared'],
      },
    );
    const of = (sid: string) =>
      statements.find(({ statement }) => statement.Sid === sid)?.statement;
    const arn = `arn:aws:secretsmanager:*:${account}:secret:`;
    expect(of('SecretsAllowed')).toEqual({
      Sid: 'SecretsAllowed',
      Effect: 'Allow',
      Action: ['secretsmanager:DescribeSecret'],
      Resource: [`${arn}team/*`, `${arn}shared`, `${arn}shared-??????`],
    });
    expect(of('KmsReadSecrets')).toEqual({
      Sid: 'KmsReadSecrets',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: `arn:aws:kms:*:${account}:key/*`,
      Condition: {
        StringLike: {
          'kms:ViaService': ['secretsmanager.*.amazonaws.com'],
          'kms:EncryptionContext:SecretARN': [`${arn}team/db-??????`],
        },
      },
    });
  });

  it('divides the calls between StreamFlix and CloudFormation, and adds nothing but the execution role', async () => {
    const actionsOf = async (options: Partial<PolicyOptions>) =>
      new Set(
        (
          await policyOf('complete', [], {
            ...options,
            stagingBucket: 'bucket',
          })
        ).flatMap(({ statement }) => statement.Action),
      );
    const both = await actionsOf({});
    const executionRole = `arn:aws:iam::${account}:role/cloudformation`;
    const portal = await actionsOf({ callers: ['streamflix'], executionRole });
    const execution = await actionsOf({
      callers: ['cloudformation'],
      executionRole,
    });
    expect([...new Set([...portal, ...execution])].sort()).toEqual(
      [...both].sort(),
    );
    const facts = await Promise.all([...portal].map(actionFacts));
    expect([...portal].filter((_, index) => !facts[index].readsOnly)).toEqual([
      'iam:PassRole',
      'rds:ModifyDBCluster',
      'rds:ModifyDBInstance',
      's3:DeleteObject',
      's3:PutObject',
      'cloudformation:DeleteChangeSet',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:TagResource',
      'cloudformation:CancelUpdateStack',
      'cloudformation:UpdateTerminationProtection',
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteStack',
    ]);
    expect(
      [...execution].filter(each => /^cloudformation:/.test(each)),
    ).toEqual([]);
  });

  describe('with a permissions boundary', () => {
    const boundary = `arn:aws:iam::${account}:policy/platform/boundary`;
    const withRole = (properties: object) => {
      const role = {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: `role-${templateSuffix}`,
          Path: '/streamflix/',
          PermissionsBoundary: {
            'Fn::Sub':
              'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/platform/boundary',
          },
          AssumeRolePolicyDocument: {
            Statement: [{ Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
          },
          ...properties,
        },
      };
      return derivePolicy(
        parseTemplate(JSON.stringify({ Resources: { TaskRole: role } })),
        { ...defaults, region: 'eu-west-2', boundary },
      );
    };

    it('allows a role to be created only under the path and with the boundary', async () => {
      const [{ statement }] = allowing(
        await withRole({}),
        'iam:CreateRole',
        `arn:aws:iam::${account}:role/streamflix/role-demo`,
      );
      expect(statement).toMatchObject({
        Resource: 'arn:aws:iam::*:role/streamflix/role-*',
        Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
      });
    });

    it('refuses a template with a role outside the path, without the boundary or with another', async () => {
      await expect(withRole({ Path: undefined })).rejects.toThrow(
        'TaskRole has the path /. With a permissions boundary, every role and managed policy must be under /streamflix/.',
      );
      for (const PermissionsBoundary of [
        undefined,
        `arn:aws:iam::${account}:policy/boundary`,
      ]) {
        await expect(withRole({ PermissionsBoundary })).rejects.toThrow(
          `TaskRole does not have the permissions boundary ${boundary}.`,
        );
      }
    });
  });

  it('leaves out what the template does not set, and includes it with the property', async () => {
    const { templateBody } = await synthesizeBlueprint('media-processing', {
      suffix: templateSuffix,
    });
    const body = JSON.parse(templateBody);
    const actions = async () =>
      new Set(
        (
          await derivePolicy(parseTemplate(JSON.stringify(body)), {
            ...defaults,
            region: 'eu-west-2',
          })
        ).flatMap(({ statement }) => statement.Action),
      );
    expect(await actions()).not.toContain('elasticfilesystem:PutBackupPolicy');
    body.Resources.FileSystem.Properties.BackupPolicy = { Status: 'ENABLED' };
    expect(await actions()).toContain('elasticfilesystem:PutBackupPolicy');
  });

  it('lets CloudFormation set the tags of a new key, but only those of environments', async () => {
    const tagging = (await policyOf('complete')).filter(({ statement }) =>
      statement.Action.includes('kms:TagResource'),
    );
    expect(tagging.map(({ statement }) => statement.Condition)).toEqual(
      expect.arrayContaining([
        {
          StringEquals: {
            'aws:RequestTag/streamflix:managed-by': 'backstage',
          },
        },
        {
          StringEquals: {
            'aws:ResourceTag/streamflix:managed-by': 'backstage',
          },
        },
      ]),
    );
    expect(tagging).toHaveLength(2);
  });

  it('allows of services the environment does not use only what the form and the account check read', async () => {
    const statements = (await policyOf('video-pipeline')).filter(
      ({ statement }) =>
        statement.Action.some(action =>
          /^(apigateway|elasticache|elasticfilesystem):/.test(action),
        ),
    );
    expect(
      statements.map(({ statement }) => [statement.Action, statement.Resource]),
    ).toEqual([
      [['apigateway:GET'], 'arn:aws:apigateway:*::/account'],
      [
        [
          'elasticache:DescribeCacheEngineVersions',
          'elasticache:DescribeReservedCacheNodesOfferings',
        ],
        expect.anything(),
      ],
    ]);
  });

  it.each(blueprintIds)(
    'lets StreamFlix read only the log groups of environments: %s',
    async blueprint => {
      const statements = await policyOf(blueprint, [], {
        callers: ['streamflix'],
      });
      const logs = statements
        .flatMap(resourcesOf)
        .filter(arn => arn.includes(':log-group:'));
      expect(logs).not.toEqual([]);
      expect(logs.filter(arn => arn.includes(':log-group:*'))).toEqual([]);
    },
  );

  it('lets StreamFlix read the images that tasks may run, in its own account and region', async () => {
    const readable = async (...allowedImages: string[]) =>
      (
        await policyOf('video-pipeline', [], {
          callers: ['streamflix'],
          target: { ...everywhere, region: 'eu-west-2', account },
          allowedImages,
        })
      )
        .filter(({ statement }) =>
          statement.Action.includes('ecr:BatchGetImage'),
        )
        .map(({ statement }) => [statement.Action, statement.Resource]);
    expect(
      await readable(
        '{account}.dkr.ecr.{region}.amazonaws.com/video/*',
        'registry.example.com/*',
        '999999999999.dkr.ecr.eu-west-2.amazonaws.com/shared',
      ),
    ).toEqual([
      [
        ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        `arn:aws:ecr:eu-west-2:${account}:repository/video/*`,
      ],
    ]);
    expect(await readable('registry.example.com/*')).toEqual([]);
  });

  it('allows templates to be staged only in a named bucket', async () => {
    const at = async (stagingBucket?: string) =>
      (await policyOf('video-pipeline', [], { stagingBucket }))
        .filter(({ statement }) => statement.Action.includes('s3:PutObject'))
        .map(({ statement }) => [statement.Action, statement.Resource]);
    expect(await at()).toEqual([]);
    expect(await at('templates-{account}')).toEqual([
      [
        ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        'arn:aws:s3:::templates-*/streamflix/*/*',
      ],
    ]);
  });

  it('allows events to be read only from named queues', async () => {
    const queue = `arn:aws:sqs:eu-west-2:${account}:streamflix-events`;
    const read = async (eventQueues: string[], callers?: Caller[]) =>
      (
        await policyOf('video-pipeline', [], {
          eventQueues,
          ...(callers && { callers }),
        })
      )
        .filter(({ statement }) =>
          statement.Action.some(action =>
            /^sqs:(Receive|Delete)Message|^sqs:GetQueueAttributes/.test(action),
          ),
        )
        .map(({ statement }) => [statement.Sid, statement.Resource]);
    const ofStacks = ['SqsQueue', expect.stringContaining('dead-letters-*')];
    expect(await read([])).toEqual([ofStacks]);
    expect(await read([queue])).toEqual([['SqsEvents', queue], ofStacks]);
    expect(await read([], ['streamflix'])).toEqual([]);
    expect(await read([queue], ['streamflix'])).toEqual([['SqsEvents', queue]]);
  });

  it('refuses a resource type whose actions are unknown', async () => {
    const template = parseTemplate(
      JSON.stringify({ Resources: { X: { Type: 'AWS::Lambda::Function' } } }),
    );
    await expect(
      derivePolicy(template, { ...defaults, region: 'eu-west-2' }),
    ).rejects.toThrow(
      'It is unknown which actions CloudFormation needs for AWS::Lambda::Function: add it to handlerPermissions.json or additionalActions.ts.',
    );
  });
});

describe('the facts the policy is derived from', () => {
  it('cover every resource of the CDK app', () => {
    const types = typesTheAppMakes();
    expect(types.size).toBeGreaterThan(50);
    // An administrator deploys the stack of events.
    const isOfEnvironments = (type: string) => !type.startsWith('Events::');
    expect(
      [...types].filter(type => isOfEnvironments(type) && !isCovered(type)),
    ).toEqual([]);
  });

  it('cover every call of streamflix-node, and no other', () => {
    expect([...sdkCalls()].sort()).toEqual(Object.keys(streamflixCalls).sort());
  });

  const handlers: Record<string, Record<string, string[]>> = handlerPermissions;
  const askedBy = (type: string) =>
    Object.values(handlers[`AWS::${type}`] ?? {}).flat();

  it('leave out only what a handler lists', () => {
    for (const { types, actions } of unneededActions) {
      expect(types.flatMap(askedBy)).toEqual(expect.arrayContaining(actions));
    }
  });

  it('add only what the handlers do not list, with a source', () => {
    for (const { type, actions, source } of additionalActions) {
      const asked = askedBy(type);
      expect(actions.filter(action => !asked.includes(action))).not.toEqual([]);
      expect(source).not.toBe('');
    }
  });

  it('are renewed from the schemas AWS publishes', () => {
    const directory = temporaryDirectory();
    const schema = (typeName: string) => ({
      typeName,
      handlers: {
        create: { permissions: ['sqs:CreateQueue'] },
        read: { permissions: [] },
        list: { permissions: ['sqs:ListQueues'] },
      },
    });
    for (const name of ['Queue', 'Other']) {
      writeFileSync(
        join(directory, `${name}.json`),
        JSON.stringify(schema(`AWS::SQS::${name}`)),
      );
    }
    expect(readHandlerPermissions(directory, ['AWS::SQS::Queue'])).toEqual({
      'AWS::SQS::Queue': { create: ['sqs:CreateQueue'] },
    });
  });
});
