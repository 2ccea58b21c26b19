import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The Environments page. */
export const rootRouteRef = createRouteRef({ id: 'streamflix' });

/** The page that checks what the AWS accounts need, for administrators. */
export const accountsRouteRef = createSubRouteRef({
  id: 'accounts',
  parent: rootRouteRef,
  path: '/accounts',
});

/** An environment that may be destroyed, so that it has no entity: its operations. */
export const environmentRouteRef = createSubRouteRef({
  id: 'environment',
  parent: rootRouteRef,
  path: '/:account/:region/:suffix',
});

/** One operation on an environment. */
export const operationRouteRef = createSubRouteRef({
  id: 'operation',
  parent: rootRouteRef,
  path: '/:account/:region/:suffix/operations/:id',
});

/** The scaffolder's page of one template; links to it are missing when no scaffolder is installed. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
