import {
  paginateGetMetricData,
  type CloudWatchClient,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type {
  MetricSeries,
  Metrics,
  Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../aws/AwsAccess';
import { recordFailedCall, type AwsCall } from '../aws/AwsError';
import { toAwsError } from '../aws/toAwsError';
import { known, unread } from './reading';

/** Source: CloudWatch API reference, `GetMetricData`. */
const queriesInCall = 500;
const periodSeconds = 300;
const hourMs = 60 * 60_000;

/** Metrics of one resource, with CloudWatch's names. */
export interface MetricRequest<Name extends string> {
  namespace: string;
  dimensions: Readonly<Record<string, string>>;
  /** `metric` is undefined if AWS has no such metric for this kind of resource. */
  metrics: Readonly<
    Record<
      Name,
      {
        metric?: string;
        stat?: 'Average' | 'Maximum' | 'Sum';
        unit: MetricSeries['unit'];
      }
    >
  >;
}

interface PendingMetrics {
  request: MetricRequest<string>;
  results: Map<string, MetricDataResult>;
  failure?: Reading<never> & { ok: false };
}

const pointsOf = ({
  Timestamps = [],
  Values = [],
}: MetricDataResult = {}): MetricSeries['points'] =>
  Timestamps.map((at, i) => ({ at: at.toISOString(), value: Values[i] })).sort(
    (a, b) => a.at.localeCompare(b.at),
  );

/**
 * Collects the metrics that readers need and reads them from CloudWatch together: one hour in periods of five minutes. The
 * results are available after `send`.
 */
export class MetricBatch {
  private readonly all: PendingMetrics[] = [];

  ask<Name extends string>(
    request: MetricRequest<Name>,
  ): () => Reading<Metrics<Name>> {
    const pending: PendingMetrics = { request, results: new Map() };
    this.all.push(pending);
    const names = Object.keys(request.metrics) as Name[];
    return () =>
      pending.failure ??
      known(
        Object.fromEntries(
          names.map(name => [
            name,
            {
              unit: request.metrics[name].unit,
              points: pointsOf(pending.results.get(name)),
            },
          ]),
        ) as Metrics<Name>,
      );
  }

  /** Never throws: a metric that could not be read has the reason in its reading. */
  async send(client: CloudWatchClient, target: AwsTarget): Promise<void> {
    const call = { action: 'cloudwatch:GetMetricData', ...target };
    // Whole periods, so that readings within one period return the same points.
    const end = Math.floor(Date.now() / 1000 / periodSeconds) * periodSeconds;
    const window = {
      StartTime: new Date(end * 1000 - hourMs),
      EndTime: new Date(end * 1000),
    };
    for (const group of this.groups()) {
      const owners = new Map<
        string,
        { pending: PendingMetrics; name: string }
      >();
      const queries = group.flatMap((pending, nth) =>
        queriesOf(pending.request, nth).map(({ query, name }) => {
          owners.set(query.Id ?? '', { pending, name });
          return query;
        }),
      );
      if (queries.length === 0) continue;
      try {
        const pages = paginateGetMetricData(
          { client },
          {
            ...window,
            MetricDataQueries: queries,
            ScanBy: 'TimestampAscending',
          },
        );
        for await (const { MetricDataResults = [] } of pages) {
          for (const result of MetricDataResults) {
            const owner = owners.get(result.Id ?? '');
            if (owner) storeResult(owner.pending, owner.name, result, call);
          }
        }
      } catch (error) {
        const failure = unread(error);
        for (const pending of group) pending.failure = failure;
      }
    }
  }

  /** Keeps the queries of one request in one call. */
  private groups(): PendingMetrics[][] {
    const groups: PendingMetrics[][] = [];
    let room = 0;
    for (const pending of this.all) {
      const size = queriesOf(pending.request, 0).length;
      if (size > room || groups.length === 0) {
        groups.push([]);
        room = queriesInCall;
      }
      groups[groups.length - 1].push(pending);
      room -= size;
    }
    return groups;
  }
}

function queriesOf(
  { namespace, dimensions, metrics }: MetricRequest<string>,
  nth: number,
): { name: string; query: MetricDataQuery }[] {
  return Object.entries(metrics).flatMap(([name, { metric, stat }], i) =>
    metric
      ? {
          name,
          query: {
            // Ids must start with a lower-case letter.
            Id: `m${nth}_${i}`,
            MetricStat: {
              Metric: {
                Namespace: namespace,
                MetricName: metric,
                Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
                  Name,
                  Value,
                })),
              },
              Period: periodSeconds,
              Stat: stat ?? 'Average',
            },
          },
        }
      : [],
  );
}

/** A metric may span several pages; its own failure is in its status and not an error of the call. */
function storeResult(
  pending: PendingMetrics,
  name: string,
  result: MetricDataResult,
  call: AwsCall,
) {
  const { StatusCode, Messages = [] } = result;
  if (StatusCode === 'Forbidden' || StatusCode === 'InternalError') {
    const reason = Messages.map(({ Value }) => Value).join(' ');
    const error = Object.assign(new Error(reason || StatusCode), {
      name: StatusCode === 'Forbidden' ? 'AccessDenied' : StatusCode,
    });
    pending.failure = unread(
      toAwsError(error, call) ?? recordFailedCall(error, call),
    );
    return;
  }
  const before = pending.results.get(name);
  pending.results.set(name, {
    Timestamps: [...(before?.Timestamps ?? []), ...(result.Timestamps ?? [])],
    Values: [...(before?.Values ?? []), ...(result.Values ?? [])],
  });
}
