import { matchesPattern } from './matchesPattern';

/*
 * References of container images. Source: github.com/distribution/reference, the grammar (`regexp.go`) and Docker's names for it
 * (`normalize.go`), which ECS follows. Unsupported, because no task needs it and parsers disagree about it: registries in upper
 * case or as IPv6 addresses, and digests other than SHA-256.
 */

const hostPart = '[a-z0-9]+(?:-+[a-z0-9]+)*';
const registry = `${hostPart}(?:\\.${hostPart})*(?::[0-9]{1,5})?`;
const repositoryPart = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';

/** `[registry/]repository[:tag][@digest]`, at most 255 characters, as in ECS. */
export const imageReferencePattern = new RegExp(
  `^(?=.{1,255}$)(?:${registry}/)?${repositoryPart}(?:/${repositoryPart})*(?::${tag})?(?:@sha256:[a-f0-9]{64})?$`,
);

/** A digest without a name, which Docker treats as the ID of a local image. */
export const isDigestOnly = (reference: string) =>
  /^(sha256:)?[a-f0-9]{64}$/.test(reference);

/** Registry and repository of an image, without tag and digest. */
export interface ImageRepository {
  /** Host, with its port if given: `public.ecr.aws`. */
  registry: string;
  /** Path in the registry: `docker/library/nginx`. */
  repository: string;
}

/**
 * Registry and repository of an image, fully qualified: `nginx` is `docker.io` and `library/nginx`. Undefined when it is no image
 * reference.
 */
export function imageRepository(
  reference: string,
): ImageRepository | undefined {
  if (!imageReferencePattern.test(reference) || isDigestOnly(reference)) {
    return undefined;
  }
  const [tagged] = reference.split('@');
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  const isNamed = /[.:]/.test(first) || first === 'localhost';
  const path = isNamed ? name.slice(slash + 1) : name;
  if (isNamed && first !== 'docker.io' && first !== 'index.docker.io') {
    return { registry: first, repository: path };
  }
  return {
    registry: 'docker.io',
    repository: path.includes('/') ? path : `library/${path}`,
  };
}

/**
 * An image in a private repository of ECR.
 *
 * @public
 */
export interface EcrImage {
  account: string;
  region: string;
  repository: string;
  /** `latest` where the reference names none. */
  tag: string;
  /** Takes precedence over the tag. */
  digest?: string;
}

/** Source: Amazon ECR User Guide, "Private registry" and "Making requests to Amazon ECR registries" (dual-stack, FIPS). */
const ecrRegistry =
  /^(?<account>\d{12})\.dkr(?:\.ecr|-ecr)(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/;

/**
 * Account, region and repository of an image in ECR; undefined for images of any other registry, also for ECR's public gallery.
 *
 * @public
 */
export function ecrImage(reference: string): EcrImage | undefined {
  const image = imageRepository(reference);
  const { account, region } =
    ecrRegistry.exec(image?.registry ?? '')?.groups ?? {};
  if (!image || !account || !region) return undefined;
  const [tagged, digest] = reference.split('@');
  return {
    account,
    region,
    repository: image.repository,
    tag: /:([^:/]+)$/.exec(tagged)?.[1] ?? 'latest',
    digest,
  };
}

/**
 * Whether a pattern such as `{account}.dkr.ecr.{region}.amazonaws.com/video/*` allows an image's repository. The registry (before
 * the first slash) and the repository are matched separately: no `*` can match across both. A pattern without a slash names no
 * registry and matches nothing, except `*`, which matches everything.
 *
 * @param placeholders - values for `{name}`; a pattern with an undefined one matches nothing
 */
export function matchesImagePattern(
  pattern: string,
  image: ImageRepository,
  placeholders: Readonly<Record<string, string | undefined>>,
): boolean {
  if (pattern === '*') return true;
  let filled = pattern;
  for (const [name, value] of Object.entries(placeholders)) {
    if (!filled.includes(`{${name}}`)) continue;
    if (value === undefined) return false;
    filled = filled.replaceAll(`{${name}}`, value);
  }
  const slash = filled.indexOf('/');
  return (
    slash >= 0 &&
    matchesPattern(filled.slice(0, slash), image.registry) &&
    matchesPattern(filled.slice(slash + 1), image.repository)
  );
}
