/**
 * What the `streamflix` command is made of, for the checks of this repository.
 *
 * @packageDocumentation
 */
export { readInput, type InputFlags } from './input/readInput';
export {
  exampleSecrets,
  synthesizeBlueprint,
  type BlueprintFlags,
  type BlueprintTemplate,
} from './input/synthesizeBlueprint';
export { policySet, type PolicySet } from './policy/policySet';
export type { PolicySetOptions } from './policy/PolicySetOptions';
