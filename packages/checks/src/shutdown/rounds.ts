import { parts, type Part } from './Installation';

export type Operation = 'create' | 'update' | 'delete' | 'cancel';

export const operations: readonly Operation[] = [
  'create',
  'update',
  'delete',
  'cancel',
];

/** What happens while the four operations are in progress. */
export interface Round {
  /** Suffix of the names of its checks, after `an operation to <operation> …`. */
  name: string;
  signal?: 'SIGTERM' | 'SIGKILL';
  /** Which replicas receive the signal: the one that follows the operations, or both. */
  replicas?: 1 | 2;
  /** Milliseconds after the start of the operations, at least and at most. */
  within?: readonly [number, number];
  /** The unavailable part, and the time of the outage in milliseconds. */
  outage?: { part: Part; from: number; until: number };
}

/** At this speed an operation takes five to seven seconds. */
export const rounds: readonly Round[] = [
  ...(['SIGTERM', 'SIGKILL'] as const).flatMap(signal =>
    Object.entries({
      early: [300, 1_500],
      late: [3_000, 7_000],
    } as const).map(([when, within]) => ({
      name: `survives ${signal} ${
        signal === 'SIGTERM' ? 'to' : 'of'
      } the replica that follows it, ${when}`,
      signal,
      within,
    })),
  ),
  {
    name: 'survives SIGTERM to both replicas',
    signal: 'SIGTERM',
    replicas: 2,
    within: [1_000, 4_000],
  },
  ...parts.map(part => ({
    name: `survives an outage of the ${part} before, at and after its end`,
    outage: { part, from: 1_000, until: part === 'database' ? 7_000 : 14_000 },
  })),
];

/** What must become of each operation. */
export const expected = {
  create: {
    eventId: 'environment-deploy',
    task: 'completed',
    stack: 'CREATE_COMPLETE',
    message: /was created/,
  },
  update: {
    eventId: 'environment-deploy',
    task: 'completed',
    stack: 'UPDATE_COMPLETE',
    message: /was changed/,
  },
  delete: {
    eventId: 'environment-destroy',
    task: 'completed',
    stack: 'absent',
    message: /was destroyed/,
  },
  cancel: {
    eventId: 'environment-deploy',
    task: 'failed',
    stack: 'absent',
    message: /was cancelled/,
  },
} as const;

/** The name of a check in the report. */
export const checkName = (operation: Operation, { name }: Round) =>
  `an operation to ${operation} ${name}`;
