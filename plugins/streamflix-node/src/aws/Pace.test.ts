import { Pace } from './Pace';

const middle = { done: 40, total: 84 };
const nearlyDone = { done: 83, total: 84 };

describe('the pace of reading', () => {
  it('is quick at the start and slows down while nothing happens, but never stops', () => {
    const pace = new Pace(500);
    const waits = Array.from({ length: 12 }, () => {
      const wait = pace.next(middle);
      pace.received(0);
      return wait;
    });
    expect(waits[0]).toBe(500);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(5_000);
  });

  it('is quicker again as soon as something happens', () => {
    const pace = new Pace(500);
    for (let i = 0; i < 10; i++) pace.received(0);
    pace.received(3);
    expect(pace.next(middle)).toBe(2_000);
  });

  it('is slower in the middle than at the start, although there are always new events', () => {
    const pace = new Pace(500);
    const waits = Array.from({ length: 10 }, () => {
      const wait = pace.next(middle);
      pace.received(1);
      return wait;
    });
    expect(waits[0]).toBe(500);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(2_000);
  });

  it('is slower near an end that does not come', () => {
    const pace = new Pace(500);
    for (let i = 0; i < 30; i++) pace.received(0);
    expect(pace.next(nearlyDone)).toBe(2_500);
  });

  it('leaves time for other pollers, and does not poll at the same time as they do', () => {
    const waits = Array.from({ length: 50 }, () =>
      new Pace(500).next(nearlyDone, 20_000),
    );
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(25_000);
    expect(new Set(waits).size).toBeGreaterThan(40);
  });

  it('stays quick near the end, where waiting only makes the operation longer', () => {
    const pace = new Pace(500);
    for (let i = 0; i < 10; i++) pace.received(0);
    expect(pace.next(nearlyDone)).toBeLessThanOrEqual(1_700);
  });

  it('backs off more and more while AWS throttles, up to a minute, and forgets it after an answer', () => {
    const pace = new Pace(500);
    const waits = Array.from({ length: 10 }, () => {
      pace.failed();
      return pace.next(nearlyDone);
    });
    expect(waits[0]).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(30_000);
    pace.received(1);
    expect(pace.next(middle)).toBe(625);
  });
});
