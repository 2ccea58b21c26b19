import type { EnvironmentSpec } from './EnvironmentSpec';
import { specMetadataKey } from './names';
import { swapQuotes } from './swapQuotes';

/**
 * A template's `Metadata` with the specification in it, as text: template checkers refuse fractions in `Metadata`, and a tag called
 * `Ref` would be taken for a reference. Written with the other quotation marks, because a template that is JSON itself would take
 * two bytes for each of its own.
 */
export const specToMetadata = (
  spec: EnvironmentSpec,
): Record<string, string> => ({
  [specMetadataKey]: swapQuotes(JSON.stringify(spec)),
});
