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
export {
  policySet,
  type PolicySet,
  type PolicySetOptions,
} from './policy/policySet';
