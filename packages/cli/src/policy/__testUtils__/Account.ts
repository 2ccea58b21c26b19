import { allows, type PolicyStatement } from './evaluate';

/** The permissions in the account, and their holders. */
export interface Grants {
  account: string;
  /** One of the policies' regions. */
  region: string;
  portalRole: string;
  portal: readonly PolicyStatement[];
  /** ARN of CloudFormation's role, and its permissions. */
  executionRole?: string;
  execution?: readonly PolicyStatement[];
  executionTrust?: readonly PolicyStatement[];
  /** ARN of the boundary, and its permissions. */
  boundary: string;
  boundaryStatements: readonly PolicyStatement[];
  /** ARNs of roles and policies that environments may have. */
  roles: readonly string[];
  policies: readonly string[];
  /** Every action of IAM and STS that changes something. */
  writes: readonly string[];
}

/** Resources an administrator may have left in the account, against which StreamFlix cannot be protected. */
export interface Leftovers {
  /** A role under /streamflix/ without the boundary, which ECS may assume, and with a policy under /streamflix/. */
  unlimitedRole?: boolean;
  /** A stack with the name of an environment's, which CloudFormation changes with an administrator's role. */
  stackOfAdministrator?: boolean;
}

/** A role in one of its states. */
export interface Role {
  exists: boolean;
  boundary?: string;
  /** Services and principals in the trust policy. */
  trusts: readonly string[];
}

/** A caller: the portal's role, or a role it can act as. */
export interface Actor {
  name: string;
  statements: readonly PolicyStatement[];
}

export interface Findings {
  /** What must never be possible, each with the sequence of calls. */
  escalations: Map<string, string[]>;
  /** Names of all calls that were possible, so that a test can see that the search was not empty. */
  calls: Set<string>;
}

export const ecsTasks = 'ecs-tasks.amazonaws.com';
export const flowLogs = 'vpc-flow-logs.amazonaws.com';
export const cloudFormation = 'cloudformation.amazonaws.com';

/** Statements of the services whose calls are searched; no other service can change permissions. */
const searched = (statements: readonly PolicyStatement[]) =>
  statements.filter(({ Action }) =>
    [Action].flat().some(each => /^(\*$|(iam|sts|cloudformation):)/.test(each)),
  );

const outside = (arn: string) => arn.replace('/streamflix/', '/');

/** An account as a search for escalations knows it: the states its roles can reach, who can call AWS, and what was found. */
export class Account {
  readonly findings: Findings = { escalations: new Map(), calls: new Set() };
  readonly states = new Map<
    string,
    Map<string, { role: Role; path: string[] }>
  >();
  readonly actors = new Map<string, { actor: Actor; path: string[] }>();
  readonly guardrail: string;
  readonly administrator: string;
  readonly policies: readonly string[];
  readonly stacks: readonly { arn: string; role?: string }[];

  constructor(readonly grants: Grants, readonly leftovers: Leftovers) {
    const guardrail = this.arnOf('policy', 'guardrail');
    const administrator = this.arnOf('role', 'administrator');
    this.guardrail = guardrail;
    this.administrator = administrator;
    this.policies = [
      ...grants.policies,
      ...grants.policies.map(outside),
      grants.boundary,
      guardrail,
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ];
    this.stacks = [
      { arn: this.stack('streamflix-x') },
      { arn: this.stack('payments'), role: administrator },
      ...(grants.executionRole || leftovers.stackOfAdministrator
        ? [{ arn: this.stack('streamflix-administrator'), role: administrator }]
        : []),
    ];
    this.#addRoles();
    this.#act('portal', grants.portal, []);
  }

  #addRoles(): void {
    const { guardrail, leftovers } = this;
    const { boundary, executionRole } = this.grants;
    const add = (arn: string, role: Omit<Role, 'exists'>, exists = true) =>
      this.reach(arn, { exists, ...role }, []);
    for (const arn of this.grants.roles) {
      add(arn, { boundary, trusts: [ecsTasks, flowLogs] });
      add(arn.replace(/x$/, 'new'), { trusts: [] }, false);
      const trusts = ['ec2.amazonaws.com'];
      add(outside(arn), { trusts });
      add(arn.replace(/x$/, 'open'), { trusts });
      add(arn.replace(/x$/, 'other'), { trusts, boundary: guardrail });
      if (leftovers.unlimitedRole) {
        add(arn.replace(/x$/, 'leftover'), { trusts: [ecsTasks] });
      }
    }
    add(this.administrator, { trusts: [cloudFormation] });
    add(this.arnOf('role', 'limited'), { boundary, trusts: [] });
    add(this.grants.portalRole, { trusts: [] });
    add(this.arnOf('role', 'streamflix-imposter'), { trusts: [] }, false);
    if (executionRole) add(executionRole, { trusts: [cloudFormation] });
  }

  /** Number of known states and callers: a search is complete when it finds no more. */
  get size(): number {
    return [...this.states.values()].reduce(
      (sum, known) => sum + known.size,
      this.actors.size,
    );
  }

  arnOf(kind: string, name: string): string {
    return `arn:aws:iam::${this.grants.account}:${kind}/${name}`;
  }

  stack(name: string, account = this.grants.account): string {
    return `arn:aws:cloudformation:${this.grants.region}:${account}:stack/${name}/id`;
  }

  isLimited({ boundary }: Role): boolean {
    return boundary === this.grants.boundary;
  }

  report(text: string, path: string[]): void {
    const { escalations } = this.findings;
    if (!escalations.has(text)) escalations.set(text, path);
  }

  /** A role can have this state. */
  reach(arn: string, role: Role, path: string[]): void {
    const known = this.states.get(arn) ?? new Map();
    const key = JSON.stringify(role);
    if (!known.has(key)) known.set(key, { role, path });
    this.states.set(arn, known);
  }

  /** A caller can act as a role from now on. */
  takeOver(arn: string, role: Role, path: string[]): void {
    const { executionRole, execution, boundaryStatements } = this.grants;
    if (arn === executionRole && execution) {
      this.#act('execution role', execution, path);
    } else if (this.isLimited(role)) {
      this.#act('role with the boundary', boundaryStatements, path);
    } else {
      this.report('acts as a role without the boundary', path);
    }
  }

  /** Whether CloudFormation can assume the execution role for a stack. */
  isAssumedFor(stackArn: string): boolean {
    return allows(this.grants.executionTrust ?? [], {
      action: 'sts:AssumeRole',
      resource: '*',
      keys: {
        'aws:SourceAccount': stackArn.split(':')[4],
        'aws:SourceArn': stackArn,
      },
    });
  }

  #act(
    name: string,
    statements: readonly PolicyStatement[],
    path: string[],
  ): void {
    if (this.actors.has(name)) return;
    const actor = { name, statements: searched(statements) };
    this.actors.set(name, { actor, path });
  }
}
