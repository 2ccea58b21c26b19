import fc from 'fast-check';
import { checkChange } from './change/checkChange';
import { inputOfChange } from './change/inputOfChange';
import type { EnvironmentInput } from './EnvironmentSpec';
import { inputFromForm, type EnvironmentForm } from './inputFromForm';
import { environmentInputJsonSchema, type ObjectSchema } from './jsonSchema';
import { resolveSpec } from './resolveSpec';
import { limitWarnings } from './rules/limitRules';
import { isValues, mergeValues, type Values } from './values';

const asked = {
  suffix: 'demo',
  region: 'eu-west-2',
  blueprint: 'complete',
  owner: 'group:default/video',
} as const;

const limits = {
  secrets: ['streamflix/*'],
  images: ['public.ecr.aws/docker/library/nginx'],
};

/** Texts a user may type or send, which a message could repeat. */
const probes = [
  'probe',
  'probe\nINFO deployed probe',
  '\u001b[31mprobe\u001b[0m\u0007',
  '__proto__probe',
  'constructor.probe',
  'aws:probe',
  `probe${'y'.repeat(10_000)}`,
  '"probe"',
  '${probe}',
  'AKIAPROBE22PROBE2222',
  'password=probe',
  'arn:aws:secretsmanager:eu-west-2:111122223333:secret:probe',
  // Well formed for some field, but refused by a rule.
  'ca-probe-9',
  'probe-1',
  'probe/secret',
  'probe.example.com/probe:probe',
  'group:probe/probe',
  '/probe/{probe}',
  'probe@example.com',
  'cache.probe.probe',
];
const betrayed = /probe/i;

type Keys = readonly string[];

/** Every section and field of the schema. */
const pathsOf = (schema: ObjectSchema, prefix: Keys = []): Keys[] =>
  Object.entries(schema.properties).flatMap(([key, inner]) => [
    [...prefix, key],
    ...(inner.properties
      ? pathsOf(inner as ObjectSchema, [...prefix, key])
      : []),
  ]);
const paths = pathsOf(environmentInputJsonSchema());

const nested = (keys: Keys, value: unknown) =>
  keys.reduceRight<unknown>(
    (inner, key) => Object.fromEntries([[key, inner]]),
    value,
  ) as Values;

const anyProbe = fc.constantFrom(...probes);

/** One probe at any location: as a value, in a list, as the key or value of a tag or object, in any section of the form. */
const anyPlaced = fc
  .tuple(
    fc.constantFrom(...paths, []),
    anyProbe,
    fc.constantFrom<((text: string) => unknown)[]>(
      text => text,
      text => [text],
      text => ['streamflix/known', text, 5],
      text => ({ [text]: 'value' }),
      text => ({ [text]: text }),
      text => ({ key: text }),
      text => ({ [text]: { [text]: [text] } }),
      () => null,
    ),
    fc.constantFrom([], ['size'], ['advanced'], ['probe']),
  )
  .map(([path, text, wrap, section]): Values => {
    const value = wrap(text);
    const keys = [...section, ...path];
    if (keys.length > 0) return nested(keys, value);
    return isValues(value) ? value : nested([text], value);
  });

const placed = fc
  .array(anyPlaced, { minLength: 1, maxLength: 8 })
  .map(all => all.reduce(mergeValues, asked as Values));

/** Problems that repeat a probe; none when there is no leak. */
const echoesIn = (problems: readonly object[]) =>
  problems.filter(problem => betrayed.test(JSON.stringify(problem)));

const problemsOf = (input: unknown) => {
  const resolution = resolveSpec(input, {
    allowedRegions: ['eu-west-2'],
    limits,
  });
  return resolution.ok ? [] : resolution.problems;
};

function specOf(given: Partial<EnvironmentInput>) {
  const resolution = resolveSpec({ ...asked, ...given });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

describe('a message about an input', () => {
  it('repeats no key and no text of it, wherever it is', () => {
    let refused = 0;
    fc.assert(
      fc.property(placed, input => {
        const problems = [
          ...problemsOf(input),
          ...problemsOf(inputFromForm(input as unknown as EnvironmentForm)),
          ...problemsOf(inputOfChange(specOf({}), input)),
        ];
        refused += problems.length;
        expect(echoesIn(problems)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  it.each(paths.map(path => [path.join('.'), path] as const))(
    'at %s repeats nothing that is there',
    (_, path) => {
      const given = probes.map(text => nested(path, text));
      expect(
        echoesIn(
          given.flatMap(values => problemsOf(mergeValues(asked, values))),
        ),
      ).toEqual([]);
    },
  );

  it('repeats no account', () => {
    expect(
      JSON.stringify(problemsOf({ ...asked, account: '98765432109' })),
    ).not.toMatch('98765432109');
  });
});

describe('a message about a change', () => {
  it('repeats no text, neither of what runs nor of what is wanted', () => {
    const running = specOf({
      network: { cidr: '10.77.0.0/16' },
      database: { name: 'probe' },
      api: { path: '/content/{probe}' },
      secrets: { database: 'probe/database' },
    });
    const next = specOf({
      api: { path: '/content/{id}' },
      secrets: { database: 'other/probe' },
    });
    for (const problems of [
      checkChange(running, next),
      checkChange(next, running),
    ]) {
      expect(problems.length).toBeGreaterThan(3);
      expect(echoesIn(problems)).toEqual([]);
      expect(JSON.stringify(problems)).not.toMatch(/10\.(77|0)\./);
    }
  });
});

it('a warning about what the installation no longer allows repeats only its patterns', () => {
  const spec = specOf({
    service: { image: 'probe.example.com/probe' },
    secrets: { database: 'probe/database', apiKeys: ['probe/keys'] },
  });
  const warnings = limitWarnings(spec, limits);
  expect(warnings).toHaveLength(3);
  expect(warnings.join()).not.toMatch(betrayed);
});
