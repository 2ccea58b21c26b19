import { CallPace, inBackground } from './CallPace';

const target = { account: '123456789012', region: 'eu-west-2' };

describe('the pace of calls to AWS', () => {
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
    new CallPace(async ms => {
      now += ms + late;
    });

  /** When so many calls at once are made, in milliseconds from now. */
  async function times(
    pace: CallPace,
    calls: number,
    [service, operation]: [service: string, operation: string],
    where = target,
  ): Promise<number[]> {
    const start = now;
    return Promise.all(
      Array.from({ length: calls }, () =>
        inBackground(() =>
          pace.run({ service, operation, ...where }, async () =>
            Math.round(now - start),
          ),
        ),
      ),
    );
  }

  const describeStacks: [string, string] = ['cloudformation', 'DescribeStacks'];

  it('is, in the background, a fifth of what AWS accepts at once, then four tenths of what it accepts per second', async () => {
    const pace = newPace();
    expect(await times(pace, 7, describeStacks)).toEqual([
      0, 0, 500, 1000, 1500, 2000, 2500,
    ]);
    now += 10_000;
    expect(await times(pace, 6, describeStacks)).toEqual([
      0, 0, 500, 1000, 1500, 2000,
    ]);
  });

  it('is kept by background calls whose time passed while the process was busy', async () => {
    const pace = newPace();
    late = 9_500;
    expect(await times(pace, 8, describeStacks)).toEqual([
      0, 0, 10_000, 10_000, 10_000, 20_000, 20_000, 20_000,
    ]);
  });

  it('holds in the background for each operation, account and region', async () => {
    const pace = newPace();
    await times(pace, 50, describeStacks);
    const elsewhere = { ...target, region: 'eu-west-1' };
    expect(await times(pace, 1, describeStacks, elsewhere)).toEqual([0]);
    expect(await times(pace, 1, ['cloudformation', 'GetTemplate'])).toEqual([
      0,
    ]);
  });

  it('holds in the background for all operations and regions of API Gateway together', async () => {
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

  describe('after AWS has throttled a call', () => {
    const call = {
      service: 'cloudformation',
      operation: 'DescribeStacks',
      ...target,
    };
    const throttled = (service: string, name: string) => (pace: CallPace) =>
      expect(
        pace.run({ ...call, service }, async () => {
          throw Object.assign(new Error('Rate exceeded'), { name });
        }),
      ).rejects.toThrow('Rate exceeded');
    const startsOf = async (pace: CallPace, calls: number, of = call) => {
      const start = now;
      return Promise.all(
        Array.from({ length: calls }, () =>
          pace.run(of, async () => Math.round(now - start)),
        ),
      );
    };

    it('makes all calls of that rate one after the other, a little slower than AWS accepts them', async () => {
      const pace = newPace();
      expect(await startsOf(pace, 4)).toEqual([0, 0, 0, 0]);
      await throttled('cloudformation', 'Throttling')(pace);
      // The second attempt of the throttled call was the first that waited.
      expect(await startsOf(pace, 4)).toEqual([250, 500, 750, 1000]);
    });

    it('neither delays nor repeats a change, which was decided on the state of that moment', async () => {
      const pace = newPace();
      const change = { ...call, operation: 'DeleteStack' };
      let calls = 0;
      await expect(
        pace.run(change, async () => {
          calls += 1;
          throw Object.assign(new Error(), { name: 'Throttling' });
        }),
      ).rejects.toThrow();
      expect(calls).toBe(1);
      expect(await startsOf(pace, 3, change)).toEqual([0, 0, 0]);
    });

    it('makes the throttled call again', async () => {
      const pace = newPace();
      let calls = 0;
      const result = await pace.run(call, async () => {
        calls += 1;
        if (calls === 1) {
          throw Object.assign(new Error(), { name: 'Throttling' });
        }
        return calls;
      });
      expect(result).toBe(2);
    });

    it('makes calls at once again when none was throttled for ten seconds', async () => {
      const pace = newPace();
      await throttled('cloudformation', 'Throttling')(pace);
      now += 9_000;
      expect(await startsOf(pace, 2)).toEqual([0, 250]);
      now += 10_000;
      expect(await startsOf(pace, 2)).toEqual([0, 0]);
    });

    it('delays no call elsewhere, or of another rate', async () => {
      const pace = newPace();
      await throttled('cloudformation', 'Throttling')(pace);
      const others = [
        { ...call, region: 'eu-west-1' },
        { ...call, account: '210987654321' },
        { ...call, operation: 'GetTemplate' },
      ];
      for (const other of others) {
        expect(await startsOf(pace, 3, other)).toEqual([0, 0, 0]);
      }
    });

    it('knows the name that Kinesis uses, and that the others use for a quota', async () => {
      const pace = newPace();
      await throttled('cloudformation', 'LimitExceededException')(pace);
      expect(await startsOf(pace, 2)).toEqual([0, 0]);
      await throttled('kinesis', 'LimitExceededException')(pace);
      const kinesis = { ...call, service: 'kinesis' };
      expect(await startsOf(pace, 2, kinesis)).toEqual([63, 125]);
    });
  });
});
