import type { MiddlewareStack } from '@smithy/types';
import { toAwsError } from './AwsError';

/** Credentials as a client keeps them: fetched when they are needed, and anew when that is asked for. */
type Keeper = (options: { forceRefresh: boolean }) => Promise<unknown>;

const isKeeper = (value: unknown): value is Keeper =>
  typeof value === 'function';

/**
 * Lets a client fetch its credentials anew, and ask once more, when AWS says that they have expired. The SDK renews them
 * by the date they came with; when they end before it, because a role's sessions were revoked or a clock is wrong, it
 * would go on with them until that date.
 */
export function withCredentialRefresh<
  Client,
  Input extends object,
  Output extends object,
>(
  client: Client & {
    config: { credentials?: unknown };
    middlewareStack: MiddlewareStack<Input, Output>;
  },
): Client {
  const { credentials } = client.config;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async args => {
        try {
          return await next(args);
        } catch (error) {
          const known = toAwsError(error, { action: commandName, region: '' });
          if (known?.kind !== 'expired' || !isKeeper(credentials)) throw error;
          await credentials({ forceRefresh: true });
          return next(args);
        }
      },
    // Outside of the retries, which give up at once at an error of credentials.
    { step: 'initialize', name: 'renewCredentials', priority: 'high' },
  );
  return client;
}
