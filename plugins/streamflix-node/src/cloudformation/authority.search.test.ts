import { loadCode } from './__testUtils__/search/loadCode';
import { removedChecks } from './__testUtils__/search/removedChecks';
import { searchAuthority } from './__testUtils__/search/searchAuthority';

/** `SEED`, `FIRST` and `SEQUENCES` select the sequences; a failure prints the values that reproduce it. */
const number = (name: string, otherwise: number) =>
  Number(process.env[name] ?? otherwise);
const seed = number('SEED', 1);
const sequences = number('SEQUENCES', 100);

jest.setTimeout(600_000);

const report = (line: string) => process.stdout.write(`${line}\n`);

it('refuses every change of a stack that the user neither owns nor may create', async () => {
  const started = performance.now();
  const { failure, counts } = await searchAuthority({
    code: loadCode(),
    seed,
    first: number('FIRST', 1),
    sequences,
  });
  const seconds = (performance.now() - started) / 1000;
  report(`Seed ${seed}, ${sequences} sequences, ${seconds.toFixed(1)} s`);
  for (const [kind, { granted, refused }] of counts) {
    report(`  ${kind}: ${granted} granted, ${refused} refused`);
  }
  expect(failure).toBeUndefined();
  // The rarest effect, continuing a failed rollback, is granted once in 300 sequences.
  if (sequences < 2_000) return;
  for (const [, count] of counts) {
    expect(count.granted).toBeGreaterThan(0);
    expect(count.refused).toBeGreaterThan(0);
  }
});

// Takes a minute; every test run includes only a short search.
(sequences < 500 ? describe.skip : describe)(
  'finds within 500 sequences that a check is missing',
  () => {
    it.each(removedChecks)('$check', async ({ check, removals }) => {
      const found = await searchAuthority({
        code: loadCode(removals),
        seed,
        sequences: 500,
      });
      report(
        `${check}: ${
          found.failure
            ? `${found.sequences} sequences, ${found.failure.split('\n')[0]}`
            : 'not found'
        }`,
      );
      expect(found.failure).toBeDefined();
    });
  },
);
