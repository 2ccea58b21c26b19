import { inputOfChange } from './change/inputOfChange';
import { inputFromForm, type EnvironmentForm } from './inputFromForm';
import { normalizeRequest } from './normalizeRequest';
import { resolveSpec } from './resolveSpec';

const asked = {
  suffix: 'demo',
  region: 'eu-west-2',
  blueprint: 'complete',
  owner: 'group:default/video',
};

const nested = (levels: number, wrap: (inner: unknown) => unknown) => {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
};
const counted = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, 'v']));

const smaller =
  'The environment must be smaller: at most 65536 characters, 500 values and 20 levels.';
const reserved =
  'The environment must not have a key named __proto__, constructor or prototype.';

const cyclic: Record<string, unknown> = { ...asked };
cyclic.service = cyclic;

const unreadable: [what: string, input: object, reason: string][] = [
  ['100,000 tags', { ...asked, tags: counted(100_000) }, smaller],
  [
    'objects 100,000 deep',
    { ...asked, service: nested(100_000, inner => ({ inner })) },
    smaller,
  ],
  [
    'lists 100,000 deep',
    { ...asked, secrets: { apiKeys: nested(100_000, inner => [inner]) } },
    smaller,
  ],
  [
    'a text of 50 million characters',
    { ...asked, suffix: 'x'.repeat(50_000_000) },
    smaller,
  ],
  ['a key of a megabyte', { ...asked, ['k'.repeat(1e6)]: 1 }, smaller],
  ['a circle', cyclic, smaller],
  ...['__proto__', 'constructor', 'prototype'].flatMap(
    (key): typeof unreadable =>
      [
        `{"${key}": {"suffix": "evil"}}`,
        `{"service": {"${key}": {"maxTasks": 99}}}`,
        `{"tags": {"${key}": "value"}}`,
        `{"size": {"service": {"${key}": {"maxTasks": 99}}}}`,
        `{"secrets": {"apiKeys": [{"${key}": 1}]}}`,
      ].map(json => [json, { ...asked, ...JSON.parse(json) }, reserved]),
  ),
];

describe.each(unreadable)('an input with %s', (_, input, message) => {
  const refused = { ok: false, problems: [{ path: '', message }] };

  it('is refused, with a reason', () => {
    expect(resolveSpec(input)).toEqual(refused);
  });

  it('reaches the refusal through the form, a change and the normalisation', () => {
    const running = resolveSpec(asked);
    if (!running.ok) throw new Error('The environment is wrong by itself.');
    const form = input as EnvironmentForm;
    for (const passedOn of [
      inputFromForm(form),
      inputOfChange(running.spec, form),
      normalizeRequest(form, '111122223333'),
    ]) {
      expect(resolveSpec(passedOn)).toEqual(refused);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}).not.toHaveProperty('maxTasks');
  });
});

it('other names that objects inherit are keys like any other', () => {
  const tags = { toString: 'a', hasOwnProperty: 'b', valueOf: 'c' };
  expect(resolveSpec({ ...asked, tags })).toMatchObject({
    ok: true,
    spec: { tags },
  });
  expect(resolveSpec({ ...asked, service: { toString: 1 } })).toMatchObject({
    ok: false,
    problems: [{ path: 'service' }],
  });
});

it('reads none of the values of an input that has too many', () => {
  let reads = 0;
  const tags = {};
  const get = () => ++reads;
  for (const key of Object.keys(counted(100_000)))
    Object.defineProperty(tags, key, { enumerable: true, get });
  expect(resolveSpec({ ...asked, tags })).toMatchObject({ ok: false });
  expect(reads).toBe(0);
});
