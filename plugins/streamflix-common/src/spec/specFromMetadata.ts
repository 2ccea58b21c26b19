import { environmentSpecSchema, type EnvironmentSpec } from './EnvironmentSpec';
import { specMetadataKey } from './names';
import { swapQuotes } from './swapQuotes';

/** Reads the specification from a template's `Metadata`. Undefined when there is none, or none this version understands. */
export function specFromMetadata(
  metadata: unknown,
): EnvironmentSpec | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const text: unknown = Reflect.get(metadata, specMetadataKey);
  if (typeof text !== 'string') return undefined;
  try {
    // Stacks of earlier versions hold plain JSON.
    const json = text.startsWith("{'") ? swapQuotes(text) : text;
    return environmentSpecSchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
