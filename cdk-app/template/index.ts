/**
 * The only reader of this platform's templates: their resources, references and dependencies.
 *
 * @packageDocumentation
 */
export {
  dependencyGraph,
  everythingBefore,
  type DependencyGraph,
} from './dependencyGraph';
export { parseTemplate } from './parseTemplate';
export { readable } from './readable';
export { referencesIn } from './referencesIn';
export {
  entriesOf,
  resourcesOf,
  type Entry,
  type Resource,
  type Template,
} from './Template';
