import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  accountReadPermission,
  environmentPermissions,
  factsOfResourceRef,
  fromResourceRef,
  type EnvironmentFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import type { StatusCollector } from '../collection/StatusCollector';
import { isConfigured } from '../targets';
import {
  environmentResourceRef,
  environmentRules,
} from './environmentResource';

/** Registers the permissions, and gives the permission framework the environments its conditions need. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  access: AwsAccess,
  collector: StatusCollector,
): void {
  /**
   * The facts of a requested or just read environment are in its reference. The facts of others come from the list: any user may
   * request decisions about any name, any number of times.
   */
  async function factsOf(
    resourceRef: string,
  ): Promise<EnvironmentFacts | undefined> {
    const facts = factsOfResourceRef(resourceRef);
    const ref = facts ?? fromResourceRef(resourceRef);
    if (!ref || !(await isConfigured(access, ref))) return undefined;
    return facts ?? collector.listed(ref);
  }
  registry.addPermissions([accountReadPermission]);
  registry.addResourceType({
    resourceRef: environmentResourceRef,
    permissions: environmentPermissions,
    rules: environmentRules,
    // An environment that is missing or could not be read meets no condition.
    getResources: resourceRefs =>
      Promise.all(
        resourceRefs.map(resourceRef =>
          factsOf(resourceRef).catch(() => undefined),
        ),
      ),
  });
}
