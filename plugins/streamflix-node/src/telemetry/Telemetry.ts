import type {
  MetricsService,
  TracingServiceAttributes,
  TracingServiceSpan,
} from '@backstage/backend-plugin-api/alpha';
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * Receives metrics and traces; Backstage's metrics and tracing services implement it.
 *
 * @public
 */
export interface Telemetry {
  readonly metrics: Pick<
    MetricsService,
    'createCounter' | 'createHistogram' | 'createUpDownCounter'
  >;
  readonly tracing: {
    /** Runs `run` in a span that ends with it; an error is recorded on the span and rethrown. */
    startActiveSpan<T>(
      name: string,
      options: { attributes?: TracingServiceAttributes },
      run: (span: TracingServiceSpan) => Promise<T>,
    ): Promise<T>;
  };
}

const scope = 'streamflix';

const codes = {
  unset: SpanStatusCode.UNSET,
  ok: SpanStatusCode.OK,
  error: SpanStatusCode.ERROR,
};

/** Without Backstage, as in the terminal: OpenTelemetry directly, if the process has an exporter. */
export const globalTelemetry: Telemetry = {
  // Read on each access: an instrument created before the exporter is set up never reaches it.
  get metrics() {
    return metrics.getMeter(scope);
  },
  tracing: {
    startActiveSpan: (name, { attributes }, run) =>
      trace
        .getTracer(scope)
        .startActiveSpan(name, { attributes }, async span => {
          try {
            return await run({
              setAttribute: (key, value) => void span.setAttribute(key, value),
              setStatus: ({ code, message }) =>
                void span.setStatus({ code: codes[code], message }),
            });
          } catch (thrown) {
            const error =
              thrown instanceof Error ? thrown : new Error(String(thrown));
            span.recordException(error);
            span.setAttribute('error.type', error.name);
            span.setStatus({
              code: SpanStatusCode.ERROR,
              message: error.message,
            });
            throw thrown;
          } finally {
            span.end();
          }
        }),
  },
};
