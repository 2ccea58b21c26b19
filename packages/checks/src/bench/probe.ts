import { Socket } from 'node:net';
import {
  constants,
  monitorEventLoopDelay,
  PerformanceObserver,
} from 'node:perf_hooks';
import { createInterface } from 'node:readline';

/*
 * Loaded into the measured process before anything else. The parent sends `begin`, `end` and `cpu` through file descriptor 3, one
 * per line. Each response is one line of JSON: of `end` a `ProbeReport` of the time since `begin`, of `cpu` the seconds of CPU time
 * since the start of the process.
 */

/** Memory in bytes, time in milliseconds. */
export interface ProbeReport {
  delay: { p99: number; max: number };
  /** Seconds of CPU time that this process used, and elapsed seconds. */
  cpu: { used: number; passed: number };
  /** At the start and at the end, after a garbage collection. */
  before: NodeJS.MemoryUsage;
  after: NodeJS.MemoryUsage;
  /** `live`: of the heap, after a collection of all garbage. V8 leaves garbage as long as there is memory for it. */
  peak: { rss: number; live: number };
}

/** Milliseconds between samples of the event loop, and of the memory. */
const resolution = { delay: 10, memory: 250 };

const afterGarbage = (): NodeJS.MemoryUsage => {
  if (!global.gc) throw new Error('Run it with --expose-gc.');
  global.gc();
  global.gc();
  return process.memoryUsage();
};

function begin(): () => ProbeReport {
  const before = afterGarbage();
  const peak = { rss: before.rss, live: before.heapUsed };
  const looks = setInterval(() => {
    peak.rss = Math.max(peak.rss, process.memoryUsage.rss());
  }, resolution.memory);
  const collections = new PerformanceObserver(list => {
    // Node's types leave the detail of a collection out.
    const isMajor = (entry: object) =>
      Object(Reflect.get(entry, 'detail')).kind ===
      constants.NODE_PERFORMANCE_GC_MAJOR;
    if (list.getEntries().some(isMajor)) {
      peak.live = Math.max(peak.live, process.memoryUsage().heapUsed);
    }
  });
  collections.observe({ entryTypes: ['gc'] });
  const loop = monitorEventLoopDelay({ resolution: resolution.delay });
  loop.enable();
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const milliseconds = (nanoseconds: number) =>
    // The monitor measures the time between two samples.
    Math.max(0, nanoseconds / 1e6 - resolution.delay);
  return () => {
    loop.disable();
    collections.disconnect();
    clearInterval(looks);
    const { user, system } = process.cpuUsage(cpu);
    return {
      delay: {
        p99: milliseconds(loop.percentile(99)),
        max: milliseconds(loop.max),
      },
      cpu: {
        used: (user + system) / 1e6,
        passed: (performance.now() - startedAt) / 1000,
      },
      before,
      after: afterGarbage(),
      peak,
    };
  };
}

const pipe = new Socket({ fd: 3 });
let end: (() => ProbeReport) | undefined;
createInterface(pipe).on('line', line => {
  if (line === 'begin') {
    end = begin();
    pipe.write('{}\n');
  } else if (line === 'cpu') {
    const { user, system } = process.cpuUsage();
    pipe.write(`${(user + system) / 1e6}\n`);
  } else {
    pipe.write(`${JSON.stringify(end?.())}\n`);
  }
});
