import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createCheckpoint } from '../__testUtils__/createCheckpoint';
import { lastingEnding } from './lastingEnding';
import type { Task } from './Task';

const recoverableTask = (): Task => ({
  ...createMockActionContext(),
  checkpoint: createCheckpoint(),
});

describe('lastingEnding', () => {
  const attempts: number[] = [];
  const ends = (...endings: (string | Error)[]) => {
    const left = [...endings];
    return async (attempt: number) => {
      attempts.push(attempt);
      const next = left.shift() ?? 'good';
      if (next instanceof Error) throw next;
      return { word: next };
    };
  };
  const options = {
    key: 'deployed',
    isGood: (e: { word: string }) => e.word === 'good',
  };

  beforeEach(() => {
    attempts.length = 0;
  });

  it('runs a good effect once, however often the step runs', async () => {
    const ctx = recoverableTask();
    const run = ends('good');
    expect(await lastingEnding(ctx, { ...options, run })).toEqual({
      word: 'good',
    });
    expect(await lastingEnding(ctx, { ...options, run })).toEqual({
      word: 'good',
    });
    expect(attempts).toEqual([1]);
  });

  it('reports a bad ending to the run that met it, without trying again', async () => {
    const run = ends('bad');
    expect(await lastingEnding(recoverableTask(), { ...options, run })).toEqual(
      {
        word: 'bad',
      },
    );
    expect(attempts).toEqual([1]);
  });

  it('begins another attempt when a person retries after a bad ending', async () => {
    const ctx = recoverableTask();
    const run = ends('bad', 'worse', 'good');
    await lastingEnding(ctx, { ...options, run });
    await lastingEnding(ctx, { ...options, run });
    expect(await lastingEnding(ctx, { ...options, run })).toEqual({
      word: 'good',
    });
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('goes on with the same attempt after the backend died in the middle of it', async () => {
    const ctx = recoverableTask();
    const run = ends(new Error('the process is gone'), 'good');
    await expect(lastingEnding(ctx, { ...options, run })).rejects.toThrow(
      'gone',
    );
    expect(await lastingEnding(ctx, { ...options, run })).toEqual({
      word: 'good',
    });
    expect(attempts).toEqual([1, 1]);
  });
});
