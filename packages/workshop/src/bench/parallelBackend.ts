import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  deployEnvironment,
  discardPlan,
  planEnvironment,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { benchInput } from './benchSpec';
import { localAccess } from './localAccess';

/*
 * Program: deploys many environments at once, as a backend does that runs many tasks. Its parent says where AWS is and which
 * environments, and gets a `ParallelReport`.
 */

export interface ParallelOrder {
  endpoint: string;
  suffixes: string[];
}

/** What the process can say of itself; memory in bytes, time in milliseconds. */
export interface ParallelReport {
  /** How each ended, or why it could not begin. */
  outcomes: string[];
  lines: number;
  /** Most operations that were followed at the same moment. */
  atOnce: number;
  delay: { p99: number; max: number };
  /** Seconds of a core this process took meanwhile, and all that passed. */
  cpu: { used: number; passed: number };
  /** After a first plan, which loads all that is loaded once, and a garbage collection. */
  before: NodeJS.MemoryUsage;
  /** After all and a garbage collection. */
  after: NodeJS.MemoryUsage;
  peak: { rss: number; heapUsed: number };
}

const collectGarbage = (): NodeJS.MemoryUsage => {
  if (!global.gc) throw new Error('Run it with --expose-gc.');
  global.gc();
  global.gc();
  return process.memoryUsage();
};

/** Milliseconds between two looks at the event loop. */
const resolution = 10;

class Tasks {
  lines = 0;
  atOnce = 0;
  private following = 0;

  constructor(private readonly access: AwsAccess) {}

  /** One task of the scaffolder: plan, deploy, and every line on the way. */
  async run(suffix: string): Promise<string> {
    const token = randomUUID();
    try {
      const plan = await planEnvironment(this.access, {
        input: benchInput(suffix),
        token,
        onProgress: () => this.told(),
      });
      this.following += 1;
      this.atOnce = Math.max(this.atOnce, this.following);
      const { outcome, sentence } = await deployEnvironment(this.access, {
        plan,
        token,
        onProgress: () => this.told(),
        onNotice: () => this.told(),
      }).finally(() => {
        this.following -= 1;
      });
      return outcome === 'created' ? outcome : `${outcome}: ${sentence}`;
    } catch (error) {
      return `${suffix}: ${error}`;
    }
  }

  private told(): void {
    this.lines += 1;
  }
}

async function deployAll({
  endpoint,
  suffixes,
}: ParallelOrder): Promise<ParallelReport> {
  const access = localAccess(endpoint);
  const tasks = new Tasks(access);
  await discardPlan(
    access,
    await planEnvironment(access, {
      input: benchInput('warm-up'),
      token: randomUUID(),
    }),
  );
  const before = collectGarbage();
  const peak = { rss: before.rss, heapUsed: before.heapUsed };
  const looks = setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    peak.rss = Math.max(peak.rss, rss);
    peak.heapUsed = Math.max(peak.heapUsed, heapUsed);
  }, 250);
  const loop = monitorEventLoopDelay({ resolution });
  loop.enable();
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const outcomes = await Promise.all(suffixes.map(one => tasks.run(one)));
  loop.disable();
  const { user, system } = process.cpuUsage(cpuBefore);
  const passed = (performance.now() - startedAt) / 1000;
  clearInterval(looks);
  const milliseconds = (nanoseconds: number) =>
    // What it measures is the time between two looks.
    Math.max(0, nanoseconds / 1e6 - resolution);
  return {
    outcomes,
    lines: tasks.lines,
    atOnce: tasks.atOnce,
    delay: {
      p99: milliseconds(loop.percentile(99)),
      max: milliseconds(loop.max),
    },
    cpu: { used: (user + system) / 1e6, passed },
    before,
    after: collectGarbage(),
    peak,
  };
}

process.once('message', (order: ParallelOrder) => {
  deployAll(order).then(
    report => process.send?.(report, () => process.disconnect()),
    error => {
      process.stderr.write(`${error}\n`);
      process.exit(1);
    },
  );
});
