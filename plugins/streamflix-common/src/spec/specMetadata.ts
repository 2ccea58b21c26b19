import { environmentSpecSchema, type EnvironmentSpec } from './EnvironmentSpec';
import { specMetadataKey } from './names';

/**
 * A template's `Metadata` with the specification in it, as JSON text: template checkers refuse fractions in `Metadata`, and a tag
 * called `Ref` would be taken for a reference.
 */
export const specToMetadata = (
  spec: EnvironmentSpec,
): Record<string, string> => ({ [specMetadataKey]: JSON.stringify(spec) });

/** Reads the specification from a template's `Metadata`. Undefined when there is none, or none this version understands. */
export function specFromMetadata(
  metadata: unknown,
): EnvironmentSpec | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const text: unknown = Reflect.get(metadata, specMetadataKey);
  if (typeof text !== 'string') return undefined;
  try {
    return environmentSpecSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
