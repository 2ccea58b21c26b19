import {
  blueprintIds,
  isValues,
  type BlueprintId,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { designOf } from './BlueprintDesign';

/** All statements in a value, at any depth. */
function statementsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (!isValues(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'Statement' ? [inner].flat() : statementsIn(inner),
  );
}

/** One line per action and resource of a statement, so that merged and separate statements give the same lines. */
function grants(resource: string, statement: unknown): string[] {
  if (!isValues(statement)) throw new Error(`${resource} has no statement.`);
  const { Action, Resource = 'itself', ...rest } = statement;
  return [Action]
    .flat()
    .flatMap(action =>
      [Resource].flat().map(on => JSON.stringify([resource, action, on, rest])),
    );
}

const variants: [string, BlueprintId, Partial<EnvironmentInput>][] = [
  ...blueprintIds.map(id => [id, id, {}] as [string, BlueprintId, object]),
  [
    'complete with the keys AWS manages',
    'complete',
    { encryption: { key: 'aws-managed' } },
  ],
  [
    'complete with existing secrets',
    'complete',
    {
      secrets: {
        database: 'streamflix/database',
        apiKeys: ['streamflix/api-keys'],
      },
    },
  ],
  [
    'complete with images of its own',
    'complete',
    {
      service: {
        image: '123456789012.dkr.ecr.eu-west-2.amazonaws.com/content:1',
      },
    },
  ],
  [
    'complete with an HTTP API, RDS and a serverless cache',
    'complete',
    {
      api: { kind: 'http', tracing: false },
      database: { kind: 'rds' },
      cache: { kind: 'serverless', version: '7' },
    },
  ],
  [
    'content delivery with a key of its own and alarms',
    'content-delivery',
    {
      encryption: { key: 'customer-managed' },
      observability: { alarms: true },
    },
  ],
];

describe.each(variants)('the permissions of %s', (_name, id, overrides) => {
  const { template, statements } = designOf(id, overrides);

  it('each have a reason', () => {
    expect(statements.length).toBeGreaterThan(5);
    expect(
      statements.filter(({ why }) => !/^[A-Z].{20,}\.$/.test(why ?? '')),
    ).toEqual([]);
  });

  it('are all of those in the template, and no others', () => {
    const inTemplate = Object.entries(template.Resources).flatMap(
      ([resource, { Properties }]) =>
        statementsIn(Properties).flatMap(statement =>
          grants(resource, statement),
        ),
    );
    const explained = statements.flatMap(({ resource, statement }) =>
      grants(resource, statement),
    );
    expect([...new Set(explained)].sort()).toEqual(
      [...new Set(inTemplate)].sort(),
    );
    const reported = statements.map(statement => JSON.stringify(statement));
    expect(new Set(reported).size).toBe(reported.length);
  });
});
