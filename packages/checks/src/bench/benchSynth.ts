import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import { synthesize } from '@streamflix/backstage-plugin-streamflix-node';
import { median } from '../median';
import { benchSpec } from './benchSpec';
import type { Measurement } from './Measurement';
import { transpileCdkApp, withDirectory } from './transpile';

const run = promisify(execFile);
const { resolve } = createRequire(__filename);

const milliseconds = async (work: () => Promise<unknown>) => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/**
 * Compares our forked child with `cdk synth` on the same specification, alternating, so that other load on the machine affects
 * both.
 *
 * @param pairs - how often each runs
 */
export function benchSynth(pairs: number): Promise<Measurement[]> {
  return withDirectory(async directory => {
    const app = await transpileCdkApp(directory);
    const cli = resolve('aws-cdk/bin/cdk');
    const cdkSynth = (spec: EnvironmentSpec, validation: boolean) =>
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
            // The CLI would look up its identity in AWS, which must not happen here.
            AWS_EC2_METADATA_DISABLED: 'true',
          },
        },
      );

    const first = benchSpec('bench');
    await synthesize(first);
    await cdkSynth(first, false);
    let worstDelay = 0;
    const times = {
      ours: [] as number[],
      off: [] as number[],
      on: [] as number[],
    };
    const before = process.memoryUsage().rss;
    for (let pair = 0; pair < pairs; pair++) {
      // The templates of recent specifications are cached.
      const spec = benchSpec(`bench-${pair}`);
      // One per run: a paused monitor counts the pause as delay.
      const loop = monitorEventLoopDelay({ resolution: 1 });
      loop.enable();
      times.ours.push(await milliseconds(() => synthesize(spec)));
      loop.disable();
      worstDelay = Math.max(worstDelay, loop.max / 1e6);
      times.off.push(await milliseconds(() => cdkSynth(spec, false)));
      times.on.push(await milliseconds(() => cdkSynth(spec, true)));
    }
    const after = process.memoryUsage().rss;
    const ratio = (peer: number[]) => {
      const value = median(times.ours.map((ours, pair) => ours / peer[pair]));
      return { value: value.toFixed(2), missed: value >= 1 };
    };
    const ms = (values: number[]) => `${Math.round(median(values))} ms`;
    return [
      { name: 'forked child, median', value: ms(times.ours) },
      { name: 'cdk synth, validation off, median', value: ms(times.off) },
      { name: 'cdk synth, validation on, median', value: ms(times.on) },
      { name: 'ratio to validation off', ...ratio(times.off) },
      { name: 'ratio to validation on', ...ratio(times.on) },
      {
        name: 'worst event-loop delay of the parent',
        value: `${worstDelay.toFixed(1)} ms`,
      },
      {
        name: 'memory of the parent afterwards',
        value: `${((after - before) / 2 ** 20).toFixed(1)} MB more than before`,
      },
    ];
  });
}
