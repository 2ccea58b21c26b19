import { setTimeout as sleep } from 'node:timers/promises';
import type {
  EnvironmentList,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { FleetAwsProcess } from './FleetAwsProcess';
import { secondsUntil } from './secondsUntil';

/** Services that are deleted by hand. */
const deleted = 20;

/** Deletes services at moments spread over an interval, in seconds. @returns seconds until the list showed each, in ascending order */
export async function measureFreshness(
  aws: FleetAwsProcess,
  list: () => Promise<EnvironmentList>,
  refs: readonly EnvironmentRef[],
  interval: number,
): Promise<number[]> {
  const step = Math.max(1, Math.floor(refs.length / deleted));
  const chosen = refs.filter((_, nth) => nth % step === 0).slice(0, deleted);
  const deletedAt = new Map<string, number>();
  const deleteAll = async () => {
    for (const ref of chosen) {
      await aws.deleteService(ref);
      deletedAt.set(ref.suffix, performance.now());
      await sleep((interval * 1000) / chosen.length);
    }
  };
  const ages = new Map<string, number>();
  const deleting = deleteAll();
  await secondsUntil(list, ({ items }) => {
    for (const { suffix, health } of items) {
      const at = deletedAt.get(suffix);
      if (at !== undefined && health !== 'healthy' && !ages.has(suffix)) {
        ages.set(suffix, (performance.now() - at) / 1000);
      }
    }
    return ages.size === chosen.length;
  });
  await deleting;
  return [...ages.values()].sort((a, b) => a - b);
}
