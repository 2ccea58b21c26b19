import { createPermission } from '@backstage/plugin-permission-common';

export const environmentResourceType = 'streamflix-environment';

/** See environments and what runs in them. */
export const environmentReadPermission = createPermission({
  name: 'streamflix.environment.read',
  attributes: { action: 'read' },
  resourceType: environmentResourceType,
});

/** Make a new environment. */
export const environmentCreatePermission = createPermission({
  name: 'streamflix.environment.create',
  attributes: { action: 'create' },
});

/** Change an environment that is there. */
export const environmentChangePermission = createPermission({
  name: 'streamflix.environment.change',
  attributes: { action: 'update' },
  resourceType: environmentResourceType,
});

/** Destroy an environment. */
export const environmentDeletePermission = createPermission({
  name: 'streamflix.environment.delete',
  attributes: { action: 'delete' },
  resourceType: environmentResourceType,
});
