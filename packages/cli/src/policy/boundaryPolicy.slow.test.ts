import {
  blueprintIds,
  blueprints,
  resolveSpec,
  type BlueprintId,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isValues } from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  entriesOf,
  parseTemplate,
  type Entry,
  type Template,
} from '@streamflix/cdk-app/template';
import { synthesizeEnvironment } from '@streamflix/cdk-app/synth/synthesizeEnvironment';
import { variants } from '@streamflix/cdk-app/synth/variants';
import { exampleSecrets } from '../input/synthesizeBlueprint';
import {
  allows,
  type Call,
  type PolicyStatement,
} from './__testUtils__/evaluate';
import { nameText } from './arnPatterns';
import {
  countCharacters,
  managedPolicyLimit,
  type PolicyDocument,
} from './packDocuments';
import { policySet } from './policySet';

// As in production.
process.env.CDK_VALIDATION = 'false';
// Several syntheses, some in their own process.
jest.setTimeout(120_000);

const account = '111122223333';
type Overrides = Partial<EnvironmentInput>;

const environments: [BlueprintId, string, Overrides][] = [
  ...blueprintIds.map((id): [BlueprintId, string, Overrides] => [id, '', {}]),
  ...Object.entries(variants).map(
    ([what, overrides]): [BlueprintId, string, Overrides] => [
      'complete',
      what,
      overrides,
    ],
  ),
];

const ours = { 'aws:ResourceTag/streamflix:managed-by': 'backstage' };

