/**
 * Types, schemas and rules of StreamFlix environments, shared by every package.
 *
 * @packageDocumentation
 */
export * from './catalog';
export * from './events';
export * from './permissions';
export * from './printable';
export * from './resourceRef';
export * from './environment';
export * from './stack';
export * from './status';
