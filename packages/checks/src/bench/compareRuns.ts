import { median } from '../median';
import type { Measurement } from './Measurement';

/** One deployment, measured from outside. */
export interface Deployment {
  /** From start to exit of the command. */
  seconds: number;
  /** Seconds from the stack's last event to the command's exit. */
  tail: number;
  /** Bytes; undefined if they cannot be measured. */
  peakMemory?: number;
  /** Number of calls by operation. */
  calls: ReadonlyMap<string, number>;
}

/** Our deployment and those of the CDK CLI in one round: without its validation, and with its defaults. */
export interface DeployRun {
  ours: Deployment;
  off: Deployment;
  on: Deployment;
}

const sum = (calls: ReadonlyMap<string, number>) =>
  [...calls.values()].reduce((total, each) => total + each, 0);

const metrics: {
  name: string;
  of(deployment: Deployment): number | undefined;
  format(value: number): string;
  /** Maximum ratio of ours to the peer's. */
  atMost?: number;
  /** What the value does not show about AWS itself. */
  remark?: string;
}[] = [
  {
    name: 'total',
    of: ({ seconds }) => seconds,
    format: value => `${value.toFixed(2)} s`,
    atMost: 0.8,
    remark:
      'not measured: at AWS’s own speed most of either total is the stack’s own time, and the ratio tends to 1',
  },
  {
    name: 'tail',
    of: ({ tail }) => tail,
    format: value => `${value.toFixed(2)} s`,
    atMost: 0.5,
  },
  {
    name: 'API calls',
    of: ({ calls }) => sum(calls),
    format: value => String(value),
    atMost: 1,
  },
  {
    name: 'peak memory',
    of: ({ peakMemory }) => peakMemory,
    format: value => `${Math.round(value / 2 ** 20)} MB`,
  },
];

const peers = [
  ['off', 'cdk deploy, validation off'],
  ['on', 'cdk deploy as it comes'],
] as const;

/** Medians of each side, and the median of the pairs' ratios, with the target if there is one. */
export function compareRuns(runs: readonly DeployRun[]): Measurement[] {
  const lines = metrics.flatMap(({ name, of, format, atMost, remark }) => {
    const values = (side: keyof DeployRun) =>
      runs.map(run => of(run[side]) ?? NaN);
    if (values('ours').some(Number.isNaN)) {
      return [{ name, value: 'not known: this machine has no /proc' }];
    }
    const ours = values('ours');
    return [
      { name: `${name}, ours`, value: format(median(ours)) },
      ...peers.flatMap(([side, peer]) => {
        const theirs = values(side);
        const ratio = median(ours.map((value, i) => value / theirs[i]));
        const missed = atMost !== undefined && ratio > atMost;
        const target =
          atMost === undefined
            ? ''
            : `, ${missed ? 'ABOVE' : 'within'} ${atMost}`;
        return [
          {
            name: `${name}, ${peer}`,
            value: `${format(median(theirs))}; ratio ${ratio.toFixed(
              2,
            )}${target}`,
            missed,
          },
        ];
      }),
      ...(remark ? [{ name: `${name}, on AWS`, value: remark }] : []),
    ];
  });
  const last = runs.at(-1);
  return last
    ? [
        ...lines,
        {
          name: 'calls, ours, last run',
          value: describeCalls(last.ours.calls),
        },
        {
          name: 'calls, cdk deploy, last run',
          value: describeCalls(last.on.calls),
        },
      ]
    : lines;
}

/** Operations with their number of calls, highest first. */
export function describeCalls(calls: ReadonlyMap<string, number>): string {
  return [...calls]
    .sort(([, a], [, b]) => b - a)
    .map(([operation, count]) => `${count} ${operation}`)
    .join(', ');
}
