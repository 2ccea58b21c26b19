import type { Requester } from './Grant';

/** ARN of an assumed role without the name of the session, which differs at each sign-in. */
const withoutSession = (id: string) =>
  id.replace(/^(arn:[\w-]+:sts::\d*:assumed-role\/[^/]+)\/.*$/, '$1');

/** Whether an id is that of the requester; sessions of one IAM role are the same. */
export const isSameRequester = (id: string, requester: Requester): boolean =>
  withoutSession(id) === withoutSession(requester.id);
