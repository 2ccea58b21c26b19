import {
  blueprintIds,
  type Explanation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError } from '../aws/AwsError';
import { RefusedError } from '../aws/RefusedError';
import type { Telemetry } from '../telemetry/Telemetry';

/** A requested operation, as metrics and traces describe it. */
export interface Observed {
  operation: 'plan' | 'deploy' | 'cancel' | 'destroy';
  region: string;
  suffix: string;
  blueprint?: string;
}

/** The outcome, with the cause when it failed. */
export interface ObservedOutcome {
  outcome: string;
  explanation?: Explanation;
  /** Duration in AWS, where known. */
  seconds?: number;
}

/** Histogram boundaries in seconds for operations of minutes; OpenTelemetry's defaults are for requests of milliseconds. */
const boundaries = [
  1, 5, 10, 30, 60, 120, 300, 600, 900, 1200, 1800, 2700, 3600, 5400,
];

const failedOutcomes = ['rolled-back', 'failed', 'needs-attention'];

function thrownOutcome(error: unknown): ObservedOutcome {
  if (error instanceof RefusedError) return { outcome: 'refused' };
  if (error instanceof AwsError) return { outcome: 'unavailable' };
  return error instanceof Error && error.name === 'AbortError'
    ? { outcome: 'cancelled' }
    : { outcome: 'error' };
}

/** User input can be any text, and every label value creates a new time series. */
const blueprintLabel = (blueprint: string | undefined) =>
  blueprintIds.find(id => id === blueprint) ?? 'unknown';

/**
 * Runs an operation in a span, and records its count and duration by outcome, region and blueprint. A failure sets the span's
 * status to error, with the cause's id.
 *
 * @param outcomeOf - the outcome, when nothing was thrown
 */
export async function observe<Result>(
  { metrics, tracing }: Telemetry,
  observed: Observed,
  outcomeOf: (result: Result) => ObservedOutcome,
  run: () => Promise<Result>,
): Promise<Result> {
  const { operation, region, suffix, blueprint } = observed;
  const labels = {
    'streamflix.operation': operation,
    'cloud.region': region,
    ...(blueprint ? { 'streamflix.blueprint': blueprintLabel(blueprint) } : {}),
  };
  const active = metrics.createUpDownCounter('streamflix.operation.active', {
    unit: '{operation}',
    description: 'Operations on environments this process is following.',
  });
  const ended = metrics.createCounter('streamflix.operations', {
    unit: '{operation}',
    description: 'Operations on environments that have ended, by outcome.',
  });
  const duration = metrics.createHistogram('streamflix.operation.duration', {
    unit: 's',
    description: 'Time an operation on an environment took, by its outcome.',
    advice: { explicitBucketBoundaries: boundaries },
  });
  const startedAt = performance.now();
  const count = ({ outcome, explanation, seconds }: ObservedOutcome) => {
    const outcomeLabels = {
      'streamflix.outcome': outcome,
      ...(failedOutcomes.includes(outcome)
        ? { 'error.type': explanation?.id ?? 'unexplained' }
        : {}),
    };
    ended.add(1, { ...labels, ...outcomeLabels });
    // An operation that another process started has taken longer than this one has followed it.
    const followed = (performance.now() - startedAt) / 1000;
    duration.record(Math.max(followed, seconds ?? 0), {
      ...labels,
      ...outcomeLabels,
    });
    return outcomeLabels;
  };

  active.add(1, labels);
  try {
    return await tracing.startActiveSpan(
      `streamflix.${operation}`,
      { attributes: { ...labels, 'streamflix.suffix': suffix } },
      async span => {
        const setAttributes = (outcomeLabels: Record<string, string>) =>
          Object.entries(outcomeLabels).forEach(([key, value]) =>
            span.setAttribute(key, value),
          );
        try {
          const result = await run();
          const outcomeLabels = count(outcomeOf(result));
          setAttributes(outcomeLabels);
          const cause = outcomeLabels['error.type'];
          if (cause) span.setStatus({ code: 'error', message: cause });
          return result;
        } catch (error) {
          setAttributes(count(thrownOutcome(error)));
          throw error;
        }
      },
    );
  } finally {
    active.add(-1, labels);
  }
}

/** Runs one step of an operation in a child span. */
export const observeStep = <Result>(
  { tracing }: Telemetry,
  step: 'synthesis' | 'change_set' | 'execute' | 'follow',
  run: () => Promise<Result>,
): Promise<Result> =>
  tracing.startActiveSpan(`streamflix.${step}`, {}, () => run());
