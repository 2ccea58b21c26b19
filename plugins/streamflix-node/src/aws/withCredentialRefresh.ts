import type { MiddlewareStack } from '@smithy/types';
import { AwsError } from './AwsError';

/** The credential provider of a client: fetches credentials when needed, and again with `forceRefresh`. */
type RefreshableCredentials = (options: {
  forceRefresh: boolean;
}) => Promise<unknown>;

const isRefreshable = (value: unknown): value is RefreshableCredentials =>
  typeof value === 'function';

/**
 * Makes a client refresh its credentials and retry once when AWS reports that they have expired. The SDK refreshes them only by
 * their expiry date. When they become invalid earlier, because a role's sessions were revoked or a clock is wrong, it would keep
 * using them until that date.
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
    next => async args => {
      try {
        return await next(args);
      } catch (error) {
        const isExpired = error instanceof AwsError && error.kind === 'expired';
        if (!isExpired || !isRefreshable(credentials)) throw error;
        await credentials({ forceRefresh: true });
        return next(args);
      }
    },
    // Outside the SDK's retries, which stop at once at a credential error.
    { step: 'initialize', name: 'renewCredentials', priority: 'high' },
  );
  return client;
}
