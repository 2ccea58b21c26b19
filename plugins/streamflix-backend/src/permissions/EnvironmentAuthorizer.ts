import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  accountReadPermission,
  blueprintIds,
  environmentAssignOwnerPermission,
  environmentCreatePermission,
  environmentDeletePermission,
  environmentReadPermission,
  environmentUpdatePermission,
  type Authorization,
  type EnvironmentAuthorization,
  type EnvironmentFacts,
  type Installation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import type { AwsTarget } from '@streamflix/backstage-plugin-streamflix-node';
import { environmentResourceRef } from './environmentResource';

/** A possibly conditional decision. An unknown environment meets no condition. */
type Decision = (environment: EnvironmentFacts | undefined) => boolean;

/** Which environments a caller may read. */
export interface ReadDecision {
  mayRead: Decision;
  /** The same for callers who may read the same environments. */
  key: string;
}

/** Decisions about a user are cached for 5 seconds: views send about ten requests in a row, and a policy may be slow. */
const cacheOptions = { max: 1_000, ttl: 5_000, perf: Date };

/** Throws NotAllowedError when a decision holds for no environment in an account and region. */
type TargetAssertion = (target: AwsTarget) => void;

/**
 * What a caller may read, and what they are shown that they may do. Decisions use facts that were read from AWS, not a reference.
 * Whatever changes an environment is authorized by itself.
 */
export class EnvironmentAuthorizer {
  private readonly decisions = new LRUCache<string, Promise<PolicyDecision[]>>(
    cacheOptions,
  );
  private readonly ownerships = new LRUCache<string, Promise<string[]>>(
    cacheOptions,
  );

  constructor(
    private readonly services: {
      auth: AuthService;
      permissions: PermissionsService;
      permissionsRegistry: PermissionsRegistryService;
      userInfo: UserInfoService;
    },
  ) {}

  /** Which environments the caller may read. @throws NotAllowedError when none */
  async read(credentials: BackstageCredentials): Promise<Decision> {
    return (await this.readDecision(credentials)).mayRead;
  }

  /** As `read`, with a key for what callers with the same decision can share. */
  async readDecision(credentials: BackstageCredentials): Promise<ReadDecision> {
    const [decision] = await this.ask(credentials, [environmentReadPermission]);
    const mayRead = this.toDecision(decision);
    if (!mayRead) {
      throw new NotAllowedError(
        'You do not have permission to see environments.',
      );
    }
    return { mayRead, key: JSON.stringify(decision) };
  }

  /**
   * Which environments the caller may read, for a caller who may create one.
   *
   * @returns also what throws NotAllowedError unless they may create one in an account and region
   * @throws NotAllowedError when they may not create any
   */
  async create(
    credentials: BackstageCredentials,
  ): Promise<{ mayRead: Decision; assertMayCreateIn: TargetAssertion }> {
    const [mayCreate, mayRead] = await this.decide(
      credentials,
      environmentCreatePermission,
      environmentReadPermission,
    );
    return {
      mayRead: mayRead ?? (() => false),
      assertMayCreateIn: await this.assertIn(
        credentials,
        [mayCreate],
        'create',
      ),
    };
  }

  /**
   * For what a form of creating or changing shows of an account and region.
   *
   * @returns what throws NotAllowedError unless the caller may create or change an environment there
   * @throws NotAllowedError when they may neither create nor change any
   */
  async createOrUpdate(
    credentials: BackstageCredentials,
  ): Promise<TargetAssertion> {
    const decisions = await this.decide(
      credentials,
      environmentCreatePermission,
      environmentUpdatePermission,
    );
    return this.assertIn(credentials, decisions, 'create or change');
  }

  /** Asserts that one of the decisions holds for some environment that the caller could have. */
  private async assertIn(
    credentials: BackstageCredentials,
    decisions: readonly (Decision | undefined)[],
    operation: string,
  ): Promise<TargetAssertion> {
    const denied = (where = '') =>
      new NotAllowedError(
        `You do not have permission to ${operation} environments${where}.`,
      );
    if (!decisions.some(Boolean)) throw denied();
    const owners = [undefined, ...(await this.ownershipRefs(credentials))];
    return target => {
      const isAllowed = decisions.some(may =>
        owners.some(owner =>
          blueprintIds.some(blueprint =>
            may?.({ ...target, blueprint, owner, suffix: '' }),
          ),
        ),
      );
      if (!isAllowed) {
        throw denied(` in ${target.region} of account ${target.account}`);
      }
    };
  }

