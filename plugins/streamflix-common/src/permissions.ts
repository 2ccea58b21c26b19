import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const environmentResourceType = 'streamflix-environment';

/**
 * Read environments and the resources in them.
 *
 * @public
 */
export const environmentReadPermission = createPermission({
  name: 'streamflix.environment.read',
  attributes: { action: 'read' },
  resourceType: environmentResourceType,
});

/**
 * Create an environment. Evaluated against the requested environment: see `requestedResourceRef`.
 *
 * @public
 */
export const environmentCreatePermission = createPermission({
  name: 'streamflix.environment.create',
  attributes: { action: 'create' },
  resourceType: environmentResourceType,
});

/**
 * Change an existing environment.
 *
 * @public
 */
export const environmentUpdatePermission = createPermission({
  name: 'streamflix.environment.update',
  attributes: { action: 'update' },
  resourceType: environmentResourceType,
});

/**
 * Destroy an environment.
 *
 * @public
 */
export const environmentDeletePermission = createPermission({
  name: 'streamflix.environment.delete',
  attributes: { action: 'delete' },
  resourceType: environmentResourceType,
});

/**
 * Name an owner other than the user and the user's groups, and manage environments without an owner.
 *
 * @public
 */
export const environmentAssignOwnerPermission = createPermission({
  name: 'streamflix.environment.assign-owner',
  attributes: { action: 'update' },
  resourceType: environmentResourceType,
});

/**
 * Check what an AWS account needs before its next environments. For administrators: the report names roles and secrets.
 *
 * @public
 */
export const accountReadPermission = createPermission({
  name: 'streamflix.account.read',
  attributes: { action: 'read' },
});

/** @public */
export const environmentPermissions = [
  environmentReadPermission,
  environmentCreatePermission,
  environmentUpdatePermission,
  environmentDeletePermission,
  environmentAssignOwnerPermission,
];
