import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  environmentChangePermission,
  environmentCreatePermission,
  environmentDeletePermission,
  environmentReadPermission,
  fromResourceRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import type { StatusCollector } from '../collection/StatusCollector';
import { resolvePlace } from '../places';
import {
  environmentResourceRef,
  environmentRules,
} from './environmentResource';

/** Makes the permissions known, and tells the permission system about the environments its conditions speak of. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  access: AwsAccess,
  collector: StatusCollector,
): void {
  registry.addPermissions([environmentCreatePermission]);
  registry.addResourceType({
    resourceRef: environmentResourceRef,
    permissions: [
      environmentReadPermission,
      environmentChangePermission,
      environmentDeletePermission,
    ],
    rules: environmentRules,
    // What is not there, or could not be read, meets no condition.
    getResources: resourceRefs =>
      Promise.all(
        resourceRefs.map(async resourceRef => {
          const ref = fromResourceRef(resourceRef);
          if (!ref) return undefined;
          try {
            const place = await resolvePlace(access, ref);
            return (await collector.status(place)).summary;
          } catch {
            return undefined;
          }
        }),
      ),
  });
}
