import fc from 'fast-check';
import { environmentInputJsonSchema } from '../jsonSchema';
import { resolveSpec } from '../resolveSpec';
import { checkChange } from './checkChange';
import { fieldChanges } from './fieldChanges';
import { storeStates } from './storeStates';

interface Schema {
  properties?: Record<string, Schema>;
}

const leaves = (schema: Schema, prefix = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    inner.properties ? leaves(inner, `${prefix}${key}.`) : [prefix + key],
  );

const fields = Object.entries(fieldChanges);

const specOf = (section: string, values: object) => {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    [section]: values,
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
};

/** What makes the fields with limits apply, and the values they may have. */
const drawn: Record<string, { given: object; from: number; to: number }> = {
  'database.storageGiB': { given: { kind: 'rds' }, from: 20, to: 65_536 },
  'stream.shards': { given: { mode: 'provisioned' }, from: 1, to: 500 },
};

const withLimits = fields.flatMap(([path, { between }]) =>
  between ? [{ path, between }] : [],
);

describe('the table of changes', () => {
  it('has a row for every field of the request, and for no other', () => {
    expect(Object.keys(fieldChanges).sort()).toEqual(
      leaves(environmentInputJsonSchema() as Schema).sort(),
    );
  });

  it.each(fields)(
    'states for %s what happens, its source, and refuses only what its kind allows to refuse',
    (_, row) => {
      expect(row.rule).toMatch(/^[A-Z].*\.$/);
      expect(row.source).not.toBe('');
      expect(row.source === 'platform').toBe(row.mark === 'platform');
      expect({ ...row, refuses: Boolean(row.check ?? row.between) }).toEqual({
        ...row,
        refuses:
          row.kind === 'limits' ||
          (row.check !== undefined && row.kind === 'data'),
      });
      expect(row.refusedIn === undefined || row.store !== undefined).toBe(true);
      expect(row.perDay === undefined || row.store !== undefined).toBe(true);
    },
  );

  it.each(Object.entries(storeStates))(
    'names states of the %s in which AWS refuses changes, among them none that means it is ready',
    (_, { refusedIn, source }) => {
      expect(source).not.toBe('');
      expect(refusedIn.length).toBeGreaterThan(0);
      expect(refusedIn).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(available|ACTIVE)$/)]),
      );
    },
  );

  it('has a draw for every field with limits', () => {
    expect(withLimits.map(({ path }) => path).sort()).toEqual(
      Object.keys(drawn).sort(),
    );
  });

  it.each(withLimits)(
    'gives $path the limits that a change is held to',
    ({ path, between }) => {
      const [section, key] = path.split('.');
      const { given, from, to } = drawn[path];
      const at = (value: number) => specOf(section, { ...given, [key]: value });
      fc.assert(
        fc.property(
          fc.integer({ min: from, max: to }),
          fc.integer({ min: from, max: to }),
          fc.constantFrom('any', 'least', 'most', 'below', 'above', 'same'),
          (now, other, where) => {
            const { least, most } = between(now);
            const next = {
              any: other,
              least,
              most,
              below: least - 1,
              above: most + 1,
              same: now,
            }[where];
            fc.pre(next >= from && next <= to);
            const accepted = next === now || (next >= least && next <= most);
            expect({
              now,
              next,
              refused: checkChange(at(now), at(next)).map(each => each.path),
            }).toEqual({ now, next, refused: accepted ? [] : [path] });
          },
        ),
        { numRuns: 300, seed: 20_261_129 },
      );
    },
  );

  // Source: the examples of AWS's pages, not the table.
  it.each([
    ['database.storageGiB', 20, 21, false],
    ['database.storageGiB', 20, 22, true],
    ['database.storageGiB', 100, 110, true],
    ['database.storageGiB', 100, 99, false],
    ['stream.shards', 4, 8, true],
    ['stream.shards', 4, 9, false],
    ['stream.shards', 4, 2, true],
    ['stream.shards', 10, 4, false],
  ])('lets %s go from %d to %d: %s', (path, from, to, accepted) => {
    const [section, key] = path.split('.');
    const { given } = drawn[path];
    const at = (value: number) => specOf(section, { ...given, [key]: value });
    expect(checkChange(at(from), at(to)).length === 0).toBe(accepted);
  });
});
