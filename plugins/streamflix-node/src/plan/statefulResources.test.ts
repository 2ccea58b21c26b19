import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import {
  blueprintIds,
  blueprints,
  resolveSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { synthesize } from '../synthesis/synthesize';
import { interruptsOnly, statefulTypes } from './statefulResources';

jest.setTimeout(60_000);

/** AWS's own description of the resource types. */
const database = loadAwsServiceSpecSync();

function describedAs(type: string) {
  const [found] = database.lookup(
    'resource',
    'cloudFormationType',
    'equals',
    type,
  );
  return found;
}

/** Every resource type of any blueprint. */
async function typesOfThePlatform(): Promise<Set<string>> {
  const templates = await Promise.all(
    blueprintIds.map(async id => {
      const [region] = blueprints[id].homeRegions;
      const resolution = resolveSpec({
        blueprint: id,
        suffix: 'demo',
        region,
        owner: 'group:default/video',
        secrets: { database: 'a/database', apiKeys: ['a/key'] },
      });
      if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
      return (await synthesize(resolution.spec)).templateBody;
    }),
  );
  return new Set(
    templates.flatMap(template =>
      Object.values(
        (
          JSON.parse(template) as {
            Resources: Record<string, { Type: string }>;
          }
        ).Resources,
      ).map(({ Type }) => Type),
    ),
  );
}

describe('the types that hold data', () => {
  it('are all those of the platform that AWS calls stateful, but for logs', async () => {
    const stateful = [...(await typesOfThePlatform())].filter(
      type => describedAs(type)?.isStateful,
    );
    expect(stateful.length).toBeGreaterThan(5);
    expect(stateful.filter(type => !statefulTypes.has(type))).toEqual([
      'AWS::Logs::LogGroup',
    ]);
  });

  it('are types that AWS has', () => {
    expect([...statefulTypes].filter(type => !describedAs(type))).toEqual([]);
  });
});

describe('the properties that only interrupt', () => {
  it('are some of those AWS calls conditional', () => {
    const listed = [...statefulTypes].flatMap(type =>
      Object.entries(describedAs(type)?.properties ?? {}).flatMap(
        ([name, { causesReplacement }]) =>
          interruptsOnly(type, name)
            ? [[type, name, causesReplacement].join(' ')]
            : [],
      ),
    );
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.filter(each => !each.endsWith(' maybe'))).toEqual([]);
  });
});
