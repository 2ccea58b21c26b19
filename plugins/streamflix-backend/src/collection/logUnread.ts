import type { LoggerService } from '@backstage/backend-plugin-api';
import { onAwsErrorDetails } from '@streamflix/backstage-plugin-streamflix-node';
import { LRUCache } from 'lru-cache';

/**
 * Logs the full reason of a failed read of AWS, which users do not see. Each reason is logged at most once in ten minutes, since
 * the schedule would repeat it every minute.
 *
 * @returns stops logging
 */
export function logUnread(logger: Pick<LoggerService, 'warn'>): () => void {
  const logged = new LRUCache<string, true>({ max: 500, ttl: 10 * 60_000 });
  return onAwsErrorDetails(message => {
    if (logged.has(message)) return;
    logged.set(message, true);
    logger.warn(message);
  });
}
