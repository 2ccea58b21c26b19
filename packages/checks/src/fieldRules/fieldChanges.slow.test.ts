import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  checkChange,
  fieldChanges,
  offeredCacheVersions,
  offeredPostgresVersions,
  resolveSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import fc from 'fast-check';

jest.setTimeout(300_000);

const draws = Math.min(60, Number(process.env.SPECS ?? 20));

interface Case {
  /** What makes the field apply. */
  given: object;
  values: fc.Arbitrary<string | number>;
  /** The resource that has the value, as far as local AWS needs it. */
  resource(value: string | number): object;
}

const database = {
  Engine: 'postgres',
  EngineVersion: '16.13',
  DBInstanceClass: 'db.t4g.medium',
  AllocatedStorage: '20',
  MasterUsername: 'streamflix',
  ManageMasterUserPassword: true,
  AllowMajorVersionUpgrade: true,
};
const instance = (properties: object) => ({
  Type: 'AWS::RDS::DBInstance',
  Properties: { ...database, ...properties },
});

/** Every field whose changes have limits that depend on the value alone. */
const cases: Record<string, Case> = {
  'database.storageGiB': {
    given: { kind: 'rds' },
    values: fc.oneof(
      fc.integer({ min: 20, max: 45 }),
      fc.integer({ min: 20, max: 65_536 }),
    ),
    resource: value => instance({ AllocatedStorage: String(value) }),
  },
  'database.version': {
    given: { kind: 'rds' },
    values: fc.constantFrom(
      ...offeredPostgresVersions('rds').filter(each => each.includes('.')),
    ),
    resource: value => instance({ EngineVersion: value }),
  },
  'cache.version': {
    given: { kind: 'replication-group', engine: 'redis' },
    values: fc.constantFrom(...offeredCacheVersions['replication-group'].redis),
    resource: value => ({
      Type: 'AWS::ElastiCache::ReplicationGroup',
      Properties: {
        ReplicationGroupDescription: 'changed',
        CacheNodeType: 'cache.t4g.micro',
        Engine: 'redis',
        EngineVersion: value,
        CacheParameterGroupName:
          value === '6.2' ? 'default.redis6.x' : 'default.redis7',
        NumCacheClusters: 2,
      },
    }),
  },
  'stream.shards': {
    given: { mode: 'provisioned' },
    values: fc.oneof(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 200 }),
    ),
    resource: value => ({
      Type: 'AWS::Kinesis::Stream',
      Properties: { ShardCount: value },
    }),
  },
};

/** Of these, what AWS refuses depends on the other resources of the environment, not on two values. */
const ofWholeEnvironment = ['api.path', 'network.zoneIds'];

describe('a drawn change of a field with limits', () => {
  let aws: LocalAws;
  let client: CloudFormationClient;
  let stacks = 0;
  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, speed: 100_000 });
    client = new CloudFormationClient({
      endpoint: aws.url,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });
  afterAll(() => aws.stop());

  async function finished(StackName: string): Promise<string> {
    for (;;) {
      const { Stacks = [] } = await client.send(
        new DescribeStacksCommand({ StackName }),
      );
      const status = Stacks[0].StackStatus ?? '';
      if (!status.endsWith('_IN_PROGRESS')) return status;
    }
  }

  /** Whether local AWS makes the change. */
  async function isMade(before: object, after: object): Promise<boolean> {
    stacks += 1;
    const StackName = `change-${stacks}`;
    const bodyOf = (resource: object) =>
      JSON.stringify({ Resources: { Changed: resource } });
    await client.send(
      new CreateStackCommand({ StackName, TemplateBody: bodyOf(before) }),
    );
    expect(await finished(StackName)).toBe('CREATE_COMPLETE');
    await client.send(
      new UpdateStackCommand({ StackName, TemplateBody: bodyOf(after) }),
    );
    return (await finished(StackName)) === 'UPDATE_COMPLETE';
  }

  const specOf = (path: string, value: string | number) => {
    const [section, key] = path.split('.');
    const resolution = resolveSpec({
      suffix: 'demo',
      region: 'eu-west-2',
      blueprint: 'complete',
      owner: 'group:default/video',
      [section]: { ...cases[path].given, [key]: value },
    });
    if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
    return resolution.spec;
  };

  it('is drawn of every field that the table limits', () => {
    const limited = Object.entries(fieldChanges).filter(
      ([, { kind }]) => kind === 'limits',
    );
    expect(limited.map(([path]) => path).sort()).toEqual(
      [...Object.keys(cases), ...ofWholeEnvironment].sort(),
    );
  });

  it.each(Object.keys(cases))(
    'of %s is made by local AWS exactly where the table allows it',
    async path => {
      const { values, resource } = cases[path];
      const { between } = fieldChanges[path];
      const edges = (from: string | number) => {
        if (!between) return fc.constant(from);
        const { least, most } = between(Number(from));
        return fc.constantFrom(least - 1, least, most, most + 1);
      };
      const isValid = (value: string | number) => {
        try {
          return Boolean(specOf(path, value));
        } catch {
          return false;
        }
      };
      await fc.assert(
        fc.asyncProperty(
          values.chain(from =>
            fc.tuple(fc.constant(from), fc.oneof(values, edges(from))),
          ),
          async ([from, to]) => {
            fc.pre(from !== to && isValid(to));
            const allowed =
              checkChange(specOf(path, from), specOf(path, to)).length === 0;
            expect({
              from,
              to,
              made: await isMade(resource(from), resource(to)),
            }).toEqual({ from, to, made: allowed });
          },
        ),
        { numRuns: draws, seed: 20_261_129 },
      );
    },
  );
});
