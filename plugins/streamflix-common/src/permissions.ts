import { createPermission } from '@backstage/plugin-permission-common';

export const environmentResourceType = 'streamflix-environment';

/** See environments and what runs in them. */
export const environmentReadPermission = createPermission({
  name: 'streamflix.environment.read',
  attributes: { action: 'read' },
  resourceType: environmentResourceType,
});

/** Create an environment. Evaluated on the environment as requested: see `requestedResourceRef`. */
export const environmentCreatePermission = createPermission({
  name: 'streamflix.environment.create',
  attributes: { action: 'create' },
  resourceType: environmentResourceType,
});

/** Change an environment that exists. */
export const environmentUpdatePermission = createPermission({
  name: 'streamflix.environment.update',
  attributes: { action: 'update' },
  resourceType: environmentResourceType,
});

/** Destroy an environment. */
export const environmentDeletePermission = createPermission({
  name: 'streamflix.environment.delete',
  attributes: { action: 'delete' },
  resourceType: environmentResourceType,
});

/** Name an owner other than oneself and one's groups, and manage environments without an owner. */
export const environmentAssignOwnerPermission = createPermission({
  name: 'streamflix.environment.assign-owner',
  attributes: { action: 'update' },
  resourceType: environmentResourceType,
});

export const environmentPermissions = [
  environmentReadPermission,
  environmentCreatePermission,
  environmentUpdatePermission,
  environmentDeletePermission,
  environmentAssignOwnerPermission,
];
