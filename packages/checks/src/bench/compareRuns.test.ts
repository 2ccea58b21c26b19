import { compareRuns, type Deployment, type DeployRun } from './compareRuns';

const deployment = (
  seconds: number,
  tail: number,
  calls: number,
  megabytes?: number,
): Deployment => ({
  seconds,
  tail,
  calls: new Map([
    ['cloudformation:DescribeStackEvents', calls - 1],
    ['sts:GetCallerIdentity', 1],
  ]),
  peakMemory: megabytes === undefined ? undefined : megabytes * 2 ** 20,
});

const runOf = (ours: Deployment, peer: Deployment): DeployRun => ({
  ours,
  off: peer,
  on: peer,
});

const metricsOf = (runs: DeployRun[]) =>
  Object.fromEntries(compareRuns(runs).map(({ name, value }) => [name, value]));

describe('the comparison of two tools', () => {
  it('is the median of the ratios of each pair, not the ratio of the medians', () => {
    const metrics = metricsOf([
      runOf(deployment(10, 1, 20), deployment(20, 4, 20)),
      runOf(deployment(30, 1, 20), deployment(40, 4, 20)),
      runOf(deployment(40, 1, 20), deployment(200, 4, 20)),
    ]);
    expect(metrics['total, ours']).toBe('30.00 s');
    expect(metrics['total, cdk deploy as it comes']).toBe(
      '40.00 s; ratio 0.50, within 0.8',
    );
  });

  it('reports which target is missed', () => {
    const metrics = metricsOf([
      runOf(deployment(19, 1, 21), deployment(20, 4, 20)),
    ]);
    expect(metrics['total, cdk deploy, validation off']).toContain(
      'ratio 0.95, ABOVE 0.8',
    );
    expect(metrics['tail, cdk deploy, validation off']).toContain(
      'ratio 0.25, within 0.5',
    );
    expect(metrics['API calls, cdk deploy, validation off']).toBe(
      '20; ratio 1.05, ABOVE 1',
    );
    const missed = (runs: DeployRun[]) =>
      compareRuns(runs).flatMap(({ name, missed: is }) => (is ? [name] : []));
    expect(
      missed([runOf(deployment(19, 1, 21), deployment(20, 4, 20))]),
    ).toEqual([
      'total, cdk deploy, validation off',
      'total, cdk deploy as it comes',
      'API calls, cdk deploy, validation off',
      'API calls, cdk deploy as it comes',
    ]);
    expect(
      missed([runOf(deployment(10, 1, 20), deployment(20, 4, 20))]),
    ).toEqual([]);
  });

  it('reports memory where it can be measured, and else why it cannot', () => {
    const known = metricsOf([
      runOf(deployment(1, 1, 2, 200), deployment(1, 1, 2, 400)),
    ]);
    expect(known['peak memory, cdk deploy as it comes']).toBe(
      '400 MB; ratio 0.50',
    );
    const unknown = metricsOf([
      runOf(deployment(1, 1, 2), deployment(1, 1, 2)),
    ]);
    expect(unknown['peak memory']).toMatch(/not known/);
  });

  it('names the calls of the last run, most first', () => {
    const metrics = metricsOf([
      runOf(deployment(1, 1, 8), deployment(1, 1, 9)),
    ]);
    expect(metrics['calls, ours, last run']).toBe(
      '7 cloudformation:DescribeStackEvents, 1 sts:GetCallerIdentity',
    );
  });
});
