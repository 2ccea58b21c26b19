import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import {
  resolveSpec,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { synthesize } from '@streamflix/backstage-plugin-streamflix-node';
import { build } from 'esbuild';
import { median } from './median';

const run = promisify(execFile);
const resolve = createRequire(__filename).resolve;
const appRequire = createRequire(resolve('@streamflix/cdk-app/package.json'));

/** One measurement, in the unit it says. */
export interface Measurement {
  name: string;
  value: string;
}

function completeSpec(): EnvironmentSpec {
  const resolution = resolveSpec({
    suffix: 'bench',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/bench',
  });
  if (!resolution.ok) {
    throw new Error(resolution.problems.map(p => p.message).join(' '));
  }
  return resolution.spec;
}

const milliseconds = async (work: () => Promise<unknown>) => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** The app as a CDK CLI runs it: transpiled, with the CDK itself from node_modules, as in every CDK project. */
async function bundleForCli(directory: string): Promise<string> {
  const outfile = join(directory, 'app.cjs');
  await build({
    entryPoints: [
      join(dirname(resolve('@streamflix/cdk-app/package.json')), 'lib/app.ts'),
    ],
    outfile,
    bundle: true,
    external: ['aws-cdk-lib', 'constructs'],
    platform: 'node',
    logLevel: 'warning',
  });
  return outfile;
}

/**
 * Our forked child against `cdk synth` on the same specification, in turns, so that whatever else the machine does meets both.
 *
 * @param pairs - how often each runs
 */
export async function benchSynth(pairs: number): Promise<Measurement[]> {
  const directory = await mkdtemp(
    // Below node_modules, where the transpiled app finds the CDK.
    join(
      dirname(appRequire.resolve('aws-cdk-lib/package.json')),
      '../.streamflix-bench-',
    ),
  );
  try {
    const spec = completeSpec();
    const app = await bundleForCli(directory);
    const cli = resolve('aws-cdk/bin/cdk');
    const cdkSynth = (validation: boolean) =>
      run(
        process.execPath,
        [
          cli,
          'synth',
          '--quiet',
          '--app',
          `${process.execPath} ${app}`,
          '--output',
          join(directory, 'out'),
          '--no-notices',
          '--no-version-reporting',
        ],
        {
          cwd: directory,
          env: {
            PATH: process.env.PATH,
            HOME: directory,
            SPEC: JSON.stringify(spec),
            CDK_VALIDATION: String(validation),
            // The CLI would ask AWS who it is; nothing here may.
            AWS_EC2_METADATA_DISABLED: 'true',
          },
        },
      );

    await synthesize(spec);
    await cdkSynth(false);
    let worstDelay = 0;
    const times = {
      ours: [] as number[],
      off: [] as number[],
      on: [] as number[],
    };
    const before = process.memoryUsage().rss;
    for (let pair = 0; pair < pairs; pair++) {
      // One for each turn: a monitor that was paused counts the pause.
      const loop = monitorEventLoopDelay({ resolution: 1 });
      loop.enable();
      times.ours.push(await milliseconds(() => synthesize(spec)));
      loop.disable();
      worstDelay = Math.max(worstDelay, loop.max / 1e6);
      times.off.push(await milliseconds(() => cdkSynth(false)));
      times.on.push(await milliseconds(() => cdkSynth(true)));
    }
    const after = process.memoryUsage().rss;
    const ratio = (peer: number[]) =>
      median(times.ours.map((ours, pair) => ours / peer[pair])).toFixed(2);
    const ms = (values: number[]) => `${Math.round(median(values))} ms`;
    return [
      { name: 'forked child, median', value: ms(times.ours) },
      { name: 'cdk synth, validation off, median', value: ms(times.off) },
      { name: 'cdk synth, validation on, median', value: ms(times.on) },
      { name: 'ratio to validation off', value: ratio(times.off) },
      { name: 'ratio to validation on', value: ratio(times.on) },
      {
        name: 'worst event-loop delay of the parent',
        value: `${worstDelay.toFixed(1)} ms`,
      },
      {
        name: 'memory of the parent afterwards',
        value: `${((after - before) / 2 ** 20).toFixed(1)} MB more than before`,
      },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