  /** Whether the caller may check what accounts need. */
  async mayCheckAccounts(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.services.permissions.authorize(
      [{ permission: accountReadPermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  /** What the form needs to know about the caller. */
  async describeCaller(
    credentials: BackstageCredentials,
  ): Promise<Pick<Installation, 'mayCreate' | 'mayCheckAccounts' | 'owners'>> {
    const [mayCreate, mayAssignOwner] = await this.decide(
      credentials,
      environmentCreatePermission,
      environmentAssignOwnerPermission,
    );
    return {
      mayCreate: mayCreate !== undefined,
      mayCheckAccounts: await this.mayCheckAccounts(credentials),
      owners: {
        own: await this.ownershipRefs(credentials),
        any: mayAssignOwner !== undefined,
      },
    };
  }

  /** What the caller may do with an environment as it is now: requires both the permission and ownership. */
  async authorization(
    credentials: BackstageCredentials,
    environment: EnvironmentFacts,
  ): Promise<EnvironmentAuthorization> {
    const [update, remove] = await this.ofOwner(credentials, environment, [
      [environmentUpdatePermission, 'change'],
      [environmentDeletePermission, 'destroy'],
    ]);
    return { update, delete: remove };
  }

  /** Whether the caller may cancel an operation: the same permission and ownership as for starting it. */
  async cancellation(
    credentials: BackstageCredentials,
    environment: EnvironmentFacts,
    effect: 'delete' | 'roll-back',
  ): Promise<Authorization> {
    const [allowed] = await this.ofOwner(credentials, environment, [
      effect === 'delete'
        ? [environmentCreatePermission, 'create']
        : [environmentUpdatePermission, 'change'],
    ]);
    if (allowed.allowed) return allowed;
    return {
      allowed: false,
      reason: `To cancel an operation, you must be allowed to start it. ${allowed.reason}`,
    };
  }

  /** Whether permission and ownership allow each of some actions on an environment. */
  private async ofOwner(
    credentials: BackstageCredentials,
    environment: EnvironmentFacts,
    actions: readonly (readonly [ResourcePermission, verb: string])[],
  ): Promise<Authorization[]> {
    const { owner } = environment;
    const [[mayAssignOwner, ...decisions], own] = await Promise.all([
      this.decide(
        credentials,
        environmentAssignOwnerPermission,
        ...actions.map(([permission]) => permission),
      ),
      owner === undefined ? [] : this.ownershipRefs(credentials),
    ]);
    const lower = (ref: string) => ref.toLocaleLowerCase('en-US');
    const owns =
      owner === undefined
        ? mayAssignOwner?.(environment)
        : own.map(lower).includes(lower(owner));
    return actions.map(([, verb], index): Authorization => {
      if (!decisions[index]?.(environment)) {
        return {
          allowed: false,
          reason: `You do not have permission to ${verb} this environment.`,
        };
      }
      if (owns) return { allowed: true };
      return {
        allowed: false,
        reason:
          owner === undefined
            ? `This environment has no owner. Only users with the permission ${environmentAssignOwnerPermission.name} can ${verb} it.`
            : `This environment belongs to ${owner}. Only its owner can ${verb} it.`,
      };
    });
  }

  /** One decision for each permission; undefined where it is denied for every environment. */
  private async decide(
    credentials: BackstageCredentials,
    ...permissions: ResourcePermission[]
  ): Promise<(Decision | undefined)[]> {
    const decisions = await this.ask(credentials, permissions);
    return decisions.map(decision => this.toDecision(decision));
  }

  private ask(
    credentials: BackstageCredentials,
    permissions: readonly ResourcePermission[],
  ): Promise<PolicyDecision[]> {
    return this.cached(
      this.decisions,
      credentials,
      permissions.map(({ name }) => name),
      () =>
        this.services.permissions.authorizeConditional(
          permissions.map(permission => ({ permission })),
          { credentials },
        ),
    );
  }

  /** Caches decisions about users only: those about another principal can depend on its token. */
  private cached<T extends object>(
    answers: LRUCache<string, Promise<T>>,
    credentials: BackstageCredentials,
    question: readonly string[],
    find: () => Promise<T>,
  ): Promise<T> {
    if (!this.services.auth.isPrincipal(credentials, 'user')) return find();
    const key = JSON.stringify([credentials.principal, question]);
    const known = answers.get(key);
    if (known) return known;
    const found = find();
    answers.set(key, found);
    found.catch(() => answers.delete(key));
    return found;
  }

  private toDecision(decision: PolicyDecision): Decision | undefined {
    if (decision.result === AuthorizeResult.DENY) return undefined;
    if (decision.result === AuthorizeResult.ALLOW) return () => true;
    const isAllowed = createConditionAuthorizer(
      this.services.permissionsRegistry.getPermissionRuleset(
        environmentResourceRef,
      ),
    );
    return environment => isAllowed(decision, environment);
  }

  private async ownershipRefs(
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const { auth, userInfo } = this.services;
    // A service owns nothing.
    if (!auth.isPrincipal(credentials, 'user')) return [];
    return this.cached(
      this.ownerships,
      credentials,
      [],
      async () => (await userInfo.getUserInfo(credentials)).ownershipEntityRefs,
    );
  }
}
