import type { ProbeReport } from './probe';
import { describeParallel } from './describeParallel';

const megabyte = 2 ** 20;
const memory = (rss: number, heapUsed: number): NodeJS.MemoryUsage => ({
  rss: rss * megabyte,
  heapUsed: heapUsed * megabyte,
  heapTotal: 0,
  external: 0,
  arrayBuffers: 0,
});

const measure = (changes: Partial<ProbeReport> = {}) =>
  describeParallel({
    environments: 10,
    seconds: 60,
    atOnce: 9,
    report: {
      delay: { p99: 12, max: 80 },
      cpu: { used: 6, passed: 60 },
      before: memory(100, 40),
      after: memory(110, 45),
      peak: { rss: 125 * megabyte, live: 55 * megabyte },
      ...changes,
    },
    idleDelay: 3,
    calls: new Map([
      ['cloudformation:DescribeStackEvents', 200],
      ['cloudformation:DescribeStacks', 30],
    ]),
    busiest: new Map([['cloudformation:DescribeStackEvents', 4]]),
  });

const metricsOf = (changes?: Partial<ProbeReport>) =>
  Object.fromEntries(measure(changes).map(({ name, value }) => [name, value]));

describe('the metrics of many environments at once', () => {
  it('are for each environment', () => {
    const metrics = metricsOf();
    expect(metrics['API calls for each']).toBe('23.0');
    expect(metrics['memory for each, at most (heap after gc)']).toContain(
      '1.50 MB, within 2.00 MB',
    );
    expect(metrics['the same with garbage (RSS)']).toContain('2.50 MB');
    expect(metrics['memory for each, kept (heap after gc)']).toContain(
      '0.50 MB',
    );
    expect(metrics['event-loop delay, p99']).toContain('12.0 ms, within 50 ms');
  });

  it('report which target is missed', () => {
    const metrics = metricsOf({
      delay: { p99: 60, max: 90 },
      peak: { rss: 125 * megabyte, live: 80 * megabyte },
    });
    expect(
      measure({ delay: { p99: 60, max: 90 } }).filter(({ missed }) => missed),
    ).toMatchObject([{ name: 'event-loop delay, p99' }]);
    expect(measure().some(({ missed }) => missed)).toBe(false);
    expect(metrics['event-loop delay, p99']).toContain('ABOVE 50 ms');
    expect(metrics['memory for each, at most (heap after gc)']).toContain(
      'ABOVE 2.00 MB',
    );
  });
});
