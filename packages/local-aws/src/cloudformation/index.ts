/**
 * How long CloudFormation takes to create, update and delete a resource.
 *
 * @packageDocumentation
 */
export { durationOf, type Duration } from './resources/durations';
