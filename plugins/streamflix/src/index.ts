/**
 * StreamFlix environments in Backstage: status cards, a page of all environments, and the fields of the form that creates one.
 * This entry point is for the classic frontend system; apps of the new one use `/alpha`.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './plugin';
export { isEnvironment as isStreamflixEnvironment } from './api/environmentRefOf';
export { streamflixTranslationRef } from './translation';
export type { SecretsFormData, SecretField } from './form/SecretsFormData';
export type { ReviewFormData } from './form/ReviewFormData';
