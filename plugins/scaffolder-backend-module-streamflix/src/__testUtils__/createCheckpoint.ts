import type { JsonValue } from '@backstage/types';
import type { Task } from '../task/Task';

/** Checkpoints that persist across the runs of a step, as the scaffolder's do: JSON, and only after success. */
export function createCheckpoint(): Task['checkpoint'] {
  const saved = new Map<string, string>();
  return async function checkpoint<T extends JsonValue | void>(options: {
    key: string;
    fn: () => Promise<T> | T;
  }): Promise<T> {
    const { key, fn } = options;
    const before = saved.get(key);
    if (before !== undefined) return JSON.parse(before);
    const value = await fn();
    saved.set(key, JSON.stringify(value ?? {}));
    return value;
  };
}
