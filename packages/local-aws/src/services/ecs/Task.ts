import type { StoppedTasks } from '../../world/World';

/** Seconds of simulated time from the start of a task by the service scheduler to each of its states. */
export const TASK_TIMELINE = {
  /** Its network interface is attached. */
  provisioned: 10,
  /** Its image is pulled, or the pull has failed. */
  pulled: 25,
  running: 30,
  /** It stops again, if something prevents it from running. */
  gone: 45,
} as const;

/** A task of a service, which fills one slot of the desired count. */
export interface Task {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly taskDefinition: string;
  readonly deploymentId: string;
  readonly capacityProvider?: string;
  readonly subnet?: string;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly stoppedAt?: Date;
  readonly lastStatus: 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPED';
  /** Why the whole task stopped. */
  readonly stoppedReason?: string;
  readonly stopCode?: StoppedTasks['stopCode'];
  /** Why its containers stopped. */
  readonly containerReason?: string;
  /** Exit code of its containers, when they ran. */
  readonly exitCode?: number;
}
