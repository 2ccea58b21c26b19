import { LearnedDurations } from './LearnedDurations';
import { predictEnd, type Work } from './predictEnd';

const work = (
  id: string,
  duration: number,
  dependsOn: string[] = [],
  times: Partial<Work> = {},
): Work => ({ id, duration, dependsOn, ...times });

describe('predictEnd', () => {
  it('runs work in parallel as far as dependencies allow, and marks what determines the end', () => {
    const { end, of, criticalPath } = predictEnd(
      [
        work('c', 30, ['b']),
        work('a', 10),
        work('b', 100, ['a']),
        work('d', 50, ['a']),
      ],
      1_000,
      1_000,
    );
    expect(end).toBe(1_140);
    expect(of.get('d')).toEqual({ start: 1_010, end: 1_060 });
    expect(criticalPath).toEqual(['a', 'b', 'c']);
  });

  it('takes the times of what has ended, and expects the rest to follow', () => {
    const { end, of } = predictEnd(
      [
        work('a', 10, [], { startedAt: 1_000, endedAt: 1_200 }),
        work('b', 100, ['a'], { startedAt: 1_200 }),
        work('c', 10, ['b']),
      ],
      1_000,
      1_250,
    );
    expect(of.get('b')).toEqual({ start: 1_200, end: 1_300 });
    expect(end).toBe(1_310);
  });

  it.each([
    [0, 100],
    [60, 100],
    [100, 120],
    [130, 135],
    [200, 210],
  ])(
    'expects work that has taken %i of usually 100 to take %i',
    (elapsed, expected) => {
      const { end } = predictEnd(
        [work('a', 100, [], { startedAt: 0 })],
        0,
        elapsed,
      );
      expect(end).toBe(expected);
    },
  );

  it('never expects an end in the past, and ends with a cycle that no template has', () => {
    expect(
      predictEnd([work('a', 1, [], { startedAt: 0, endedAt: 5 })], 0, 50).end,
    ).toBe(50);
    expect(
      predictEnd([work('a', 1, ['b']), work('b', 1, ['a'])], 0, 0).criticalPath
        .length,
    ).toBeGreaterThan(0);
    expect(predictEnd([], 0, 7)).toMatchObject({ end: 7, criticalPath: [] });
  });
});

describe('LearnedDurations', () => {
  const database = 'AWS::RDS::DBInstance';

  it('expects the typical duration until it has seen the action', () => {
    const durations = new LearnedDurations();
    expect(durations.expected(database, 'create')).toBe(420);
    expect(durations.expected('AWS::SNS::Topic', 'create')).toBe(4);
    durations.add(database, 'create', 300);
    durations.add(database, 'create', 340);
    expect(durations.expected(database, 'create')).toBe(320);
    expect(durations.usual(database, 'create')).toEqual([272, 368]);
  });

  it('scales the table by what it has seen, as for local AWS at a higher speed', () => {
    const durations = new LearnedDurations();
    durations.add(database, 'create', 42);
    expect(durations.expected('AWS::ECS::Service', 'create')).toBeCloseTo(15);
  });

  it('keeps the last 20 of each, and can be restored', () => {
    const durations = new LearnedDurations();
    for (let n = 1; n <= 30; n += 1) durations.add(database, 'create', n);
    const restored = new LearnedDurations(
      JSON.parse(JSON.stringify(durations.entries())),
    );
    expect(restored.expected(database, 'create')).toBe(20.5);
    for (let n = 0; n < 1_000; n += 1) restored.add(`T${n}`, 'delete', 1);
    expect(restored.entries()).toHaveLength(500);
  });

  it('copies without a connection to the original', () => {
    const durations = new LearnedDurations();
    durations.copy().add(database, 'create', 1);
    expect(durations.entries()).toEqual([]);
  });
});
