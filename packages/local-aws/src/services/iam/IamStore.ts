import type { Resource, World } from '../../world/World';

/** A role of the account that no stack owns. */
export interface AccountRole {
  readonly path: string;
  readonly name: string;
  /** JSON, not encoded. */
  readonly trust: string;
  readonly description?: string;
  readonly createdAt: Date;
}

/** A managed policy of the account. */
export interface AccountPolicy {
  readonly path: string;
  readonly name: string;
  readonly description?: string;
  readonly createdAt: Date;
  /** Oldest first; at most five. */
  readonly versions: PolicyVersion[];
  defaultVersion: string;
}

/** A version of a managed policy. */
export interface PolicyVersion {
  /** `v1`, `v2` … */
  readonly id: string;
  /** JSON. */
  readonly document: string;
  readonly createdAt: Date;
}

/**
 * Service-linked roles by the service that assumes them. Source: the page about service-linked roles in each service's guide.
 */
export const serviceLinkedRoles: Readonly<Record<string, string>> = {
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'ecs.application-autoscaling.amazonaws.com':
    'AWSServiceRoleForApplicationAutoScaling_ECSService',
  'elasticache.amazonaws.com': 'AWSServiceRoleForElastiCache',
  'elasticfilesystem.amazonaws.com': 'AWSServiceRoleForAmazonElasticFileSystem',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'ops.apigateway.amazonaws.com': 'AWSServiceRoleForAPIGateway',
  'rds.amazonaws.com': 'AWSServiceRoleForRDS',
};

const trustOf = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
      },
    ],
  });

/** The roles and managed policies of the account: those created by calls, and the roles of stacks. */
export class IamStore {
  private readonly roles = new Map<string, AccountRole>();
  private readonly policies = new Map<string, AccountPolicy>();
  private readonly ofStacks = new Set<Resource>();

  constructor(private readonly world: World) {
    // IAM is global, the resources of stacks are listed by region.
    world.onChange(resource => {
      if (resource.type !== 'AWS::IAM::Role') return;
      const { region, type, physicalId } = resource;
      if (world.find(region, type, physicalId)) this.ofStacks.add(resource);
      else this.ofStacks.delete(resource);
    });
    if (world.account === 'fresh') return;
    for (const service of Object.keys(serviceLinkedRoles)) {
      this.addServiceLinkedRole(service);
    }
  }

  now(): Date {
    return this.world.now();
  }

  addServiceLinkedRole(service: string): AccountRole {
    return this.addRole({
      path: `/aws-service-role/${service}/`,
      name: serviceLinkedRoles[service],
      trust: trustOf(service),
    });
  }

  addRole(role: Omit<AccountRole, 'createdAt'>): AccountRole {
    const added = { ...role, createdAt: this.world.now() };
    this.roles.set(role.name, added);
    return added;
  }

  addPolicy({
    document,
    ...policy
  }: Pick<AccountPolicy, 'path' | 'name' | 'description'> & {
    document: string;
  }): AccountPolicy {
    const createdAt = this.world.now();
    const added = {
      ...policy,
      createdAt,
      versions: [{ id: 'v1', document, createdAt }],
      defaultVersion: 'v1',
    };
    this.policies.set(this.arnOf('policy', policy), added);
    return added;
  }

  role(name: string): AccountRole | undefined {
    return this.roles.get(name) ?? this.roleOfStack(name);
  }

  policy(arn: string): AccountPolicy | undefined {
    return this.policies.get(arn);
  }

  arnOf(
    type: 'role' | 'policy',
    { path, name }: Pick<AccountRole, 'path' | 'name'>,
  ): string {
    return `arn:aws:iam::${this.world.accountId}:${type}${path}${name}`;
  }

  /** The role of a stack, with its policies. */
  resourceOfRole(name: string): Resource | undefined {
    return [...this.ofStacks].find(
      ({ physicalId, phase }) => physicalId === name && phase !== 'failed',
    );
  }

  private roleOfStack(name: string): AccountRole | undefined {
    const found = this.resourceOfRole(name);
    return (
      found && {
        path: String(found.properties.Path ?? '/'),
        name,
        trust: JSON.stringify(found.properties.AssumeRolePolicyDocument),
        createdAt: found.createdAt,
      }
    );
  }
}
