import type { EnvironmentInput } from '../EnvironmentSpec';
import { resolveSpec } from '../resolveSpec';

const problemsOf = (given: Partial<EnvironmentInput>) => {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    ...given,
  });
  return resolution.ok ? [] : resolution.problems;
};
const tags = (count: number, length: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `key${index}`,
      'v'.repeat(length),
    ]),
  );
const apiKeys = (count: number) =>
  Array.from({ length: count }, (_, index) => `streamflix/key-${index}`);

describe('spaceRules', () => {
  it.each<[string, Partial<EnvironmentInput>]>([
    ['ten API keys', { secrets: { apiKeys: apiKeys(10) } }],
    ['35 tags of fifty characters', { tags: tags(35, 50) }],
    [
      '35 tags of 180 characters where parts are switched off',
      { blueprint: 'video-pipeline', tags: tags(35, 180) },
    ],
    [
      'as many instances and nodes as there may be',
      { database: { instances: 15 }, cache: { nodes: 6 } },
    ],
  ])('allow %s', (_, given) => {
    expect(problemsOf(given)).toEqual([]);
  });

  it('name the largest values the user gave, largest first, when they do not fit', () => {
    const given = { tags: tags(30, 150), secrets: { apiKeys: apiKeys(2) } };
    expect(problemsOf(given)).toEqual([
      {
        path: 'tags',
        message:
          'The environment is too large for one CloudFormation template: Tags (12,856 bytes), API key secrets (900 bytes), Owner (56 bytes) and others take 17,178 of the 9,600 bytes there are for them. Shorten or leave out some of them.',
      },
    ]);
  });

  it('do not name a default, which the user cannot shorten', () => {
    const given = {
      blueprint: 'content-delivery',

      secrets: { apiKeys: [...apiKeys(10)].map(name => name.padEnd(200, 'x')) },
      tags: tags(10, 10),
    } as const;
    const [{ path, message }] = problemsOf(given);
    expect(path).toBe('secrets.apiKeys');
    expect(message).toMatch(/API key secrets .*, Tags .*, Owner/);
    expect(message).not.toContain('API path');
  });

  it('do not run while a value they read is malformed', () => {
    expect(
      problemsOf({
        tags: tags(35, 250),
        database: { instances: 99 },
      }).map(({ path }) => path),
    ).toEqual(['database.instances']);
  });
});
