import { BackgroundPace } from './BackgroundPace';

const target = { account: '123456789012', region: 'eu-west-2' };

/** Milliseconds that so many calls at once wait, rounded to whole ones. */
const delays = (
  pace: BackgroundPace,
  calls: number,
  [service, operation]: [service: string, operation: string],
  where = target,
) =>
  Array.from({ length: calls }, () =>
    Math.round(pace.delay(service, operation, where)),
  );

describe('the pace of readings in the background', () => {
  let now = 0;
  beforeEach(() =>
    jest.spyOn(performance, 'now').mockImplementation(() => now),
  );
  afterEach(() => jest.restoreAllMocks());

  const describeStacks: [string, string] = ['cloudformation', 'DescribeStacks'];

  it('is a fifth of what AWS accepts at once, then four tenths of what it accepts per second', () => {
    const pace = new BackgroundPace();
    expect(delays(pace, 7, describeStacks)).toEqual([
      0, 0, 500, 1000, 1500, 2000, 2500,
    ]);
    now += 10_000;
    expect(delays(pace, 6, describeStacks)).toEqual([
      0, 0, 500, 1000, 1500, 2000,
    ]);
  });

  it('holds for each operation, account and region', () => {
    const pace = new BackgroundPace();
    delays(pace, 50, describeStacks);
    const elsewhere = { ...target, region: 'eu-west-1' };
    expect(delays(pace, 1, describeStacks, elsewhere)).toEqual([0]);
    expect(delays(pace, 1, ['cloudformation', 'GetTemplate'])).toEqual([0]);
  });

  it('holds for all operations and regions of API Gateway together', () => {
    const pace = new BackgroundPace();
    delays(pace, 8, ['apigateway', 'GetStage']);
    const elsewhere = { ...target, region: 'eu-west-1' };
    expect(delays(pace, 1, ['apigateway', 'GetVpcLinks'], elsewhere)).toEqual([
      250,
    ]);
  });

  it('delays nothing where no rate is known', () => {
    const pace = new BackgroundPace();
    const all = delays(pace, 1_000, ['sts', 'GetCallerIdentity']);
    expect(Math.max(...all)).toBe(0);
  });
});
