import { CustomErrorBase } from '@backstage/errors';

/** A user has exceeded the limit of calls to AWS. HTTP status 429. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;

  constructor(readonly retryAfterSeconds: number) {
    super(
      `You have caused too many calls to AWS. Try again in ${retryAfterSeconds} s.`,
    );
  }
}
