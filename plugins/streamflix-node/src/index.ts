/**
 * The one way from StreamFlix to AWS: synthesis, change sets, stack events, status.
 *
 * @packageDocumentation
 */
export type { AwsAccess, AwsClients, Place } from './AwsAccess';
export { AwsError, translateAwsError, type AwsErrorKind } from './AwsError';
export { createAwsAccess } from './createAwsAccess';
export { readSettings } from './readSettings';
export { RefusedError } from './RefusedError';
export type { StreamflixSettings } from './StreamflixSettings';
