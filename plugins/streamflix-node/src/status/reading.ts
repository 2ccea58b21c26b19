import { channel } from 'node:diagnostics_channel';
import {
  printable,
  type Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import { toAwsError, type AwsCall } from '../aws/AwsError';

/** A reading that brought nothing. */
export type Unread = Reading<never> & { ok: false };

const now = () => new Date().toISOString();

export const known = <T>(value: T): Reading<T> => ({
  ok: true,
  value,
  readAt: now(),
});

/** AWS answered, and says there is no such thing. `what` is a clause such as `RDS knows no cluster aurora-demo`. */
export const missing = (what: string): Unread => ({
  ok: false,
  reason: `${what}: it was deleted outside CloudFormation.`,
  missing: true,
  readAt: now(),
});

const unreadChannel = channel('streamflix:unread');

/**
 * Passes on why something could not be read, in full, for logs and the terminal: what the reading itself says is for users.
 *
 * @returns ends it
 */
export function onUnread(listener: (message: string) => void): () => void {
  const subscriber = (message: unknown) => listener(String(message));
  unreadChannel.subscribe(subscriber);
  return () => void unreadChannel.unsubscribe(subscriber);
}

/** What went wrong, in one sentence for users: no account, identity or host. `onUnread` has the rest. */
export function unread(error: unknown, call: AwsCall): Unread {
  const translated = toAwsError(error, call);
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  const { action, region } = call;
  unreadChannel.publish(
    translated?.message ??
      printable(
        `AWS could not answer ${action} in ${region} (${name}: ${message}).`,
      ),
  );
  return {
    ok: false,
    reason:
      translated?.publicMessage ??
      printable(`AWS could not answer ${action} in ${region} (${name}).`),
    readAt: now(),
  };
}

/** Runs a call and keeps what went wrong as the reason, so that one failure hides nothing else. */
export async function read<T>(
  call: AwsCall,
  run: () => Promise<T>,
): Promise<Reading<T>> {
  try {
    return known(await run());
  } catch (error) {
    return unread(error, call);
  }
}
