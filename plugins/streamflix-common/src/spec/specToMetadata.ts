import type { EnvironmentSpec } from './EnvironmentSpec';
import { specMetadataKey } from './names';

/**
 * A template's `Metadata` with the specification in it, as JSON text: template checkers refuse fractions in `Metadata`, and a tag
 * called `Ref` would be taken for a reference.
 */
export const specToMetadata = (
  spec: EnvironmentSpec,
): Record<string, string> => ({ [specMetadataKey]: JSON.stringify(spec) });
