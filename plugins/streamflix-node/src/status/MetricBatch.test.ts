import type { LocalAws } from '@streamflix/local-aws';
import { AwsError } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { deployed } from '../__testUtils__/deployed';
import { inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { MetricBatch } from './MetricBatch';

jest.setTimeout(60_000);

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;

const ofDatabase = (DBClusterIdentifier: string) => ({
  namespace: 'AWS/RDS',
  dimensions: { DBClusterIdentifier },
  metrics: {
    cpu: { metric: 'CPUUtilization', unit: 'percent' },
    connections: { metric: 'DatabaseConnections', unit: 'count' },
    none: { unit: 'count' },
  } as const,
});

async function send(batch: MetricBatch) {
  const target = { account: '000000000000', region: 'eu-central-1' };
  const { cloudWatch } = await access.clients(target);
  recorder.calls = [];
  await batch.send(cloudWatch, target);
}

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  await deployed(access, inputOf('abc'));
});
afterAll(() => aws.stop());
beforeEach(() => recorder.reset());

describe('a batch of metrics', () => {
  it('is one call for up to 500 metrics, and each gets its own', async () => {
    const batch = new MetricBatch();
    const readings = Array.from({ length: 250 }, (_, i) =>
      batch.ask(ofDatabase(i === 124 ? 'database-abc' : `no-${i}`)),
    );
    await send(batch);
    expect(recorder.counts()).toEqual({ 'monitoring:GetMetricData': 1 });
    const withData = readings.flatMap((reading, i) => {
      const metrics = reading();
      return metrics.ok && metrics.value.cpu.points.length > 0 ? i : [];
    });
    expect(withData).toEqual([124]);
    expect(readings[124]()).toMatchObject({
      ok: true,
      value: {
        cpu: { unit: 'percent' },
        connections: { unit: 'count' },
        none: { unit: 'count', points: [] },
      },
    });
  });

  it('is several calls for more, and one that fails leaves the others', async () => {
    const batch = new MetricBatch();
    const readings = Array.from({ length: 251 }, () =>
      batch.ask(ofDatabase('database-abc')),
    );
    let calls = 0;
    recorder.fault = () => {
      calls += 1;
      if (calls === 1) throw new AwsError('AccessDenied', 'Not yet.', 403);
    };
    await send(batch);
    expect(calls).toBe(2);
    expect(readings.slice(0, 250).some(reading => reading().ok)).toBe(false);
    expect(readings[250]()).toMatchObject({ ok: true });
  });

  it('asks nothing when there is nothing to ask', async () => {
    const batch = new MetricBatch();
    const reading = batch.ask({
      namespace: 'AWS/RDS',
      dimensions: {},
      metrics: { none: { unit: 'count' } },
    });
    await send(batch);
    expect(recorder.calls).toEqual([]);
    expect(reading()).toMatchObject({
      ok: true,
      value: { none: { points: [] } },
    });
  });
});
