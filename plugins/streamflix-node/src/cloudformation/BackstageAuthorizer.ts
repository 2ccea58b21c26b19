import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  environmentAssignOwnerPermission,
  environmentCreatePermission,
  environmentDeletePermission,
  environmentReadPermission,
  environmentUpdatePermission,
  observedResourceRef,
  requestedResourceRef,
  type EnvironmentFacts,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Authorizer } from './Authorizer';
import { Grant, type GrantedEffect, type Requester } from './Grant';
import { factsOf, isAmong, isUnderReview } from './ObservedStack';

/**
 * The Backstage services that authorization uses.
 *
 * @public
 */
export interface AuthorizationServices {
  auth: AuthService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  /** Logs why another service failed: users do not see this. */
  logger: Pick<LoggerService, 'warn'>;
  /** Whether the catalog has an entity that this user may see. */
  catalog: {
    getEntityByRef(
      entityRef: string,
      options: { credentials: BackstageCredentials },
    ): Promise<object | undefined>;
  };
}

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

const nameOf = ({ suffix, region }: EnvironmentRef) => `${suffix} in ${region}`;

const expired = 'Your sign-in has expired. Sign in, then start this again.';

/**
 * Authorizes by Backstage: the permission policy, the owner of the environment as AWS describes it now, and the catalog for a
 * new owner. Only a signed-in user may start an operation; a service may not.
 *
 * @public
 */
export class BackstageAuthorizer implements Authorizer {
  /** @param credentials - of the current user, such as the initiator of a task's current attempt; read again each time */
  constructor(
    private readonly services: AuthorizationServices,
    private readonly credentials: () => Promise<BackstageCredentials>,
  ) {}

  async requester(): Promise<Requester> {
    return this.#requesterOf(await this.#user());
  }

  /**
   * Requires that the user may see an environment.
   *
   * @throws NotAllowedError that does not reveal whether it exists
   */
  async requireRead(environment: EnvironmentFacts): Promise<void> {
    const user = await this.#user();
    await this.#require(
      user,
      environmentReadPermission,
      observedResourceRef(environment),
      `You do not have permission to see environment ${nameOf(environment)}`,
    );
  }

  async authorize(effect: GrantedEffect): Promise<Grant> {
    const user = await this.#user();
    const requester = await this.#requesterOf(user);
    const { action, ref, stack, requested } = effect;
    const name = nameOf(ref);
    const existing =
      stack && !isUnderReview(stack) ? factsOf(ref, stack) : undefined;
    const owns = requester.ownershipRefs ?? [];
    const coversMissingOwner =
      existing !== undefined &&
      (await this.#requireOwnership(user, owns, effect, existing));
    if (action === 'delete' || action === 'update') {
      if (!existing) {
        throw new NotAllowedError(`There is no environment ${name}.`);
      }
      const [permission, verb] =
        action === 'delete'
          ? ([environmentDeletePermission, 'destroy'] as const)
          : ([environmentUpdatePermission, 'change'] as const);
      const message = `You do not have permission to ${verb} environment ${name}`;
      const observed = observedResourceRef(existing);
      // Plan and progress show the existing environment.
      await this.#require(user, environmentReadPermission, observed, message);
      await this.#require(user, permission, observed, message);
    }
    // The fields that a policy can restrict: a change must not lead to what the requester could not create.
    const isOther =
      requested !== undefined &&
      (!isAmong(requested.owner, existing?.owner ? [existing.owner] : []) ||
        requested.blueprint !== existing?.blueprint);
    if (action === 'create' || (action === 'update' && isOther)) {
      if (!requested) {
        throw new NotAllowedError(`It is not known what is to be created.`);
      }
      await this.#requireOwner(user, requested, owns);
      await this.#require(
        user,
        environmentCreatePermission,
        requestedResourceRef(requested),
        `You do not have permission to create environment ${name}`,
      );
    }
    return Grant.issue(requester, effect, { coversMissingOwner });
  }

  /**
   * Requires that the existing stack is managed by StreamFlix and owned by the user.
   *
   * @returns whether it has no owner: then the user may manage such environments
   */
  async #requireOwnership(
    user: UserCredentials,
    owns: readonly string[],
    { action, ref, stack }: GrantedEffect,
    existing: EnvironmentFacts,
  ): Promise<boolean> {
    const name = nameOf(ref);
    if (!stack?.isManaged) {
      throw new NotAllowedError(
        `The stack of ${name} is not managed by StreamFlix.`,
      );
    }
    if (existing.owner === undefined) {
      await this.#require(
        user,
        environmentAssignOwnerPermission,
        observedResourceRef(existing),
        `Environment ${name} has no owner, and you do not have permission to manage it`,
      );
      return true;
    }
    if (!isAmong(existing.owner, owns)) {
      throw new NotAllowedError(
        `You do not have permission to ${
          action === 'delete' ? 'destroy' : 'change'
        } environment ${name}: it belongs to another owner.`,
      );
    }
    return false;
  }

  /** Requires that the requested owner exists, and is the user, a group of the user, or one the user may assign. */
  async #requireOwner(
    user: UserCredentials,
    requested: EnvironmentFacts,
    owns: readonly string[],
  ): Promise<void> {
    const { owner } = requested;
    if (!isAmong(owner, owns)) {
      await this.#require(
        user,
        environmentAssignOwnerPermission,
        requestedResourceRef(requested),
        'Owner must be you or a group you belong to. To name another, you need permission',
      );
    }
    const found =
      owner &&
      (await this.#ask('The catalog', () =>
        this.services.catalog.getEntityByRef(owner, { credentials: user }),
      ));
    if (!found) {
      throw new NotAllowedError(
        'Owner must be a user or group that exists in the catalog.',
      );
    }
  }

  /** @param message - for the user; the permission's name is added */
  async #require(
    user: UserCredentials,
    permission: ResourcePermission,
    resourceRef: string,
    message: string,
  ): Promise<void> {
    const [decision] = await this.#ask('The permission service', () =>
      this.services.permissions.authorize([{ permission, resourceRef }], {
        credentials: user,
      }),
    );
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`${message} (${permission.name}).`);
    }
  }

  async #user(): Promise<UserCredentials> {
    const credentials = await this.credentials();
    if (!this.services.auth.isPrincipal(credentials, 'user')) {
      throw new AuthenticationError(
        'Only a signed-in user can start this. Sign in, then start it again.',
      );
    }
    // A task's credentials were serialized to JSON, including their dates.
    const { expiresAt } = credentials;
    if (expiresAt && new Date(expiresAt).getTime() <= Date.now()) {
      throw new AuthenticationError(expired);
    }
    return credentials;
  }

  /**
   * Calls a Backstage service. A failed call never counts as permission.
   *
   * @throws ServiceUnavailableError; AuthenticationError when the sign-in is no longer accepted
   */
  async #ask<T>(name: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const status = Object(error).statusCode ?? Object(error).status;
      if (status === 401 || Object(error).name === 'AuthenticationError') {
        throw new AuthenticationError(expired);
      }
      this.services.logger.warn(
        `${name} did not answer: ${stringifyError(error)}`,
      );
      throw new ServiceUnavailableError(
        `${name} did not answer, so it is not known what you may do. Nothing was started. Try again later.`,
      );
    }
  }

  async #requesterOf(user: UserCredentials): Promise<Requester> {
    const info = await this.#ask('The auth service', () =>
      this.services.userInfo.getUserInfo(user),
    );
    return { id: info.userEntityRef, ownershipRefs: info.ownershipEntityRefs };
  }
}
