import { metrics, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import {
  inputOf,
  planAndDeploy,
  startAccess,
} from '../__testUtils__/startAccess';
import { destroyEnvironment } from './destroyEnvironment';
import { planEnvironment } from './planEnvironment';

jest.setTimeout(60_000);

describe('operations on environments', () => {
  const spans = new InMemorySpanExporter();
  const measured = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const meters = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: measured })],
  });
  beforeAll(() => {
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({
        spanProcessors: [new SimpleSpanProcessor(spans)],
      }),
    );
    metrics.setGlobalMeterProvider(meters);
  });
  afterAll(async () => {
    await meters.shutdown();
    trace.disable();
    metrics.disable();
  });

  it('are traced and counted by outcome, region and blueprint, each once', async () => {
    const { aws, access } = await startAccess();
    const { plan } = await planAndDeploy(access, inputOf('abc'));
    await destroyEnvironment(access, { ref: plan.ref, token: 'gone' });
    const refused = inputOf('abc', { secrets: { apiKeys: ['no/keys'] } });
    await planEnvironment(access, { input: refused, token: 'no' }).catch(
      () => {},
    );
    await aws.stop();

    expect(
      spans.getFinishedSpans().map(({ name, attributes }) => ({
        name,
        ...attributes,
      })),
    ).toEqual(
      [
        ['plan', 'create'],
        ['deploy', 'created'],
        ['destroy', 'destroyed'],
        ['plan', 'refused'],
      ].map(([operation, outcome]) => ({
        name: `streamflix.${operation}`,
        'streamflix.operation': operation,
        'streamflix.outcome': outcome,
        'streamflix.suffix': 'abc',
        'cloud.region': 'eu-central-1',
        ...(operation === 'destroy'
          ? {}
          : { 'streamflix.blueprint': 'video-pipeline' }),
      })),
    );

    await meters.forceFlush();
    const [metric] = measured
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(scope => scope.metrics);
    expect(metric.descriptor).toMatchObject({
      name: 'streamflix.operation.duration',
      unit: 's',
    });
    expect(
      metric.dataPoints.map(({ attributes, value }) => [
        attributes['streamflix.operation'],
        attributes['streamflix.outcome'],
        typeof value === 'object' && value.count,
      ]),
    ).toEqual([
      ['plan', 'create', 1],
      ['deploy', 'created', 1],
      ['destroy', 'destroyed', 1],
      ['plan', 'refused', 1],
    ]);
  });
});
