import { denial } from '../faults/wireErrors';
import { ResourceFailure } from '../faults/ResourceFailure';
import type { ProtocolName } from '../protocols/Protocol';
import type { AccessKeys } from '../signatures/AccessKeys';
import type { Call } from '../protocols/Service';
import type { World } from '../world/World';
import type { Access } from './Access';
import type { AccessRequest } from './AccessRequest';
import { callRequests, quotaRequests } from './callRequests';
import type { AuthorizedCall, KnownResources } from './callResources';
import { StatementIndex } from './evaluate';
import type { HandlerOperation } from './HandlerOperation';
import { handlerRequests } from './handlerRequests';
import type { Policies, PolicyStatement } from './PolicyStatement';

/** Whose permissions a request has. */
interface Principal {
  readonly arn: string;
  /** Missing for the account's root user, to whom policies do not apply. */
  readonly identity?: StatementIndex;
  readonly boundary?: StatementIndex;
}

/** One operation of a resource handler of a stack. */
export interface StackAccess
  extends Pick<HandlerOperation, 'operation' | 'subject' | 'before'> {
  readonly stackId: string;
  /** ARN of the role CloudFormation acts with; its caller's permissions apply when missing. */
  readonly roleArn?: string;
}

export interface AuthorizerOptions {
  readonly policies: Policies;
  readonly world: World;
  readonly accessKeys: AccessKeys;
  readonly known: KnownResources;
  /** Called with each access, before its result is known. */
  readonly onAccess?: (access: Access) => void;
  /** Statements of the policies of a stack's role, and whether it has a permissions boundary. */
  roleOfStack(name: string):
    | {
        readonly statements: readonly PolicyStatement[];
        readonly isBounded: boolean;
      }
    | undefined;
}

/** Names by which handlers report the services they call. */
const SERVICES: Readonly<Record<string, string>> = {
  'application-autoscaling': 'ApplicationAutoScaling',
  apigateway: 'ApiGateway',
  cloudwatch: 'CloudWatch',
  elasticache: 'ElastiCache',
  elasticfilesystem: 'Efs',
  elasticloadbalancing: 'ElasticLoadBalancingV2',
  logs: 'CloudWatchLogs',
  secretsmanager: 'SecretsManager',
};

const nothing = new StatementIndex([]);

/** Evaluates the policies of the account on each request, and on what CloudFormation does for it. */
export class Authorizer {
  private readonly portal: StatementIndex;
  private readonly execution: StatementIndex;
  private readonly boundary: StatementIndex | undefined;
  /** The principal that last changed a stack, by its name and region: CloudFormation acts with the caller's permissions. */
  private readonly callers = new Map<string, string>();

  constructor(private readonly options: AuthorizerOptions) {
    const { portal, execution, boundary } = options.policies;
    this.portal = new StatementIndex(portal);
    this.execution = new StatementIndex(execution ?? []);
    this.boundary = boundary && new StatementIndex(boundary);
  }

  /**
   * @param stack - name of the stack the call refers to
   * @throws AwsError the denial, in the format of the protocol
   */
  async authorize(
    call: AuthorizedCall,
    protocol: ProtocolName,
    stack: string | undefined,
  ): Promise<void> {
    const { accessKeyId = '' } = call.call;
    const principal = this.principalOf(accessKeyId);
    for (const request of await callRequests(call, this.options.known)) {
      const message = this.refusal(principal, request);
      if (message) throw denial(protocol, message);
    }
    if (stack && !/^(Describe|Get|List)/.test(call.operation)) {
      this.callers.set(`${call.call.region} ${stack}`, accessKeyId);
    }
  }

  /** Whether a caller may read what CloudFormation reads to warn of quotas. */
  readsQuotas(call: Call): boolean {
    const principal = this.principalOf(call.accessKeyId ?? '');
    return quotaRequests(call).every(
      request => this.refusal(principal, request) === undefined,
    );
  }

  /** @returns why the handler fails, in its format; undefined when everything it does is allowed */
  async handlerRefusal({
    stackId,
    roleArn,
    ...operation
  }: StackAccess): Promise<ResourceFailure | undefined> {
    const { world, known } = this.options;
    const { region } = operation.subject;
    const name = stackId.split('/')[1];
    const caller = this.callers.get(`${region} ${name}`) ?? '';
    const principal = roleArn
      ? this.serviceRole(roleArn)
      : this.principalOf(caller);
    if (!principal.identity) return undefined;
    const requests = await handlerRequests({
      ...operation,
      isForwarded: roleArn === undefined,
      world,
      known,
    });
    for (const request of requests) {
      const message = this.refusal(principal, request);
      if (message) return failureOf(request, message);
    }
    return undefined;
  }

  private refusal(
    principal: Principal,
    request: AccessRequest,
  ): string | undefined {
    const { action, resource } = request;
    const { onAccess } = this.options;
    if (onAccess && principal.identity) {
      const statements = principal.identity.matching(request);
      onAccess({ action, resource, statements });
    }
    return refusal(principal, request);
  }

  private serviceRole(roleArn: string): Principal {
    const name = roleArn.replace(/^.*\//, '');
    return {
      arn: `arn:aws:sts::${this.options.world.accountId}:assumed-role/${name}/AWSCloudFormation`,
      identity: this.execution,
    };
  }

  private principalOf(accessKeyId: string): Principal {
    const { accessKeys, roleOfStack } = this.options;
    const arn = accessKeys.arnOf(accessKeyId);
    if (arn.endsWith(':root')) return { arn };
    const [, sessionRole] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
    const role = sessionRole ? roleOfStack(sessionRole) : undefined;
    if (!role) return { arn, identity: this.portal };
    return {
      arn,
      identity: new StatementIndex(role.statements),
      boundary: role.isBounded ? this.boundary ?? nothing : undefined,
    };
  }
}

/** AWS's message. Source: IAM User Guide, "Troubleshoot access denied error messages". */
function refusal(
  { arn, identity, boundary }: Principal,
  request: AccessRequest,
): string | undefined {
  if (!identity) return undefined;
  const { action, resource } = request;
  const denied = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`;
  const byIdentity = identity.decide(request);
  const byBoundary = boundary?.decide(request) ?? 'allowed';
  if (byIdentity === 'denied') {
    return `${denied} with an explicit deny in an identity-based policy`;
  }
  if (byBoundary === 'denied') {
    return `${denied} with an explicit deny in a permissions boundary`;
  }
  if (byIdentity === 'not-allowed') {
    return `${denied} because no identity-based policy allows the ${action} action`;
  }
  return byBoundary === 'not-allowed'
    ? `${denied} because no permissions boundary allows the ${action} action`
    : undefined;
}

function failureOf(
  { action }: AccessRequest,
  message: string,
): ResourceFailure {
  const [service] = action.split(':');
  const name =
    SERVICES[service] ??
    (/^(ec2|ecr|ecs|efs|iam|kms|rds|sns|sqs)$/.test(service)
      ? service[0].toUpperCase() + service.slice(1)
      : service);
  return ResourceFailure.fromService(
    name,
    service === 'ec2'
      ? `You are not authorized to perform this operation. ${message}`
      : message,
    'AccessDenied',
    /^(ecs|ecr|kms|logs|kinesis|secretsmanager|application-autoscaling)$/.test(
      service,
    )
      ? 400
      : 403,
  );
}
