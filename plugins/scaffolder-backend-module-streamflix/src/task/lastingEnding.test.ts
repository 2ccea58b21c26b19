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

  describe('in a task that keeps its token until somebody runs it again', () => {
    const wished = (ctx: Task, backstageToken: string): Task => ({
      ...ctx,
      secrets: { backstageToken },
    });

    it('tells a bad ending again when the backend died before it was told', async () => {
      const ctx = recoverableTask();
      const run = ends('bad', 'worse');
      await lastingEnding(wished(ctx, 'first'), { ...options, run });
      expect(
        await lastingEnding(wished(ctx, 'first'), { ...options, run }),
      ).toEqual({ word: 'bad' });
      expect(attempts).toEqual([1]);
    });

    it('begins another attempt once somebody has run it again, and goes on with that', async () => {
      const ctx = recoverableTask();
      const run = ends('bad', new Error('the process is gone'), 'good');
      await lastingEnding(wished(ctx, 'first'), { ...options, run });
      const again = wished(ctx, 'second');
      await expect(lastingEnding(again, { ...options, run })).rejects.toThrow(
        'gone',
      );
      expect(await lastingEnding(again, { ...options, run })).toEqual({
        word: 'good',
      });
      expect(attempts).toEqual([1, 2, 2]);
    });

    it('goes on to another attempt by itself when there was nothing to go on with', async () => {
      const run = ends('nothing', 'good');
      const isNone = ({ word }: { word: string }) => word === 'nothing';
      const ctx = wished(recoverableTask(), 'first');
      expect(await lastingEnding(ctx, { ...options, isNone, run })).toEqual({
        word: 'good',
      });
      expect(attempts).toEqual([1, 2]);
    });
  });
});
