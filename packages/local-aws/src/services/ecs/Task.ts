import type { StoppedTasks } from '../../World';

/** Seconds of simulated time that a task takes on its way, counted from when the service scheduler starts it. */
export const TASK_TIMELINE = {
  /** Its network interface is attached. */
  provisioned: 10,
  /** Its image is pulled, or cannot be. */
  pulled: 25,
  running: 30,
  /** It stops again, when something keeps it from running on. */
  gone: 45,
} as const;

/** A task of a service: one attempt to fill one of the places the desired count asks for. */
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
  /** What its containers ended with, when they ran. */
  readonly exitCode?: number;
}
