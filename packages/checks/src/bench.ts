import { benchCauses } from './bench/benchCauses';
import { benchDeploy } from './bench/benchDeploy';
import { benchFleet } from './bench/fleet/benchFleet';
import { benchPush } from './bench/fleet/benchPush';
import { benchParallel } from './bench/benchParallel';
import { benchPortal } from './bench/benchPortal';
import { benchPrediction } from './bench/benchPrediction';
import { benchRefusals } from './bench/benchRefusals';
import { benchSynth } from './bench/benchSynth';
import { benchMinimality } from './minimality/benchMinimality';
import type { Measurement } from './bench/Measurement';

/*
 * `yarn bench synth|deploy [pairs]`: StreamFlix compared with the CDK CLI in the same run, as a ratio.
 * `yarn bench parallel [environments]`: many environments at the same time in one process.
 * `yarn bench fleet [--environments N]`: many environments that already exist, within AWS's rates; 1,000 by default.
 * `yarn bench push [environments]`: the same with the events of AWS; 250 by default.
 * `yarn bench causes [corpus]`: AWS's messages whose cause is found; a JSON file takes the place of the repository's corpus.
 * `yarn bench refusals [templates]`: templates that AWS refuses and local AWS refuses too; a JSON file as above.
 * `yarn bench prediction [operations]`: the predicted end of random operations, compared with that of an oracle.
 * `yarn bench minimality [removals|all]`: whether the generated policies allow more than is needed; 20 statements are removed by default.
 * `yarn bench portal`: what the portal costs a browser, and how soon it shows what happens in AWS.
 * Exit code 1 when a target is missed.
 */
const benches = {
  synth: { run: benchSynth, times: 11 },
  deploy: { run: benchDeploy, times: 7 },
  parallel: { run: benchParallel, times: 100 },
  fleet: { run: benchFleet, times: 1000 },
  push: { run: benchPush, times: 250 },
};

const print = (measurements: readonly Measurement[]): number => {
  for (const { name: what, value } of measurements) {
    console.log(`${what.padEnd(40)} ${value}`);
  }
  return measurements.some(({ missed }) => missed) ? 1 : 0;
};

async function main([name, ...rest]: string[]): Promise<number> {
  const [count] = rest.filter(word => word !== '--environments');
  if (name === 'causes') return print(await benchCauses(count));
  if (name === 'portal') return print(await benchPortal());
  if (name === 'refusals') return print(await benchRefusals(count));
  if (name === 'minimality') {
    return print(
      await benchMinimality(count === 'all' ? Infinity : Number(count ?? 20)),
    );
  }
  if (name === 'prediction')
    return print(benchPrediction(Number(count ?? 100)));
  const bench = Object.entries(benches).find(([known]) => known === name)?.[1];
  const times = count === undefined ? bench?.times : Number(count);
  if (!bench || !times || !Number.isInteger(times) || times < 1) {
    console.error(
      `Usage: yarn bench ${Object.keys(benches).join(
        '|',
      )} [pairs or environments], yarn bench causes|refusals [file], yarn bench prediction [operations], yarn bench minimality [removals|all], or yarn bench portal`,
    );
    return 1;
  }
  return print(await bench.run(times));
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
