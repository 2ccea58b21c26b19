import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { partitionOf, type Target } from './Target';
import type { ScopeRow } from './scopes';

/** Suffix of the synthesized template; no name contains it except as the suffix. */
export const templateSuffix = 'qqzzqq';

/** Replaces the region while numbers are replaced; no name contains it. */
const regionMark = '<region>';

/** A name or ARN as text, with `*` for everything AWS generates. */
export function nameText(name: unknown): string {
  if (typeof name === 'string') return name;
  if (Array.isArray(name)) return name.map(nameText).join('');
  if (!isValues(name)) return '*';
  const { 'Fn::Join': join, 'Fn::Sub': sub } = name;
  if (Array.isArray(join)) {
    const [separator, parts] = join;
    return Array.isArray(parts)
      ? parts.map(nameText).join(String(separator))
      : '*';
  }
  return sub === undefined
    ? '*'
    : String([sub].flat()[0]).replaceAll(/\$\{[^}]*\}/g, '*');
}

/**
 * A physical name as a pattern. `*` replaces everything that may differ between two environments of a blueprint: suffix and
 * region unless they are given, and numbers, such as a port or the major version of an engine.
 *
 * @throws Error for a generated name: its pattern would match everything
 */
export function namePattern(
  name: unknown,
  templateRegion: string,
  target: Pick<Target, 'region' | 'suffix'>,
): string {
  const pattern = nameText(name)
    .replaceAll(templateRegion, regionMark)
    .replaceAll(/\d+/g, '*')
    .replaceAll(templateSuffix, target.suffix)
    .replaceAll(regionMark, target.region)
    .replaceAll(/\*+/g, '*');
  if (!/[a-z]/i.test(pattern)) {
    throw new Error(
      `AWS generates the whole name ${JSON.stringify(
        name,
      )}: a policy cannot be limited to it.`,
    );
  }
  return pattern;
}

export const arnOf = (arn: string, target: Target) =>
  `arn:${partitionOf(target)}:${arn
    .replace(':R:', `:${target.region}:`)
    .replace(':A:', `:${target.account}:`)
    .replace('{suffix}', target.suffix)
    .replaceAll(/\*+/g, '*')}`;

/** Path of an IAM resource; IAM's default where the template sets none. */
export const pathOf = ({ Path }: Values) =>
  typeof Path === 'string' ? Path : '/';

/** ARN pattern of secrets, by name or name pattern. Secrets Manager appends a dash and six characters to the name. */
export const secretArn = (name: string, target: Target) =>
  arnOf(`secretsmanager:R:A:secret:${name}-??????`, target);

/** ARN patterns of the ECR repositories that match an image pattern; none for another registry. */
export function repositoriesOf(image: string, target: Target): string[] {
  const slash = image.indexOf('/');
  const registry = slash < 0 ? image : image.slice(0, slash);
  const [, account, region] =
    /^(\{account\}|\d{12})\.dkr\.ecr\.(\{region\}|[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(
      registry,
    ) ?? (registry.includes('*') ? ['', '*', '*'] : []);
  if (!account || !region) return [];
  const repository = slash < 0 ? '*' : image.slice(slash + 1);
  return [
    arnOf(
      `ecr:${region.replace('{region}', 'R')}:${account.replace(
        '{account}',
        'A',
      )}:repository/${repository}`,
      target,
    ),
  ];
}

/** ARN patterns of the resources of one row. */
export function arnPatterns(
  row: ScopeRow,
  resources: readonly Values[],
  templateRegion: string,
  target: Target,
): string[] {
  const { name: property } = row;
  if (!property) return [arnOf(row.arn, target)];
  return [
    ...new Set(
      resources.map(resource =>
        arnOf(
          row.arn
            .replace('{path}', pathOf(resource))
            .replace(
              '{name}',
              namePattern(resource[property], templateRegion, target),
            ),
          target,
        ),
      ),
    ),
  ];
}
