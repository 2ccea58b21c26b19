import { benchSynth } from './benchSynth';

/*
 * `yarn bench synth [pairs]`: ours against a peer, in the same run, as a ratio.
 */
const benches = { synth: { run: benchSynth, pairs: 11 } };

async function main([name, count]: string[]): Promise<number> {
  const bench = Object.entries(benches).find(([known]) => known === name)?.[1];
  const pairs = count === undefined ? bench?.pairs : Number(count);
  if (!bench || !pairs || !Number.isInteger(pairs) || pairs < 1) {
    console.error(
      `Say what to measure, and how often if not as usual: yarn bench ${Object.keys(
        benches,
      ).join('|')} [pairs]`,
    );
    return 1;
  }
  for (const { name: what, value } of await bench.run(pairs)) {
    console.log(`${what.padEnd(40)} ${value}`);
  }
  return 0;
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
