import type { Reading } from '@streamflix/backstage-plugin-streamflix-common';
import { describeForUser } from '../aws/AwsError';

/** A failed reading. */
export type Unread = Reading<never> & { ok: false };

const now = () => new Date().toISOString();

export const known = <T>(value: T): Reading<T> => ({
  ok: true,
  value,
  readAt: now(),
});

/** AWS reports that the component does not exist. `what` is a clause such as `RDS knows no cluster aurora-demo`. */
export const missing = (what: string): Unread => ({
  ok: false,
  reason: `${what}: it was deleted outside CloudFormation.`,
  missing: true,
  readAt: now(),
});

/** The error as one message for users. */
export const unread = (error: unknown): Unread => ({
  ok: false,
  reason: describeForUser(error),
  readAt: now(),
});

/** Runs a call and keeps its error as the reason, so that one failure does not affect the rest. */
export async function read<T>(run: () => Promise<T>): Promise<Reading<T>> {
  try {
    return known(await run());
  } catch (error) {
    return unread(error);
  }
}
