import { entryTitle } from '../describeIssue';
import type { EnvironmentSpec } from '../EnvironmentSpec';
import { imageRepository, matchesImagePattern } from '../imageReference';
import type { InstallationLimits } from '../InstallationLimits';
import { matchesPattern } from '../matchesPattern';
import type { Problem } from '../Problem';
import { list, type Rule } from './Rule';

/** A named thing that an environment uses; disabled parts use nothing. */
interface Use {
  path: string;
  title: string;
  name: string;
}

/** A kind of name that the installation limits. */
interface Limited {
  setting: string;
  reads: Rule['reads'];
  uses(spec: EnvironmentSpec): Use[];
  patterns(limits: InstallationLimits): readonly string[];
  isAllowed(
    name: string,
    spec: EnvironmentSpec,
    limits: InstallationLimits,
  ): boolean;
  /** What two names must have in common to be equivalent. */
  identity(name: string): string;
}

const secrets = {
  setting: 'streamflix.secrets.allow',
  patterns: (limits: InstallationLimits) => limits.secrets,
  isAllowed: (name: string, _: EnvironmentSpec, limits: InstallationLimits) =>
    limits.secrets.some(pattern => matchesPattern(pattern, name)),
  identity: (name: string) => name,
};

const databaseSecret: Limited = {
  ...secrets,
  reads: ['secrets.database', 'database.kind'],
  uses: spec =>
    spec.secrets.database !== undefined && spec.database.kind !== 'none'
      ? [
          {
            path: 'secrets.database',
            title: 'Database secret',
            name: spec.secrets.database,
          },
        ]
      : [],
};

const apiKeySecrets: Limited = {
  ...secrets,
  reads: ['secrets.apiKeys'],
  uses: spec =>
    spec.secrets.apiKeys.map((name, index) => ({
      path: `secrets.apiKeys.${index}`,
      title: entryTitle('API key secrets', index),
      name,
    })),
};

const imageOf = (part: 'service' | 'worker'): Limited => ({
  setting: 'streamflix.images.allow',
  reads: [`${part}.image`, `${part}.enabled`, 'suffix', 'region', 'account'],
  uses: spec =>
    spec[part].enabled
      ? [
          {
            path: `${part}.image`,
            title: `Image of the ${part}`,
            name: spec[part].image,
          },
        ]
      : [],
  patterns: limits => limits.images,
  isAllowed: (name, { account, region, suffix }, limits) => {
    const image = imageRepository(name);
    return (
      image !== undefined &&
      limits.images.some(pattern =>
        matchesImagePattern(pattern, image, {
          account: account ?? limits.account,
          region,
          suffix,
        }),
      )
    );
  },
  identity: name => {
    const image = imageRepository(name);
    return image ? `${image.registry}/${image.repository}` : name;
  },
});

const limited: readonly Limited[] = [
  databaseSecret,
  apiKeySecrets,
  imageOf('service'),
  imageOf('worker'),
];

/** Names that the running environment uses for the same setting. */
function namesInUse(setting: string, { running }: InstallationLimits) {
  const kinds = running ? limited.filter(kind => kind.setting === setting) : [];
  return new Set(
    kinds.flatMap(({ uses, identity }) =>
      running ? uses(running).map(({ name }) => identity(name)) : [],
    ),
  );
}

/** What is used although no pattern allows it, with a predicate that only lists the patterns. */
const notAllowed = (
  kind: Limited,
  spec: EnvironmentSpec,
  limits: InstallationLimits,
): (Use & { inUse: boolean; allowed: string })[] => {
  const inUse = namesInUse(kind.setting, limits);
  return kind
    .uses(spec)
    .filter(({ name }) => !kind.isAllowed(name, spec, limits))
    .map(use => ({
      ...use,
      inUse: inUse.has(kind.identity(use.name)),
      allowed: `${kind.setting} (${
        list(kind.patterns(limits)) || 'which is empty'
      })`,
    }));
};

const problemsOf = (
  kind: Limited,
  spec: EnvironmentSpec,
  limits: InstallationLimits,
): Problem[] =>
  notAllowed(kind, spec, limits)
    .filter(({ inUse }) => !inUse)
    .map(({ path, title, allowed }) => ({
      path,
      message: `${title} must match ${allowed}.`,
    }));

/** What the installation allows environments to use. A running environment may keep what it uses. */
export const limitRules: readonly Rule[] = limited.map(kind => ({
  reads: kind.reads,
  check: (spec, { limits }): Problem[] =>
    limits ? problemsOf(kind, spec, limits) : [],
}));

/**
 * The same checks for an existing specification.
 *
 * @public
 */
export const limitProblems = (
  spec: EnvironmentSpec,
  limits: InstallationLimits,
): Problem[] => limited.flatMap(kind => problemsOf(kind, spec, limits));

/**
 * One message per secret and image that an environment uses although the installation does not allow it.
 *
 * @public
 */
export const limitWarnings = (
  spec: EnvironmentSpec,
  limits: InstallationLimits,
): string[] =>
  limited.flatMap(kind =>
    notAllowed(kind, spec, limits).map(
      ({ title, allowed }) =>
        `${title} does not match ${allowed}. It is accepted because the environment already uses it.`,
    ),
  );
