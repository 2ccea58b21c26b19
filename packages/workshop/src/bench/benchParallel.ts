import { fork } from 'node:child_process';
import { once } from 'node:events';
import { listEnvironments } from '@streamflix/backstage-plugin-streamflix-node';
import { CountingProxy } from './CountingProxy';
import { startIdleProcess } from './startIdleProcess';
import { localAccess, localCredentials } from './localAccess';
import { LocalAwsProcess } from './LocalAwsProcess';
import type { Measurement } from './Measurement';
import type { ParallelReport } from './parallelBackend';
import { tellParallel } from './tellParallel';
import { transpileParallelBackend, withDirectory } from './transpile';

/**
 * A stack takes 132 real seconds: long enough that all of them are under way together, though one template is made after the
 * other.
 */
const speed = 5;

/**
 * Many environments at once from one process, each in its own stack of the same account and region.
 *
 * @param environments - how many
 * @throws Error when one of them does not end well
 */
export function benchParallel(environments: number): Promise<Measurement[]> {
  return withDirectory(async directory => {
    const program = await transpileParallelBackend(directory);
    const aws = await LocalAwsProcess.start(speed);
    const proxy = await CountingProxy.start(aws.url);
    try {
      const suffixes = Array.from(
        { length: environments },
        (_, i) => `bench-${i}`,
      );
      const startedAt = Date.now();
      const idle = startIdleProcess();
      const report = await runBackend(program, {
        endpoint: proxy.url,
        suffixes,
      });
      const seconds = (Date.now() - startedAt) / 1000;
      const idleDelay = await idle();
      // Nobody is asked but AWS itself, and past the proxy.
      const { items, failures } = await listEnvironments(localAccess(aws.url));
      const complete = items.filter(
        ({ stack }) => stack.status === 'CREATE_COMPLETE',
      ).length;
      const bad = report.outcomes.filter(outcome => outcome !== 'created');
      if (failures.length + bad.length > 0 || complete !== suffixes.length) {
        throw new Error(
          `${complete} of ${suffixes.length} stacks are complete. ${[
            ...bad,
            ...failures.map(({ reason }) => reason),
          ].join('\n')}`,
        );
      }
      return tellParallel({
        environments,
        seconds,
        report,
        idleDelay,
        calls: proxy.calls,
        busiest: proxy.busiest,
      });
    } finally {
      await proxy.stop();
      await aws.stop();
    }
  });
}

async function runBackend(
  program: string,
  order: { endpoint: string; suffixes: string[] },
): Promise<ParallelReport> {
  const child = fork(program, [], {
    execArgv: ['--expose-gc'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...localCredentials,
    },
  });
  let report: ParallelReport | undefined;
  child.on('message', message => {
    report = message as ParallelReport;
  });
  child.send(order);
  const [code] = await once(child, 'exit');
  if (!report) throw new Error(`The backend ended with ${code}.`);
  return report;
}
