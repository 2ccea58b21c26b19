import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
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
import { readTemplate } from './__testUtils__/readTemplate';
import { setUpScaffolder } from './__testUtils__/setUpScaffolder';

jest.setTimeout(120_000);

const create = readTemplate('create-environment');

describe('the telemetry of an installation', () => {
  const spans = new InMemorySpanExporter();
  const measured = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const meters = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: measured })],
  });
  beforeAll(async () => {
    // As an installation does: before the backend is loaded.
    context.setGlobalContextManager(new AsyncLocalStorageContextManager());
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({
        spanProcessors: [new SimpleSpanProcessor(spans)],
      }),
    );
    metrics.setGlobalMeterProvider(meters);
  });
  const suite = setUpScaffolder({ entities: [create] });
  afterAll(async () => {
    await meters.shutdown();
    context.disable();
    trace.disable();
    metrics.disable();
  });

  it('has every operation under the scaffolder’s own name, with the parts of it', async () => {
    const { status } = await suite.scaffolder.run(create, {
      suffix: 'traced',
      region: 'eu-west-2',
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
    });
    expect(status).toBe('completed');

    const ours = spans
      .getFinishedSpans()
      .filter(({ name }) => name.startsWith('streamflix.'));
    const nameOf = (spanId: string | undefined) =>
      ours.find(span => span.spanContext().spanId === spanId)?.name;
    expect(
      ours.map(({ name, parentSpanContext, instrumentationScope }) => [
        instrumentationScope.name,
        nameOf(parentSpanContext?.spanId),
        name,
      ]),
    ).toEqual([
      [
        'backstage-plugin-scaffolder',
        'streamflix.plan',
        'streamflix.synthesis',
      ],
      [
        'backstage-plugin-scaffolder',
        'streamflix.plan',
        'streamflix.change_set',
      ],
      ['backstage-plugin-scaffolder', 'streamflix.execute', 'streamflix.plan'],
      [
        'backstage-plugin-scaffolder',
        'streamflix.deploy',
        'streamflix.execute',
      ],
      ['backstage-plugin-scaffolder', 'streamflix.deploy', 'streamflix.follow'],
      ['backstage-plugin-scaffolder', undefined, 'streamflix.deploy'],
    ]);

    await meters.forceFlush();
    const scope = measured
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.find(
        one => one.scope.name === 'backstage-plugin-scaffolder',
      );
    const names = scope?.metrics.map(({ descriptor }) => descriptor.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'streamflix.operation.active',
        'streamflix.operation.duration',
        'streamflix.operations',
      ]),
    );
    const labels = new Set(
      scope?.metrics
        .filter(({ descriptor }) => descriptor.name.startsWith('streamflix.'))
        .flatMap(({ dataPoints }) =>
          dataPoints.flatMap(point => Object.keys(point.attributes)),
        ),
    );
    // No label for environment, account or user: each value would create a series.
    expect([...labels].sort()).toEqual([
      'cloud.region',
      'streamflix.blueprint',
      'streamflix.operation',
      'streamflix.outcome',
    ]);
  });
});
