import { reversed, runGraph } from './runGraph';

const graph = new Map([
  ['vpc', new Set<string>()],
  ['subnet', new Set(['vpc'])],
  ['topic', new Set<string>()],
  ['service', new Set(['subnet', 'topic'])],
]);

async function run(
  onFailure: 'stop' | 'skip-dependents' | 'continue',
  failing: string[] = [],
) {
  const started: string[] = [];
  const failures = await runGraph({
    graph,
    onFailure,
    work: async id => {
      started.push(id);
      await new Promise(resolve => setImmediate(resolve));
      return !failing.includes(id);
    },
  });
  return { started, failures };
}

describe('runGraph', () => {
  it('starts everything without dependencies at once, and the rest in order', async () => {
    expect(await run('stop')).toEqual({
      started: ['vpc', 'topic', 'subnet', 'service'],
      failures: [],
    });
  });

  it('starts nothing more after a failure in mode stop', async () => {
    expect(await run('stop', ['vpc'])).toEqual({
      started: ['vpc', 'topic'],
      failures: ['vpc'],
    });
  });

  it('skips only the dependents of a failure in mode skip', async () => {
    expect(await run('skip-dependents', ['topic'])).toEqual({
      started: ['vpc', 'topic', 'subnet'],
      failures: ['topic'],
    });
  });

  it('continues with everything after a failure in mode continue', async () => {
    expect(await run('continue', ['vpc', 'subnet'])).toEqual({
      started: ['vpc', 'topic', 'subnet', 'service'],
      failures: ['vpc', 'subnet'],
    });
  });

  it('reverses the order for deletions', () => {
    expect(reversed(graph).get('vpc')).toEqual(new Set(['subnet']));
    expect(reversed(graph).get('service')).toEqual(new Set());
  });
});
