import {
  PolicyStatement,
  ServicePrincipal,
  type Effect,
  type IPrincipal,
  type PolicyDocument,
} from 'aws-cdk-lib/aws-iam';

export interface PermissionProps {
  /** Why it is needed and by what; one line, for reviewers. Not part of the template. */
  readonly why: string;
  readonly actions: string[];
  /** Left out only where the policy belongs to its one resource. */
  readonly resources?: string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
  readonly effect?: Effect;
  readonly principals?: IPrincipal[];
}

const reasons = new WeakMap<PolicyStatement, string>();

/** An IAM statement with its reason. */
export function permission({
  why,
  ...props
}: PermissionProps): PolicyStatement {
  const statement = new PolicyStatement(props);
  reasons.set(statement, why);
  return statement;
}

/**
 * The reason of a statement; undefined for one that `permission` did not create.
 *
 * Call it before synthesis: CDK then replaces mergeable statements by a new one.
 */
export const reasonOf = (statement: PolicyStatement): string | undefined =>
  reasons.get(statement);

/** An AWS service that may assume a role. CDK creates the statement itself, so the reason is passed to it. */
class TrustedService extends ServicePrincipal {
  constructor(service: string, private readonly why: string) {
    super(service);
  }

  addToAssumeRolePolicy(document: PolicyDocument): void {
    document.addStatements(
      permission({
        why: this.why,
        actions: [this.assumeRoleAction],
        principals: [this],
      }),
    );
  }
}

/** For `assumedBy` of a role. */
export const trust = (service: string, why: string): ServicePrincipal =>
  new TrustedService(service, why);
