import { BackgroundPace } from './BackgroundPace';

const target = { account: '123456789012', region: 'eu-west-2' };

describe('the pace of readings in the background', () => {
  let now = 0;
  /** Milliseconds by which waiting takes longer than asked for. */
  let late = 0;
  beforeEach(() => {
    now = 0;
    late = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  const newPace = () =>
    new BackgroundPace(async ms => {
      now += ms + late;
    });

  /** When so many calls at once are made, in milliseconds from now. */
  async function times(
    pace: BackgroundPace,
    calls: number,
    [service, operation]: [service: string, operation: string],
    where = target,
  ): Promise<number[]> {
    const start = now;
    return Promise.all(
      Array.from({ length: calls }, async () => {
        await pace.turn(service, operation, where);
        return Math.round(now - start);
      }),
    );
  }

  const describeStacks: [string, string] = ['cloudformation', 'DescribeStacks'];

  it('is a fifth of what AWS accepts at once, then four tenths of what it accepts per second', async () => {
    const pace = newPace();
    expect(await times(pace, 7, describeStacks)).toEqual([
      0, 0, 500, 1000, 1500, 2000, 2500,
    ]);
    now += 10_000;
    expect(await times(pace, 6, describeStacks)).toEqual([
      0, 0, 500, 1000, 1500, 2000,
    ]);
  });

  it('is kept by calls whose time passed while the process was busy', async () => {
    const pace = newPace();
    late = 9_500;
    expect(await times(pace, 8, describeStacks)).toEqual([
      0, 0, 10_000, 10_000, 10_000, 20_000, 20_000, 20_000,
    ]);
  });

  it('holds for each operation, account and region', async () => {
    const pace = newPace();
    await times(pace, 50, describeStacks);
    const elsewhere = { ...target, region: 'eu-west-1' };
    expect(await times(pace, 1, describeStacks, elsewhere)).toEqual([0]);
    expect(await times(pace, 1, ['cloudformation', 'GetTemplate'])).toEqual([
      0,
    ]);
  });

  it('holds for all operations and regions of API Gateway together', async () => {
    const pace = newPace();
    await times(pace, 8, ['apigateway', 'GetStage']);
    const elsewhere = { ...target, region: 'eu-west-1' };
    expect(
      await times(pace, 1, ['apigateway', 'GetVpcLinks'], elsewhere),
    ).toEqual([250]);
  });

  it('delays nothing where no rate is known', async () => {
    const all = await times(newPace(), 1_000, ['sts', 'GetCallerIdentity']);
    expect(Math.max(...all)).toBe(0);
  });
});
