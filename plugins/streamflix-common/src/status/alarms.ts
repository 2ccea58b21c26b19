import type { ComponentKind } from './StackSnapshot';

/**
 * The component that each alarm of an environment monitors, and on whose card it is shown.
 *
 * @public
 */
export const kindsOfAlarms = {
  'service-cpu': 'ecs',
  'service-memory': 'ecs',
  'worker-cpu': 'ecs',
  'worker-memory': 'ecs',
  'database-cpu': 'database',
  'database-connections': 'database',
  'cache-cpu': 'cache',
  'cache-memory': 'cache',
  'cache-throttles': 'cache',
  'stream-age': 'stream',
  'stream-throughput': 'stream',
  'api-errors': 'api',
} as const satisfies Record<string, ComponentKind>;

/**
 * Alarms of environments, by the first part of their name in CloudWatch.
 *
 * @public
 */
export type AlarmId = keyof typeof kindsOfAlarms;

/**
 * Every alarm that an environment can have.
 *
 * @public
 */
export const alarmIds = Object.keys(kindsOfAlarms) as AlarmId[];

/**
 * An alarm of CloudWatch as it is now.
 *
 * @public
 */
export interface AlarmStatus {
  id: AlarmId;
  /** `insufficient-data`: CloudWatch has no values yet. */
  state: 'ok' | 'alarm' | 'insufficient-data';
  /** AWS's reason for the state. */
  reason?: string;
  /** Since when, ISO 8601. */
  since?: string;
  /** Its page in AWS's console. */
  consoleUrl?: string;
}

/**
 * The alarms of an environment, in no particular order.
 *
 * @public
 */
export type AlarmStatuses = AlarmStatus[];
