import type {
  MetricsService,
  TracingServiceAttributes,
  TracingServiceSpan,
} from '@backstage/backend-plugin-api/alpha';
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';

/** Where figures and traces go; Backstage's metrics and tracing services are one. */
export interface Telemetry {
  readonly metrics: Pick<
    MetricsService,
    'createCounter' | 'createHistogram' | 'createUpDownCounter'
  >;
  readonly tracing: {
    /** Runs within a span, which ends with it; what is thrown is told by the span, and thrown. */
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

/** Where there is no Backstage, as in the terminal: OpenTelemetry itself, as far as the process was given an export. */
export const globalTelemetry: Telemetry = {
  // Asked for each time: what is asked for before the export is set up never reaches it.
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
