import { decodeBase64Url, encodeBase64Url } from './base64url';
import {
  environmentInputSchema,
  environmentSpecSchema,
  type EnvironmentInput,
  type EnvironmentSpec,
} from './EnvironmentSpec';
import { canonicalJson, isValues, mergeValues, type Values } from './values';

/**
 * Keys of a template's `Metadata` that describe its environment. Each value is base64url of JSON: `GetTemplate` replaces every
 * non-ASCII character with a question mark, and template checkers refuse fractions and treat a key such as `Ref` as a reference.
 * To read one: `base64 -d`.
 *
 * @public
 */
export const metadataKeys = {
  /** `{ format, spec }`; written by the synthesis. */
  spec: 'StreamFlix::Spec',
  /** `{ format, request, requester }`; added by the code that creates the change set. */
  request: 'StreamFlix::Request',
  /** `{ format, history }`; added likewise. */
  history: 'StreamFlix::History',
} as const;

/** Format version of all of them. A reader must not interpret a higher version, and reads lower ones by `migrations`. */
const metadataFormat = 2;

/** By format: how a value of this format becomes one of the next. */
const migrations: Readonly<Record<number, (value: Values) => Values>> = {
  // Format 2 has the processor of the tasks, which was always x86_64.
  1: value => {
    if (!isValues(value.spec)) return value;
    const tasks = { architecture: 'x86_64' };
    const before = { service: tasks, worker: tasks };
    return { ...value, spec: mergeValues(before, value.spec) };
  },
};

/**
 * The request, and who made it.
 *
 * @public
 */
export interface TemplateRequest {
  /** Normalised: see `normalizeRequest`. */
  request: EnvironmentInput;
  /** Entity reference of the user, or ARN of the caller in AWS. */
  requester: string;
}

/**
 * The value, or why it could not be read: unreadable never means absent.
 *
 * @public
 */
export type MetadataReading<T> =
  | { ok: true; value: T }
  | { ok: false; reason: string };

/** `Metadata` with one value. */
export const toMetadata = (
  key: string,
  value: object,
): Record<string, string> => ({
  [key]: encodeBase64Url(canonicalJson({ format: metadataFormat, ...value })),
});

/**
 * `Metadata` with the specification.
 *
 * @public
 */
export const specToMetadata = (spec: EnvironmentSpec) =>
  toMetadata(metadataKeys.spec, { spec });

/**
 * `Metadata` with the request.
 *
 * @public
 */
export const requestToMetadata = ({ request, requester }: TemplateRequest) =>
  toMetadata(metadataKeys.request, { request, requester });

/** Reads one value. */
export function readMetadata<T>(
  metadata: unknown,
  key: string,
  parse: (value: Record<string, unknown>) => T | undefined,
): MetadataReading<T> {
  const refused = (reason: string) => ({ ok: false as const, reason });
  const text = isValues(metadata) ? metadata[key] : undefined;
  if (text === undefined) {
    return refused(`The template has no ${key} in its metadata.`);
  }
  try {
    const value: unknown = JSON.parse(decodeBase64Url(String(text)));
    if (!isValues(value) || typeof value.format !== 'number') {
      return refused(`${key} in the template's metadata has no format number.`);
    }
    const { format } = value;
    const isKnown =
      format === metadataFormat || Object.hasOwn(migrations, format);
    if (!isKnown) {
      return refused(
        `${key} in the template's metadata has format ${format}; this version reads formats up to ${metadataFormat}.`,
      );
    }
    let migrated = value;
    for (let from = format; from < metadataFormat; from += 1) {
      migrated = migrations[from](migrated);
    }
    const parsed = parse(migrated);
    return parsed === undefined
      ? refused(`${key} in the template's metadata is not complete.`)
      : { ok: true, value: parsed };
  } catch {
    return refused(`${key} in the template's metadata cannot be decoded.`);
  }
}

/**
 * Reads the specification from a template.
 *
 * @public
 */
export const readSpecMetadata = (
  metadata: unknown,
): MetadataReading<EnvironmentSpec> =>
  readMetadata(
    metadata,
    metadataKeys.spec,
    ({ spec }) => environmentSpecSchema.safeParse(spec).data,
  );

/**
 * Reads the request from a template.
 *
 * @public
 */
export const readRequestMetadata = (
  metadata: unknown,
): MetadataReading<TemplateRequest> =>
  readMetadata(metadata, metadataKeys.request, ({ request, requester }) => {
    const parsed = environmentInputSchema.safeParse(request);
    return parsed.success && typeof requester === 'string'
      ? { request: parsed.data, requester }
      : undefined;
  });

/**
 * The specification, without the reason of a failed read.
 *
 * @public
 */
export function specFromMetadata(
  metadata: unknown,
): EnvironmentSpec | undefined {
  const reading = readSpecMetadata(metadata);
  return reading.ok ? reading.value : undefined;
}
