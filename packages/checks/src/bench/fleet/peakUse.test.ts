import { peakUse } from './peakUse';

const describeStreams = (seconds: readonly number[], region = 'eu-west-2') =>
  seconds.map(second => ({
    at: second * 1000,
    service: 'kinesis',
    operation: 'DescribeStreamSummary',
    region,
    accountId: '000000000000',
  }));

const repeated = (second: number, calls: number) =>
  Array.from({ length: calls }, () => second);

describe('peakUse', () => {
  it('is the share of the bucket that calls at once need', () => {
    const calls = describeStreams(repeated(1, 10));
    expect(peakUse(calls)).toEqual(
      new Map([['kinesis.DescribeStreamSummary', 0.5]]),
    );
  });

  it('counts what is refilled between calls', () => {
    const calls = describeStreams([...repeated(0, 20), ...repeated(1, 20)]);
    expect(peakUse(calls).get('kinesis.DescribeStreamSummary')).toBe(1);
  });

  it('is above 1 when AWS would throttle', () => {
    const calls = describeStreams(repeated(0, 30));
    expect(peakUse(calls).get('kinesis.DescribeStreamSummary')).toBe(1.5);
  });

  it('takes the busiest region', () => {
    const calls = [
      ...describeStreams(repeated(0, 4)),
      ...describeStreams(repeated(0, 10), 'eu-west-1'),
    ];
    expect(peakUse(calls).get('kinesis.DescribeStreamSummary')).toBe(0.5);
  });
});