/** ARN of a resource as in AWS, and the condition keys of a call on it. */
function resourceOf(
  { type, properties }: Omit<Entry, 'id'>,
  attribute: string,
  region: string,
): Pick<Call, 'resource' | 'keys'> {
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${account}:${resource}`;
  const text = (key: string) => nameText(properties[key]);
  if (attribute === 'MasterUserSecret.SecretArn') {
    const isCluster = type === 'AWS::RDS::DBCluster';
    return {
      resource: arn('secretsmanager', 'secret:rds!x-abcdef'),
      keys: isCluster
        ? {
            'aws:ResourceTag/aws:rds:primaryDBClusterArn': arn(
              'rds',
              `cluster:${text('DBClusterIdentifier')}`,
            ),
          }
        : {
            'aws:ResourceTag/aws:rds:primaryDBInstanceArn': arn(
              'rds',
              `db:${text('DBInstanceIdentifier')}`,
            ),
          },
    };
  }
  const found: Record<string, Pick<Call, 'resource' | 'keys'>> = {
    'AWS::EFS::FileSystem': {
      resource: arn('elasticfilesystem', 'file-system/fs-1'),
      keys: {
        'elasticfilesystem:AccessPointArn': arn(
          'elasticfilesystem',
          'access-point/fsap-1',
        ),
      },
    },
    'AWS::KMS::Key': { resource: arn('kms', 'key/1'), keys: ours },
    'AWS::Kinesis::Stream': {
      resource: arn('kinesis', `stream/${text('Name')}`),
    },
    'AWS::Logs::LogGroup': {
      resource: arn('logs', `log-group:${text('LogGroupName')}:*`),
    },
    'AWS::SQS::Queue': { resource: arn('sqs', text('QueueName')) },
  };
  if (attribute !== 'Arn' || !found[type]) {
    throw new Error(`The test knows no ${attribute} of ${type}.`);
  }
  return found[type];
}

/** Every call the roles of a template may make, one for each action and resource. */
function* callsOfRoles(template: Template, region: string): Generator<Call> {
  const resources = new Map(entriesOf(template).map(each => [each.id, each]));
  for (const { type, properties } of resources.values()) {
    if (!type.startsWith('AWS::IAM::')) continue;
    const documents = [
      ...[properties.Policies ?? []]
        .flat()
        .flatMap(policy => (isValues(policy) ? policy.PolicyDocument : [])),
      ...[properties.PolicyDocument ?? []].flat(),
    ];
    const statements = documents
      .filter(isValues)
      .flatMap(({ Statement }) => Statement)
      .filter(isValues);
    for (const { Action, Resource } of statements) {
      for (const action of [Action].flat().map(String)) {
        for (const value of [Resource].flat()) {
          const attribute = isValues(value) ? value['Fn::GetAtt'] : undefined;
          if (Array.isArray(attribute)) {
            const [id, name] = attribute.map(String);
            const resource = resources.get(id);
            if (!resource) throw new Error(`There is no ${id}.`);
            yield { action, ...resourceOf(resource, name, region) };
            continue;
          }
          const [head, partition, service, , , ...rest] =
            nameText(value).split(':');
          const resource =
            rest.length === 0
              ? '*'
              : [head, partition, service, region, account, ...rest]
                  .join(':')
                  .replaceAll('*', 'x')
                  .replaceAll('??????', 'abcdef');
          yield {
            action,
            resource: resource.replace(/^arn:x:/, 'arn:aws:'),
            keys: {
              'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
              'kms:EncryptionContext:SecretARN': `arn:aws:secretsmanager:${region}:${account}:secret:team/database-abcdef`,
            },
          };
        }
      }
    }
  }
}

describe('the boundary', () => {
  let boundary: PolicyDocument | undefined;
  let statements: PolicyStatement[];

  beforeAll(async () => {
    ({ boundary } = await policySet('content-delivery', {
      account,
      permissionsBoundary: 'streamflix-boundary',
      allowSecrets: ['streamflix/*', 'team/*', 'a-secret'],
      allowImages: ['{account}.dkr.ecr.{region}.amazonaws.com/streamflix'],
    }));
    statements = boundary?.Statement ?? [];
  });

  it('fits into one managed policy, and names every action', () => {
    expect(boundary && countCharacters(boundary)).toBeLessThanOrEqual(
      managedPolicyLimit,
    );
    for (const { Action } of statements) {
      expect([Action].flat().join()).not.toContain('*');
    }
  });

  it.each(environments)(
    'lets the roles of %s do everything their policies allow: %s',
    (blueprint, _, overrides) => {
      const resolution = resolveSpec({
        suffix: 'demo',
        region: blueprints[blueprint].homeRegions[0],
        owner: 'group:default/video',
        secrets: blueprints[blueprint].requiredSecrets && exampleSecrets,
        ...overrides,
        blueprint,
      });
      if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
      const { spec } = resolution;
      if (/^(cn|us-gov)-/.test(spec.region)) return;
      const calls = [
        ...callsOfRoles(
          parseTemplate(synthesizeEnvironment(spec).template),
          spec.region,
        ),
      ];
      expect(calls.length).toBeGreaterThan(5);
      expect(calls.filter(call => !allows(statements, call))).toEqual([]);
    },
  );

  it.each<[string, Call]>([
    ['IAM', { action: 'iam:PassRole', resource: '*' }],
    ['STS', { action: 'sts:AssumeRole', resource: '*' }],
    ['CloudFormation', { action: 'cloudformation:DeleteStack', resource: '*' }],
    [
      'a secret that is not allowed',
      {
        action: 'secretsmanager:GetSecretValue',
        resource: `arn:aws:secretsmanager:eu-west-2:${account}:secret:payments/key-abcdef`,
      },
    ],
    [
      'the password of another database',
      {
        action: 'secretsmanager:GetSecretValue',
        resource: `arn:aws:secretsmanager:eu-west-2:${account}:secret:rds!cluster-1-abcdef`,
        keys: {
          'aws:ResourceTag/aws:rds:primaryDBClusterArn': `arn:aws:rds:eu-west-2:${account}:cluster:payments`,
        },
      },
    ],
    [
      'a key of another owner',
      {
        action: 'kms:Decrypt',
        resource: `arn:aws:kms:eu-west-2:${account}:key/1`,
      },
    ],
    [
      'a key of another owner for a secret that is not allowed',
      {
        action: 'kms:Decrypt',
        resource: `arn:aws:kms:eu-west-2:${account}:key/1`,
        keys: {
          'kms:ViaService': 'secretsmanager.eu-west-2.amazonaws.com',
          'kms:EncryptionContext:SecretARN': `arn:aws:secretsmanager:eu-west-2:${account}:secret:payments/key-abcdef`,
        },
      },
    ],
    [
      'a stream of another owner',
      {
        action: 'kinesis:PutRecord',
        resource: `arn:aws:kinesis:eu-west-2:${account}:stream/payments`,
      },
    ],
    [
      'another account',
      {
        action: 'kinesis:PutRecord',
        resource: 'arn:aws:kinesis:eu-west-2:999988887777:stream/stream-demo',
      },
    ],
    [
      'an image that is not allowed',
      {
        action: 'ecr:BatchGetImage',
        resource: `arn:aws:ecr:eu-west-2:${account}:repository/payments`,
      },
    ],
  ])('allows nothing on %s', (_, call) => {
    expect(allows(statements, call)).toBe(false);
  });
});
