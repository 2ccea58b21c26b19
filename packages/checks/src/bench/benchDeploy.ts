import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  findEnvironment,
  listEvents,
  resolveTarget,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { compareRuns, type DeployRun } from './compareRuns';
import { CountingProxy } from './CountingProxy';
import { benchInput, benchSpec } from './benchSpec';
import { localAccess, localCredentials } from './localAccess';
import { LocalAwsProcess } from './LocalAwsProcess';
import type { Measurement } from './Measurement';
import { runMeasured } from './runMeasured';
import { transpileCdkApp, transpileCommand, withDirectory } from './transpile';

/** The blueprint takes 660 simulated seconds, which are 22 real ones, so that polling intervals affect the result. */
const speed = 30;

/** Node.js arguments and environment of one deployment. */
type Side = (suffix: string) => { args: string[]; env: NodeJS.ProcessEnv };

const environment = (home: string, endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: home,
  ...localCredentials,
  AWS_REGION: 'eu-west-2',
  AWS_ENDPOINT_URL: endpoint,
});

/**
 * Compares our command with `cdk deploy`, each as it is installed (transpiled, dependencies in node_modules), alternating,
 * against the same local AWS. Every deployment creates a new environment, which remains: each side meets as many.
 *
 * @param pairs - how often each runs
 */
export function benchDeploy(pairs: number): Promise<Measurement[]> {
  return withDirectory(async directory => {
    const command = await transpileCommand(directory);
    const app = await transpileCdkApp(directory);
    const cli = createRequire(__filename).resolve('aws-cdk/bin/cdk');
    const cdk =
      (validation: boolean): Side =>
      suffix => ({
        args: [
          ...[cli, 'deploy', '--app', `${process.execPath} ${app}`],
          ...['--require-approval', 'never'],
          ...['--output', join(directory, 'out')],
          ...['--no-notices', '--no-version-reporting'],
          // Our template has no path metadata; with it the YAML template is too large for a request and would be uploaded first.
          '--no-path-metadata',
        ],
        env: {
          SPEC: JSON.stringify(benchSpec(suffix)),
          CDK_VALIDATION: String(validation),
        },
      });
    const sides: Record<keyof DeployRun, Side> = {
      ours: suffix => ({
        args: [
          command,
          'deploy',
          '--yes',
          ...Object.entries(benchInput(suffix)).flatMap(([name, value]) => [
            `--${name}`,
            value,
          ]),
        ],
        env: {},
      }),
      off: cdk(false),
      on: cdk(true),
    };
    const aws = await LocalAwsProcess.start(speed);
    try {
      const access = localAccess(aws.url);
      const deploy = (side: keyof DeployRun, suffix: string) =>
        measureDeployment({
          access,
          aws,
          directory,
          suffix,
          side: sides[side],
        });
      // A first run of each, so that compilation and caches favour neither.
      const names = Object.keys(sides) as (keyof DeployRun)[];
      for (const side of names) await deploy(side, `warm-${side}`);
      const runs: DeployRun[] = [];
      for (let pair = 0; pair < pairs; pair++) {
        const run: Partial<DeployRun> = {};
        for (let turn = 0; turn < names.length; turn++) {
          // The order changes with each pair.
          const side = names[(turn + pair) % names.length];
          run[side] = await deploy(side, `pair-${pair}-${side}`);
        }
        const { ours, off, on } = run;
        if (ours && off && on) runs.push({ ours, off, on });
      }
      return compareRuns(runs);
    } finally {
      await aws.stop();
    }
  });
}

async function measureDeployment(options: {
  access: AwsAccess;
  aws: LocalAwsProcess;
  directory: string;
  suffix: string;
  side: Side;
}) {
  const { access, aws, directory, suffix, side } = options;
  const proxy = await CountingProxy.start(aws.url);
  try {
    const { args, env } = side(suffix);
    const run = await runMeasured(args, {
      cwd: directory,
      env: { ...environment(directory, proxy.url), ...env },
    });
    const calls = new Map(proxy.calls);
    const ref = await resolveTarget(access, benchInput(suffix));
    const deployed = await findEnvironment(access, ref);
    const [last] = deployed ? (await listEvents(access, deployed)).items : [];
    if (last?.status !== 'CREATE_COMPLETE') {
      throw new Error(
        `${args.join(' ')} ended well, and the stack of ${suffix} is ${
          last?.status ?? 'not there'
        }.`,
      );
    }
    return {
      seconds: run.seconds,
      tail: (run.endedAt - Date.parse(last.at)) / 1000,
      peakMemory: run.peakMemory,
      calls,
    };
  } finally {
    await proxy.stop();
  }
}
