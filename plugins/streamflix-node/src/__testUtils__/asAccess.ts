import type { AwsAccess } from '../aws/AwsAccess';

/** Access whose clients are made up by a test; anything else of it is missing. */
export const asAccess = (clients: object) =>
  ({ clients: async () => clients } as unknown as AwsAccess);
