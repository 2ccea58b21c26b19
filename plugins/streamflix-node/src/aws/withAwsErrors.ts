import type { MiddlewareStack } from '@smithy/types';
import { recordFailedCall } from './AwsError';
import { awsErrorKind, shapeOf } from './awsErrorKind';
import { toAwsError } from './toAwsError';

/** Kinesis uses this name for throttling; elsewhere in AWS it means a quota. */
const isKinesisThrottling = (service: string, error: unknown): error is Error =>
  service === 'kinesis' &&
  error instanceof Error &&
  error.name === 'LimitExceededException';

/** Whether AWS made a call wait. */
export const isThrottled = (service: string, error: unknown): boolean =>
  isKinesisThrottling(service, error) ||
  awsErrorKind(shapeOf(error)) === 'throttled';

/**
 * Makes a client throw AwsError when AWS cannot be used, after the SDK's own retries. Other errors are thrown unchanged; the call
 * that failed is recorded for `describeForUser`.
 */
export function withAwsErrors<
  Client extends {
    middlewareStack: MiddlewareStack<Input, Output>;
  },
  Input extends object,
  Output extends object,
>(
  client: Client & { middlewareStack: MiddlewareStack<Input, Output> },
  target: { service: string; region: string; account?: string },
): Client {
  const { service, region, account } = target;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async args => {
        try {
          return await next(args);
        } catch (error) {
          if (isKinesisThrottling(service, error)) {
            error.name = 'ThrottlingException';
          }
          const operation = commandName.replace(/Command$/, '');
          // API Gateway's actions are named after HTTP methods, and only reads are sent.
          const action = `${service}:${
            service === 'apigateway' ? 'GET' : operation
          }`;
          const call = { action, region, account };
          throw toAwsError(error, call) ?? recordFailedCall(error, call);
        }
      },
    { step: 'initialize', name: 'translateErrors', priority: 'high' },
  );
  return client;
}
