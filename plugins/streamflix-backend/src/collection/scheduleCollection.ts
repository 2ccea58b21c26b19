import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { StatusCollector } from './StatusCollector';

/**
 * Collects the status of every environment at this interval. Every replica tries, so that another one continues when the one that collects
 * dies.
 */
export async function scheduleCollection(
  scheduler: SchedulerService,
  collector: StatusCollector,
  intervalSeconds: number,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'collect-environments',
    scope: 'local',
    frequency: { seconds: intervalSeconds },
    timeout: { seconds: Math.max(300, 2 * intervalSeconds) },
    // The scheduler logs a failure; the next run tries again.
    fn: async () => {
      await collector.collect({ unlessWithin: 750 * intervalSeconds });
    },
  });
}
