import { useRouteRef } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  entityName,
  environmentChangePermission,
  environmentDeletePermission,
  toResourceRef,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { templateRouteRef } from '../routes';
import { templateHref } from './templateHref';

/** Where an environment can be changed and destroyed; without what the person may not do, and without a scaffolder neither. */
export function useEnvironmentActions(environment: EnvironmentRef): {
  /** Whether it is known what the person may do. */
  isKnown: boolean;
  change?: string;
  destroy?: string;
} {
  const template = useRouteRef(templateRouteRef);
  const resourceRef = toResourceRef(environment);
  const change = usePermission({
    permission: environmentChangePermission,
    resourceRef,
  });
  const destroy = usePermission({
    permission: environmentDeletePermission,
    resourceRef,
  });
  const isKnown = !change.loading && !destroy.loading;
  if (!template) return { isKnown };
  const entityRef = `resource:default/${entityName(
    environment.suffix,
    environment.region,
  )}`;
  return {
    isKnown,
    change: change.allowed
      ? templateHref(template, 'change', entityRef)
      : undefined,
    destroy: destroy.allowed
      ? templateHref(template, 'destroy', entityRef)
      : undefined,
  };
}
