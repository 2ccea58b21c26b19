/**
 * How CloudFormation evaluates a template, without a server or a world: its sections, dependencies and durations.
 *
 * @packageDocumentation
 */
export { durationOf, type Duration } from './resources/durations';
export {
  dependencyGraph,
  type DependencyGraph,
} from './template/dependencyGraph';
export { evaluateConditions } from './template/evaluateConditions';
export { parseTemplate } from './template/parseTemplate';
export { references, type Reference } from './template/references';
export type {
  Json,
  JsonObject,
  ResourceDefinition,
  Template,
} from './template/Template';
