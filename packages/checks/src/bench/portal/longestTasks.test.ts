import { longestTasks } from './longestTasks';

const thread = { ph: 'M', name: 'thread_name' };
const task = { ph: 'X', name: 'RunTask' };

describe('the longest tasks of a trace', () => {
  it('are those of the main thread of a page, by its own time', () => {
    const traceEvents = [
      { ...thread, pid: 1, tid: 1, args: { name: 'CrRendererMain' } },
      { ...thread, pid: 1, tid: 2, args: { name: 'Compositor' } },
      { ...task, pid: 1, tid: 1, dur: 90_000, tdur: 4_000 },
      { ...task, pid: 1, tid: 1, dur: 8_000, tdur: 8_000 },
      { ...task, pid: 1, tid: 2, dur: 50_000, tdur: 50_000 },
      { ...task, name: 'Paint', pid: 1, tid: 1, dur: 9_000, tdur: 9_000 },
    ];
    expect(longestTasks({ traceEvents })).toEqual([8, 4]);
  });
});
