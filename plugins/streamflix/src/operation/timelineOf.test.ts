import {
  at,
  creationOf,
  failedCreation,
  resourceOf,
} from '../__testUtils__/operations';
import { groupsOf, importantOf, scaleOf } from './timelineOf';

describe('groupsOf', () => {
  it('groups the resources by part, in order of their first work, what waits last', () => {
    const groups = groupsOf(creationOf());
    expect(groups.map(({ area }) => area)).toEqual([
      'Network',
      'Data',
      'Compute',
      'Observability',
    ]);
    expect(groups[0]).toMatchObject({
      done: 13,
      start: Date.parse(at(1)),
      end: Date.parse(at(21)),
      isInProgress: false,
    });
    expect(groups[1]).toMatchObject({ done: 1, isInProgress: true });
    expect(groups[2]).toMatchObject({ done: 0, start: undefined });
  });

  it('keeps resources of unknown types, as a group of their own', () => {
    const other = resourceOf({ logicalId: 'X', type: 'Custom::X' });
    const groups = groupsOf(creationOf({ resources: [other] }));
    expect(groups).toMatchObject([{ area: undefined, resources: [other] }]);
  });
});

describe('importantOf', () => {
  it('shows ten resources: what is awaited and determines the end before what is done', () => {
    const important = [...importantOf(creationOf())];
    expect(important).toHaveLength(10);
    expect(important.slice(0, 6)).toEqual([
      'DatabaseWriter',
      'Cache',
      'Service',
      'DatabaseCluster',
      'Alarm',
      'Vpc',
    ]);
  });

  it('shows the first failure before everything else', () => {
    expect([...importantOf(failedCreation())][0]).toBe('DatabaseWriter');
  });
});

describe('scaleOf', () => {
  it('goes to the expected end, with a tick every two minutes', () => {
    const { ticks, at: position, end } = scaleOf(creationOf());
    expect(ticks).toEqual([0, 120, 240, 360, 480, 600]);
    expect(position(Date.parse(at(0)))).toBe(0);
    expect(end).toBeGreaterThanOrEqual(Date.parse(at(612)));
  });

  it('stays the same when the prediction changes a little', () => {
    const ends = [612, 614, 618, 620].map(
      end => scaleOf(creationOf({ expectedEnd: at(end) })).end,
    );
    expect(new Set(ends).size).toBe(1);
  });

  it('ends with the operation', () => {
    expect(scaleOf(failedCreation()).end).toBe(Date.parse(at(400)));
  });

  it('has room for a second at least, and keeps every time on the axis', () => {
    const { at: position, ticks } = scaleOf(
      creationOf({ now: at(0), expectedEnd: undefined }),
    );
    expect(position(Date.parse(at(3600)))).toBe(100);
    expect(position(Date.parse(at(-1)))).toBe(0);
    expect(ticks[0]).toBe(0);
  });
});
