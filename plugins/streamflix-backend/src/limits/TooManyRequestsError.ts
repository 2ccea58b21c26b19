import { CustomErrorBase } from '@backstage/errors';

/** A user has caused more calls to AWS than one user may. A 429 to HTTP callers. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;

  constructor(readonly retryAfterSeconds: number) {
    super(
      `You have caused too many calls to AWS. Try again in ${retryAfterSeconds} s.`,
    );
  }
}
