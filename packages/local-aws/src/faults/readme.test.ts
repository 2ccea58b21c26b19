import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { checkFaults } from './checkFaults';
import { faultKinds } from './faultKinds';
import { callLimits, limits, resourceLimits } from './limits';

const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');

/** Lines between a heading and the next one of the same or a higher level. */
function section(heading: string): string {
  const rank = heading.indexOf(' ');
  const [, after = ''] = readme.split(`\n${heading}\n`);
  return after.split(new RegExp(`\n#{1,${rank}} `))[0];
}

/** Cells of the rows of a section's table, without the header. */
const rows = (heading: string): string[][] =>
  section(heading)
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );

const names = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

const { type: _type, ...serviceLimits } = resourceLimits;
const { id, region, times, from, until } = limits;

/** The limits, by the README's name of what the fault applies to. */
const limitsOf: Readonly<Record<string, object>> = {
  calls: callLimits,
  resources: resourceLimits,
  services: serviceLimits,
  versions: { id, region, times, from, until },
  links: { id, region, times, from, until },
};

describe('the README section about faults', () => {
  const kinds = rows('### Kinds of faults');

  it('has a row for each kind of fault', () => {
    expect(kinds.flatMap(([kind]) => names(kind))).toEqual(
      faultKinds.map(({ name }) => name),
    );
  });

  it.each(faultKinds.map(kind => [kind.name, kind] as const))(
    'documents the fields of %s, which of them are required, and their limits',
    (name, { schema }) => {
      const [, strikes, fields] =
        kinds.find(([kind]) => kind === `\`${name}\``) ?? [];
      const limited = Object.keys(limitsOf[strikes]);
      const { kind: _kind, ...shape } = schema.shape;
      const own = Object.entries(shape).filter(
        // `operation` is a limit for calls, but a field of resource faults.
        ([field]) => !limited.includes(field),
      );
      expect(names(fields).sort()).toEqual(own.map(([field]) => field).sort());
      expect(Object.keys(shape)).toEqual(expect.arrayContaining(limited));
      const required = own.flatMap(([field, type]) =>
        type.safeParse(undefined).success ? [] : [field],
      );
      const bold = [...fields.matchAll(/\*\*`([^`]+)`\*\*/g)].map(
        ([, field]) => field,
      );
      expect(bold.sort()).toEqual(required.sort());
    },
  );

  it('cites the AWS documentation for each kind', () => {
    for (const [kind, , , , source] of kinds) {
      expect([kind, source]).toEqual([
        kind,
        expect.stringMatching(
          /\[[^\]]+\]\(https:\/\/docs\.aws\.amazon\.com\/\S+\)/,
        ),
      ]);
    }
  });

  it('has a row for each limit', () => {
    const documented = rows('### Limits of faults').flatMap(([limit]) =>
      names(limit),
    );
    expect(documented.sort()).toEqual(
      Object.keys({ ...callLimits, ...resourceLimits }).sort(),
    );
  });

  it('contains examples that are valid', () => {
    const page = section('## Faults');
    const [, file = ''] = page.split('```yaml\n');
    expect(checkFaults(parse(file.split('```')[0]))).toHaveLength(4);
    const bodies = [...page.matchAll(/-d '([^']+)'/g)];
    expect(bodies).toHaveLength(1);
    for (const [, body] of bodies) checkFaults(JSON.parse(body));
  });
});
