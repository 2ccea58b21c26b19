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
  it('begins everything at once that waits for nothing, and the rest as soon as it can', async () => {
    expect(await run('stop')).toEqual({
      started: ['vpc', 'topic', 'subnet', 'service'],
      failures: [],
    });
  });

  it('begins nothing new after a failure when told to stop', async () => {
    expect(await run('stop', ['vpc'])).toEqual({
      started: ['vpc', 'topic'],
      failures: ['vpc'],
    });
  });

  it('leaves out only what waits for the failure when told to skip that', async () => {
    expect(await run('skip-dependents', ['topic'])).toEqual({
      started: ['vpc', 'topic', 'subnet'],
      failures: ['topic'],
    });
  });

  it('goes on with everything when told to', async () => {
    expect(await run('continue', ['vpc', 'subnet'])).toEqual({
      started: ['vpc', 'topic', 'subnet', 'service'],
      failures: ['vpc', 'subnet'],
    });
  });

  it('turns around for taking down', () => {
    expect(reversed(graph).get('vpc')).toEqual(new Set(['subnet']));
    expect(reversed(graph).get('service')).toEqual(new Set());
  });
});
