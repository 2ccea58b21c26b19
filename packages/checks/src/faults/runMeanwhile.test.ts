import { runMeanwhile } from './runMeanwhile';
import type { Action } from './Scenario';

it('does each thing once, when its moment has come, and names those that never came', () => {
  const done: Action[] = [];
  const { happens, missed } = runMeanwhile(
    [
      { at: { line: /Vpc/, nth: 2 }, do: 'cancel' },
      { at: { notice: /away/ }, do: { faults: [] } },
      { at: 'planned', do: { faults: [] } },
    ],
    action => done.push(action),
  );
  happens('line', 'Vpc begins');
  happens('notice', 'Vpc is away');
  expect(done).toEqual([{ faults: [] }]);
  expect(missed()).toEqual([
    'the moment never came: line /Vpc/, nth 2',
    'the moment never came: the plan was made',
  ]);
  happens('line', 'Vpc is there');
  happens('line', 'Vpc is there');
  happens('planned');
  expect(done).toEqual([{ faults: [] }, 'cancel', { faults: [] }]);
  expect(missed()).toEqual([]);
});
