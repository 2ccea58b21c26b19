import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
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

/** Makes the permissions known, and tells the permission system about the environments its conditions are about. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  access: AwsAccess,
  collector: StatusCollector,
): void {
  /**
   * The facts of an environment as requested, or as just read, are in its reference. Those of any other come from the list: anyone
   * may ask for decisions about any names, as often as they like.
   */
  async function factsOf(
    resourceRef: string,
  ): Promise<EnvironmentFacts | undefined> {
    const facts = factsOfResourceRef(resourceRef);
    const ref = facts ?? fromResourceRef(resourceRef);
    if (!ref || !(await isConfigured(access, ref))) return undefined;
    return facts ?? collector.listed(ref);
  }
  registry.addResourceType({
    resourceRef: environmentResourceRef,
    permissions: environmentPermissions,
    rules: environmentRules,
    // What is not there, or could not be read, meets no condition.
    getResources: resourceRefs =>
      Promise.all(
        resourceRefs.map(resourceRef =>
          factsOf(resourceRef).catch(() => undefined),
        ),
      ),
  });
}
