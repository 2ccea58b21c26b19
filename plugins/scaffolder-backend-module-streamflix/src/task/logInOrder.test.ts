import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { createActionContext } from '../__testUtils__/createActionContext';
import { logInOrder } from './logInOrder';

/** Stores messages as a database with many connections does: in parallel, each with its own delay. */
function createTask() {
  const stored: string[] = [];
  let connection = 0;
  const store = async (message: string) => {
    await sleep([40, 20, 0][connection++ % 3]);
    stored.push(message);
  };
  const logger = mockServices.logger.mock({
    info: message => void store(`info: ${message}`),
    warn: message => void store(`warn: ${message}`),
  });
  return { stored, ctx: { ...createActionContext({}), logger } };
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index}/${count}`);

describe('the log of a task', () => {
  it('has lines logged at the same time in their order', async () => {
    const { ctx, stored } = createTask();
    await logInOrder(ctx, async ({ logger }) => {
      for (const line of lines(60)) logger.info(line);
    });
    expect(
      stored
        .join('\n')
        .replace(/info: /g, '')
        .split('\n'),
    ).toEqual(lines(60));
  });

  it('keeps warnings between the lines they were logged between', async () => {
    const { ctx, stored } = createTask();
    await logInOrder(ctx, async ({ logger }) => {
      logger.info('change · Service');
      logger.warn('replace · Database · its data is lost');
      logger.info('change · Cache');
    });
    expect(stored).toEqual([
      'info: change · Service',
      'warn: replace · Database · its data is lost',
      'info: change · Cache',
    ]);
  });

  it('is complete when the step ends, also when it fails', async () => {
    const { ctx, stored } = createTask();
    const step = logInOrder(ctx, async ({ logger }) => {
      logger.info('first');
      logger.info('second');
      throw new Error('refused');
    });
    await expect(step).rejects.toThrow('refused');
    expect(stored).toEqual(['info: first', 'info: second']);
  });
});
