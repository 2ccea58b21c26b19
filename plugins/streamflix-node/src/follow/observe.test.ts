import { context, metrics, SpanStatusCode, trace } from '@opentelemetry/api';
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
import {
  destroy,
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import { inputOf, startAccess } from '../__testUtils__/startAccess';

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
    context.setGlobalContextManager(new AsyncLocalStorageContextManager());
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({
        spanProcessors: [new SimpleSpanProcessor(spans)],
      }),
    );
    metrics.setGlobalMeterProvider(meters);
  });
  afterAll(async () => {
    await meters.shutdown();
    context.disable();
    trace.disable();
    metrics.disable();
  });

  beforeEach(() => {
    spans.reset();
    measured.reset();
  });

  /** All recorded values with their labels; for a histogram, the counts. */
  async function values(name: string): Promise<Record<string, unknown>[]> {
    await meters.forceFlush();
    const points = measured
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap(scope => scope.metrics)
      .find(({ descriptor }) => descriptor.name === name)?.dataPoints;
    return (points ?? []).map(({ attributes, value }) => ({
      ...attributes,
      value: typeof value === 'object' ? value.count : value,
    }));
  }

  /** Total seconds recorded for this outcome. */
  async function total(name: string, outcome: string): Promise<number> {
    await meters.forceFlush();
    const points = measured
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap(scope => scope.metrics)
      .find(({ descriptor }) => descriptor.name === name)?.dataPoints;
    const sums = (points ?? []).map(({ attributes, value }) =>
      typeof value === 'object' && attributes['streamflix.outcome'] === outcome
        ? value.sum ?? 0
        : 0,
    );
    return sums.reduce((sum, one) => sum + one, 0);
  }

  /** The recorded spans of operations, with their child spans in order. */
  function traced() {
    const all = spans.getFinishedSpans();
    return all
      .filter(({ parentSpanContext }) => !parentSpanContext)
      .map(operation => ({
        name: operation.name,
        status: operation.status,
        recorded: operation.attributes,
        parts: all
          .filter(
            ({ parentSpanContext }) =>
              parentSpanContext?.spanId === operation.spanContext().spanId,
          )
          .map(({ name }) => name),
      }));
  }

  it('are traced with their parts, and counted by outcome, region and blueprint, each once', async () => {
    const { aws, access } = await startAccess();
    const token = 'once';
    const plan = await planReview(access, { input: inputOf('abc'), token });
    await execute(access, { plan, token });
    await destroy(access, { ref: plan.ref, token });
    const refused = inputOf('abc', {
      secrets: { apiKeys: ['streamflix/none'] },
    });
    await planReview(access, { input: refused, token: 'no' }).catch(() => {});
    await aws.stop();

    const labels = (operation: string) => ({
      'streamflix.operation': operation,
      'cloud.region': 'eu-central-1',
      ...(operation === 'destroy'
        ? {}
        : { 'streamflix.blueprint': 'video-pipeline' }),
    });
    const recorded = (operation: string, outcome: string) => ({
      ...labels(operation),
      'streamflix.outcome': outcome,
    });
    expect(traced()).toEqual([
      {
        name: 'streamflix.plan',
        status: { code: SpanStatusCode.UNSET },
        recorded: { ...recorded('plan', 'create'), 'streamflix.suffix': 'abc' },
        parts: ['streamflix.synthesis', 'streamflix.change_set'],
      },
      {
        name: 'streamflix.deploy',
        status: { code: SpanStatusCode.UNSET },
        recorded: {
          ...recorded('deploy', 'created'),
          'streamflix.suffix': 'abc',
        },
        parts: ['streamflix.execute', 'streamflix.follow'],
      },
      {
        name: 'streamflix.destroy',
        status: { code: SpanStatusCode.UNSET },
        recorded: {
          ...recorded('destroy', 'destroyed'),
          'streamflix.suffix': 'abc',
        },
        parts: ['streamflix.execute', 'streamflix.follow'],
      },
      {
        name: 'streamflix.plan',
        status: {
          code: SpanStatusCode.ERROR,
          message: expect.stringContaining('API key secret 1'),
        },
        recorded: {
          ...recorded('plan', 'refused'),
          'streamflix.suffix': 'abc',
          'error.type': expect.any(String),
        },
        parts: ['streamflix.synthesis'],
      },
    ]);

    const once = [
      ['plan', 'create'],
      ['deploy', 'created'],
      ['destroy', 'destroyed'],
      ['plan', 'refused'],
    ].map(([operation, outcome]) => ({
      ...recorded(operation, outcome),
      value: 1,
    }));
    expect(await values('streamflix.operations')).toEqual(once);
    expect(await values('streamflix.operation.duration')).toEqual(once);
    expect(await values('streamflix.operation.active')).toEqual(
      ['plan', 'deploy', 'destroy'].map(operation => ({
        ...labels(operation),
        value: 0,
      })),
    );
  });

  it('are counted while they are under way', async () => {
    const { aws, access } = await startAccess({ speed: 600 });
    const active = async () =>
      (await values('streamflix.operation.active')).find(
        point => point['streamflix.operation'] === 'deploy',
      )?.value;
    let seen: Promise<unknown> | undefined;
    await planAndDeploy(access, inputOf('abc'), {
      onProgress: () => {
        seen ??= active();
      },
    });
    await aws.stop();
    expect(await seen).toBe(1);
    expect(await active()).toBe(0);
  });

  it('are measured from their beginning, also by a process that took them up late', async () => {
    const { aws, access } = await startAccess({ speed: 200 });
    const { outcome } = await planAndDeploy(access, inputOf('abc'), {
      token: 'once',
    });
    const sum = () => total('streamflix.operation.duration', 'created');
    const first = await sum();
    // The same token finds the finished operation, and nothing is followed.
    await planAndDeploy(access, inputOf('abc'), { token: 'once' });
    await aws.stop();
    // Sums of decimals differ in the last digit.
    expect((await sum()) - first).toBeGreaterThan(outcome.seconds - 0.001);
  });

  it('report the cause of a failure, by its id', async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          kind: 'fail-resource',
          operation: 'create',
          type: 'AWS::Kinesis::Stream',
          reason: 'Explicit deny in a service control policy',
        },
      ],
    });
    const { outcome } = await planAndDeploy(access, inputOf('abc'));
    await aws.stop();
    expect(outcome.outcome).toBe('rolled-back');
    expect(traced().at(-1)).toMatchObject({
      name: 'streamflix.deploy',
      status: { code: SpanStatusCode.ERROR, message: 'scp-deny' },
      recorded: {
        'streamflix.outcome': 'rolled-back',
        'error.type': 'scp-deny',
      },
    });
    expect(await values('streamflix.operations')).toContainEqual(
      expect.objectContaining({
        'streamflix.operation': 'deploy',
        'streamflix.outcome': 'rolled-back',
        'error.type': 'scp-deny',
        value: 1,
      }),
    );
  });
});
