import { setTimeout as sleep } from 'node:timers/promises';
import { listEnvironments } from '@streamflix/backstage-plugin-streamflix-node';
import type { RealBackend } from '../realBackend/RealBackend';
import { benchInput } from './benchSpec';
import { CountingProxy } from './CountingProxy';
import { localAccess } from './localAccess';
import { LocalAwsProcess } from './LocalAwsProcess';
import { MeasuredBackend } from './MeasuredBackend';
import type { Measurement } from './Measurement';
import { startIdleProcess } from './startIdleProcess';
import { describeParallel } from './describeParallel';

/**
 * A stack takes 132 real seconds: long enough that all of them are in progress at the same time, although their templates are
 * synthesized one after the other.
 */
const speed = 5;

/** `scaffolder.concurrentTasksLimit` of the example installation. */
const installed = 100;

/** Milliseconds between polls of the task states: long enough that polling does not load the backend. */
const pause = 2_000;

/** Polls of the task states that may fail. */
const maxFailedPolls = 5;

/** Seconds after which the run has failed. */
const timeout = 2_400;

/**
 * Many environments at the same time in one backend: the example backend unchanged, with a task and a stack per environment, in
 * one account and region.
 *
 * @param environments - how many
 * @throws Error when one of them does not succeed
 */
export async function benchParallel(
  environments: number,
): Promise<Measurement[]> {
  const aws = await LocalAwsProcess.start(speed);
  const proxy = await CountingProxy.start(aws.url);
  let measured: MeasuredBackend | undefined;
  try {
    measured = await MeasuredBackend.start({
      endpoint: proxy.url,
      // Backstage's default: nothing is killed here, and on a busy machine a heartbeat is late.
      staleSeconds: 30,
      config:
        environments > installed
          ? { scaffolder: { concurrentTasksLimit: environments } }
          : {},
    });
    await warmUp(measured.backend);
    return await measure(measured, environments, { aws, proxy });
  } finally {
    await measured?.backend.dispose();
    await proxy.stop();
    await aws.stop();
  }
}

const start = (backend: RealBackend, suffix: string) =>
  backend.createTask('create-streamflix-environment', benchInput(suffix));

/** Loads everything that is loaded only once. */
async function warmUp(backend: RealBackend): Promise<void> {
  const task = await start(backend, 'warm-up');
  await backend.waitForLine(task, / · CREATE_IN_PROGRESS/);
  await backend.cancelTask(task);
  await backend.waitForTask(task);
}

async function measure(
  measured: MeasuredBackend,
  environments: number,
  { aws, proxy }: { aws: LocalAwsProcess; proxy: CountingProxy },
): Promise<Measurement[]> {
  const { backend } = measured;
  proxy.calls.clear();
  proxy.busiest.clear();
  await measured.begin();
  const idle = startIdleProcess();
  const startedAt = Date.now();
  const elapsed = () => (Date.now() - startedAt) / 1000;
  try {
    const suffixes = Array.from(
      { length: environments },
      (_, i) => `bench-${i}`,
    );
    // One after the other: a busy backend would answer the last of a hundred requests too late.
    const ids: string[] = [];
    for (const suffix of suffixes) ids.push(await start(backend, suffix));
    // Not through the proxy: polling is not counted.
    const access = localAccess(aws.url);
    let atOnce = 0;
    const pollTasks = tolerant(() => backend.taskStatuses());
    for (;;) {
      await sleep(pause);
      const { items } = await listEnvironments(access);
      const stacks = items.map(({ stack }) => stack.status);
      const inProgress = stacks.filter(status => /_IN_PROGRESS$/.test(status));
      atOnce = Math.max(atOnce, inProgress.length);
      const all = await pollTasks();
      if (!all) continue;
      const tasks = ids.map(id => all.get(id) ?? 'unknown');
      if (tasks.every(status => !/^(open|processing)$/.test(status))) {
        const seconds = elapsed();
        const report = await measured.end();
        await requireAll(backend, ids, { tasks, stacks });
        return describeParallel({
          environments,
          seconds,
          atOnce,
          report,
          idleDelay: await idle.end(),
          calls: proxy.calls,
          busiest: proxy.busiest,
        });
      }
      if (elapsed() > timeout) {
        throw new Error(`They are not done: ${tasks.join(', ')}.`);
      }
    }
  } finally {
    idle.kill();
  }
}

/** @throws Error with the messages of the tasks that failed, most frequent first */
async function requireAll(
  backend: RealBackend,
  ids: readonly string[],
  { tasks, stacks }: { tasks: string[]; stacks: string[] },
): Promise<void> {
  const bad = ids.filter((_, nth) => tasks[nth] !== 'completed');
  const made = stacks.filter(status => status === 'CREATE_COMPLETE').length;
  if (bad.length === 0 && made === ids.length) return;
  const counts = new Map<string, number>();
  for (const id of bad) {
    const { status, error = 'no message', log } = await backend.task(id);
    // The suffix is what differs.
    const reason = `${status}: ${error}; ${log.slice(-2).join(' / ')}`.replace(
      /bench-\d+/g,
      'bench-N',
    );
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} × ${reason}`);
  throw new Error(
    [
      `Of ${ids.length} environments ${made} are complete, and ${
        ids.length - bad.length
      } of their tasks:`,
      ...reasons,
    ].join('\n'),
  );
}

/** The same, but undefined for the first failures: on a busy machine Backstage's requests to itself meet connections it has just closed. */
function tolerant<T>(poll: () => Promise<T>): () => Promise<T | undefined> {
  let failed = 0;
  return async () => {
    try {
      return await poll();
    } catch (error) {
      failed += 1;
      if (failed > maxFailedPolls) throw error;
      return undefined;
    }
  };
}
