import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError } from '../AwsError';
import { RefusedError } from '../RefusedError';

/** An operation somebody asked for, as far as figures and traces tell of it. */
export interface Observed {
  operation: 'plan' | 'deploy' | 'cancel' | 'destroy';
  region: string;
  suffix: string;
  blueprint?: string;
}

const name = 'streamflix';

function endingOf(error: unknown): string {
  if (error instanceof RefusedError) return 'refused';
  if (error instanceof AwsError) return 'unavailable';
  return error instanceof Error && error.name === 'AbortError'
    ? 'cancelled'
    : 'error';
}

/** What a person typed may be anything, and every value of a label is a series of its own. */
const known = (blueprint: string | undefined) =>
  blueprintIds.find(id => id === blueprint) ?? 'unknown';

/**
 * Runs an operation with a span around it, and counts it with its duration by outcome, region and blueprint.
 *
 * Both go through OpenTelemetry's own interface, which Backstage's tracing and metrics services stand on: whatever an
 * installation exports those to, it exports these to.
 *
 * @param outcomeOf - one word for how it ended
 */
export async function observe<Result>(
  observed: Observed,
  outcomeOf: (result: Result) => string,
  run: () => Promise<Result>,
): Promise<Result> {
  const { operation, region, suffix, blueprint } = observed;
  const began = performance.now();
  const labels = {
    'streamflix.operation': operation,
    'cloud.region': region,
    ...(blueprint ? { 'streamflix.blueprint': known(blueprint) } : {}),
  };
  // Asked for each time: what is asked for before an installation has set up its export never reaches it.
  const tracer = trace.getTracer(name);
  const duration = metrics
    .getMeter(name)
    .createHistogram('streamflix.operation.duration', {
      unit: 's',
      description: 'Time an operation on an environment took, by its outcome.',
    });
  return tracer.startActiveSpan(
    `streamflix.${operation}`,
    { attributes: { ...labels, 'streamflix.suffix': suffix } },
    async span => {
      let outcome = 'error';
      try {
        const result = await run();
        outcome = outcomeOf(result);
        return result;
      } catch (error) {
        outcome = endingOf(error);
        span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
        throw error;
      } finally {
        const told = { 'streamflix.outcome': outcome };
        duration.record((performance.now() - began) / 1000, {
          ...labels,
          ...told,
        });
        span.setAttributes(told);
        span.end();
      }
    },
  );
}
