import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { ActionServices } from '../ActionServices';
import { tellProgress } from './tellProgress';

const progress = [
  '0/2 · Vpc · CREATE_IN_PROGRESS',
  '1/2 · Vpc · CREATE_COMPLETE',
];

async function tell(
  tasks: ActionServices['tasks'],
  options: { isResumed: boolean },
): Promise<string[]> {
  const logger = mockServices.logger.mock();
  const ctx = { ...createMockActionContext(), logger };
  const say = await tellProgress({ tasks }, ctx, options);
  for (const line of progress) say({ line });
  return logger.info.mock.calls.map(([line]) => String(line));
}

// That each line stands once in the log after `kill -9` is what `yarn faults` judges.
describe('tellProgress', () => {
  const log = (...lines: string[]) => ({ lines: async () => lines });

  it('leaves out what stands in the log of a task that is taken up again', async () => {
    const tasks = log('Beginning step Deploy it', progress[0]);
    expect(await tell(tasks, { isResumed: true })).toEqual([progress[1]]);
    expect(await tell(tasks, { isResumed: false })).toEqual(progress);
  });

  it('tells again what was of an attempt before', async () => {
    const tasks = log(
      ...progress,
      'Attempt 1 ended badly; this is another one.',
      progress[0],
    );
    expect(await tell(tasks, { isResumed: true })).toEqual([progress[1]]);
  });

  it('rather tells twice than not at all when the log cannot be read', async () => {
    const broken = { lines: () => Promise.reject(new Error('away')) };
    expect(await tell(broken, { isResumed: true })).toEqual(progress);
    expect(await tell(undefined, { isResumed: true })).toEqual(progress);
  });
});
