import { fieldsOf, listOf, stringsOf } from '../../../world/values';
import type { Candidate } from '../Candidate';

/** The name in the ARN of a role of this account. Service-linked roles are left out: services create them. */
const ownRoleName = (
  { world }: Pick<Candidate, 'world'>,
  arn: string,
): string | undefined =>
  new RegExp(
    `^arn:[\\w-]+:iam::${world.accountId}:role/(?!aws-service-role/)(?:.*/)?([\\w+=,.@-]+)$`,
  ).exec(arn)?.[1];

/**
 * A role of this account that a policy names as principal and that does not exist: every service refuses such a policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function unknownPrincipal(
  candidate: Pick<Candidate, 'iam' | 'world'>,
  document: unknown,
): string | undefined {
  const { Statement } = fieldsOf(document);
  return [listOf(Statement), fieldsOf(Statement)]
    .flat()
    .map(each => fieldsOf(fieldsOf(each).Principal).AWS)
    .flatMap(each => stringsOf([each].flat()))
    .find(arn => {
      const name = ownRoleName(candidate, arn);
      return name !== undefined && candidate.iam && !candidate.iam.role(name);
    });
}

/** Whether a role of this account is missing or does not trust a service. Of other accounts' roles nothing is known. */
export function isRefusedRole(
  { iam, world }: Pick<Candidate, 'iam' | 'world'>,
  arn: string | undefined,
  service: string,
): boolean {
  const name = arn && ownRoleName({ world }, arn);
  if (!name || !iam) return false;
  const role = iam.role(name);
  return !role?.trust.includes(`"${service}"`);
}
