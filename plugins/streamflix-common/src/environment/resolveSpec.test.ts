import { blueprintIds } from './blueprintIds';
import { blueprints } from './blueprints';
import { resolveSpec } from './resolveSpec';

const asked = {
  suffix: 'demo',
  region: 'eu-west-2',
  blueprint: 'complete',
  owner: 'group:default/video',
};

function specOf(input: unknown) {
  const resolution = resolveSpec(input);
  if (!resolution.ok) {
    throw new Error(resolution.problems.map(p => p.message).join(' '));
  }
  return resolution.spec;
}

function problemsOf(input: unknown, allowedRegions?: string[]) {
  const resolution = resolveSpec(input, { allowedRegions });
  return resolution.ok ? [] : resolution.problems.map(p => p.message);
}

describe('resolveSpec', () => {
  it.each(blueprintIds)('completes %s from its defaults', id => {
    const { homeRegions, defaults, requiredSecrets } = blueprints[id];
    const secrets = requiredSecrets
      ? { database: 'tv/database', apiKeys: ['tv/api'] }
      : undefined;
    const spec = specOf({
      ...asked,
      region: homeRegions[0],
      blueprint: id,
      secrets,
    });
    expect(spec).toEqual({
      ...defaults,
      suffix: 'demo',
      region: homeRegions[0],
      blueprint: id,
      owner: 'group:default/video',
      secrets: secrets ?? defaults.secrets,
    });
  });

  it('prefers a given value to the default', () => {
    const spec = specOf({ ...asked, service: { maxTasks: 40 } });
    expect(spec.service.maxTasks).toBe(40);
    expect(spec.service.minTasks).toBe(
      blueprints.complete.defaults.service.minTasks,
    );
  });

  it('takes a value given as undefined for one not given', () => {
    expect(
      specOf({ ...asked, service: { maxTasks: undefined } }).service,
    ).toEqual(blueprints.complete.defaults.service);
  });

  it('chooses the newest version of a cache engine that is requested without a version', () => {
    const spec = specOf({
      ...asked,
      cache: { kind: 'serverless', engine: 'valkey' },
    });
    expect(spec.cache.version).toBe('8');
  });

  it('names every problem at once, malformed values and contradictions alike', () => {
    expect(
      problemsOf(
        {
          ...asked,
          suffix: 'Demo-',
          blueprint: 'broadcast',
          colour: 'red',
          service: { minTasks: 5, maxTasks: 2, memory: 900 },
          database: { backupDays: 0 },
        },
        ['eu-west-1'],
      ),
    ).toEqual([
      expect.stringMatching(/^Suffix must be 3 to 20 characters/),
      'Backup days must be at least 1.',
      expect.stringMatching(
        /^The environment must only have the settings suffix, region, .*; 1 of the given ones is unknown\.$/,
      ),
      'Region must be ap-northeast-1 for the blueprint Broadcast: its data must stay in Japan.',
      'Region must be one this installation allows: eu-west-1.',
      'Database secret must name an existing secret for the blueprint Broadcast: it creates no secret of its own.',
      'API key secrets must name at least one existing secret for the blueprint Broadcast: it creates no secret of its own.',
      'Maximum service tasks must be at least the minimum, 5; it is 2.',
      'Memory of a service task must be from 1 GiB (1024) to 4 GiB (4096) in steps of 1 GiB (1024) with 0.5 vCPU; it is 0.88 GiB (900).',
    ]);
  });

  it('invents no contradiction from a malformed value', () => {
    expect(
      problemsOf({ ...asked, service: { minTasks: 50, maxTasks: 'many' } }),
    ).toEqual(['Maximum service tasks must be a number.']);
  });

  it.each([
    ['1e3', 'write it out, without an exponent'],
    ['0,5', 'write a point, not a comma'],
    ['0.3 ACU', 'write it without a unit'],
    ['1 000', 'write digits only, without spaces or separators'],
  ])('describes how to write the number %s', (text, hint) => {
    expect(problemsOf({ ...asked, database: { minCapacity: text } })).toEqual([
      `Minimum database capacity must be a number: ${hint}.`,
    ]);
  });

  it('never repeats what was typed into a field, for it may be a secret', () => {
    const typed = 'hunter2 is my password';
    expect(
      problemsOf({
        ...asked,
        suffix: typed,
        secrets: { database: typed, apiKeys: [typed] },
      }).join(),
    ).not.toContain('hunter2');
  });

  it.each([undefined, null, 'demo', 7, []])(
    'reports %p as no environment instead of throwing',
    input => {
      expect(problemsOf(input)).toEqual(['The environment must be an object.']);
    },
  );

  it('asks for what is missing and validates nothing else', () => {
    expect(problemsOf({})).toEqual([
      'Suffix is required.',
      'Region is required.',
      'Blueprint is required.',
      'Owner is required.',
    ]);
  });

  it.each([
    ['abc', true],
    ['a1-b2-c3', true],
    ['abcdefghijklmnopqrst', true],
    ['ab', false],
    ['abcdefghijklmnopqrstu', false],
    ['1abc', false],
    ['abc-', false],
    ['a--b', false],
    ['Abc', false],
    ['a_b', false],
  ])('validates the suffix %s: %p', (suffix, valid) => {
    expect(resolveSpec({ ...asked, suffix }).ok).toBe(valid);
  });
});
