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

describe('the space of a template', () => {
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
  ])('has room for %s', (_, given) => {
    expect(problemsOf(given)).toEqual([]);
  });

  it('is told where it is taken when it does not suffice, largest first', () => {
    const given = { tags: tags(30, 150), secrets: { apiKeys: apiKeys(2) } };
    expect(problemsOf(given)).toEqual([
      {
        path: 'tags',
        message:
          'The environment is too large for one CloudFormation template: Tags (12,856 bytes), API key secrets (900 bytes), Image of the service (166 bytes) and others take 17,178 of the 9,600 bytes there are for them. Shorten or leave out some of them.',
      },
    ]);
  });

  it('is not judged while something that takes of it is malformed', () => {
    expect(
      problemsOf({
        tags: tags(35, 250),
        database: { instances: 99 },
      }).map(({ path }) => path),
    ).toEqual(['database.instances']);
  });
});
