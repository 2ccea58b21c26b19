import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  AwsAccess,
  AwsClients,
} from '@streamflix/backstage-plugin-streamflix-node';

const counters = new AsyncLocalStorage<{ calls: number }>();

/** Runs a function that calls AWS through `withCounting`, and reports the number of calls, whether or not it fails. */
export async function countCalls<T>(
  run: () => Promise<T>,
  report: (calls: number) => void,
): Promise<T> {
  const counter = { calls: 0 };
  try {
    return await counters.run(counter, run);
  } finally {
    report(counter.calls);
  }
}

/** The same access, counting the calls of its clients; each attempt of a retried call counts. */
export function withCounting(access: AwsAccess): AwsAccess {
  const counted = new WeakSet<object>();
  const count = <Client extends AwsClients[keyof AwsClients]>(
    client: Client,
  ): Client => {
    if (counted.has(client)) return client;
    counted.add(client);
    const { middlewareStack } = client as AwsClients['sts'];
    middlewareStack.add(
      next => args => {
        const counter = counters.getStore();
        if (counter) counter.calls += 1;
        return next(args);
      },
      // Inside the retries.
      { step: 'deserialize', name: 'countCalls' },
    );
    return client;
  };
  return {
    ...access,
    async clients(awsTarget) {
      const clients = await access.clients(awsTarget);
      return new Proxy(clients, {
        get(target, name) {
          const client: AwsClients[keyof AwsClients] | undefined = Reflect.get(
            target,
            name,
          );
          return client && count(client);
        },
      });
    },
  };
}
