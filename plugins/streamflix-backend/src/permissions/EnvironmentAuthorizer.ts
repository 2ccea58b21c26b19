import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  environmentChangePermission,
  environmentCreatePermission,
  environmentReadPermission,
  toResourceRef,
  type EnvironmentRef,
  type EnvironmentSummary,
} from '@streamflix/backstage-plugin-streamflix-common';
import { environmentResourceRef } from './environmentResource';

/** Whether a caller may see or make environments. Every method throws `NotAllowedError` when not. */
export class EnvironmentAuthorizer {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly registry: PermissionsRegistryService,
  ) {}

  /** May the caller see this environment? */
  async read(
    credentials: BackstageCredentials,
    ref: EnvironmentRef,
  ): Promise<void> {
    const [{ result }] = await this.permissions.authorize(
      [
        {
          permission: environmentReadPermission,
          resourceRef: toResourceRef(ref),
        },
      ],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not see this environment.');
    }
  }

  /**
   * May the caller see any environment?
   *
   * @returns whether it may see a certain one
   */
  async readSome(
    credentials: BackstageCredentials,
  ): Promise<(environment: EnvironmentSummary) => boolean> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: environmentReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw new NotAllowedError('You may not see environments.');
    }
    const isAllowed = createConditionAuthorizer(
      this.registry.getPermissionRuleset(environmentResourceRef),
    );
    return environment => isAllowed(decision, environment);
  }

  /** May the caller make an environment, or change one at least? */
  async createOrChange(credentials: BackstageCredentials): Promise<void> {
    const [change] = await this.permissions.authorizeConditional(
      [{ permission: environmentChangePermission }],
      { credentials },
    );
    if (change.result === AuthorizeResult.DENY) await this.create(credentials);
  }

  /** May the caller make an environment? */
  async create(credentials: BackstageCredentials): Promise<void> {
    const [{ result }] = await this.permissions.authorize(
      [{ permission: environmentCreatePermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not create environments.');
    }
  }
}
