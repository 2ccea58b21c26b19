import { benchDeploy } from './bench/benchDeploy';
import { benchParallel } from './bench/benchParallel';
import { benchSynth } from './bench/benchSynth';

/*
 * `yarn bench synth|deploy [pairs]`: StreamFlix compared with the CDK CLI in the same run, as a ratio.
 * `yarn bench parallel [environments]`: many environments at the same time in one process.
 * Exit code 1 when a target is missed.
 */
const benches = {
  synth: { run: benchSynth, times: 11 },
  deploy: { run: benchDeploy, times: 7 },
  parallel: { run: benchParallel, times: 100 },
};

async function main([name, count]: string[]): Promise<number> {
  const bench = Object.entries(benches).find(([known]) => known === name)?.[1];
  const times = count === undefined ? bench?.times : Number(count);
  if (!bench || !times || !Number.isInteger(times) || times < 1) {
    console.error(
      `Say what to measure, and how often, or how many, if not as usual: yarn bench ${Object.keys(
        benches,
      ).join('|')} [pairs or environments]`,
    );
    return 1;
  }
  const measurements = await bench.run(times);
  for (const { name: what, value } of measurements) {
    console.log(`${what.padEnd(40)} ${value}`);
  }
  return measurements.some(({ missed }) => missed) ? 1 : 0;
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
