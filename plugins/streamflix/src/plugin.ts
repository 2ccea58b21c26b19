import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  createScaffolderFieldExtension,
  type CustomFieldExtensionSchema,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import type { ComponentKind } from '@streamflix/backstage-plugin-streamflix-common';
import { createElement } from 'react';
import { streamflixApiRef, StreamflixClient } from './api';
import * as fields from './form/fields';
import {
  accountsRouteRef,
  environmentRouteRef,
  operationRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

/**
 * StreamFlix environments for apps of the classic frontend system.
 *
 * @public
 */
export const streamflixPlugin = createPlugin({
  id: 'streamflix',
  apis: [
    createApiFactory({
      api: streamflixApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new StreamflixClient({ fetchApi }),
    }),
  ],
  routes: {
    root: rootRouteRef,
    accounts: accountsRouteRef,
    environment: environmentRouteRef,
    operation: operationRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
});

/**
 * The page that lists all environments; mount it at `/streamflix`.
 *
 * @public
 */
export const StreamflixEnvironmentsPage = streamflixPlugin.provide(
  createRoutableExtension({
    name: 'StreamflixEnvironmentsPage',
    component: (): Promise<() => JSX.Element> =>
      import('./page/EnvironmentsPage').then(m => m.EnvironmentsPage),
    mountPoint: rootRouteRef,
  }),
);

const entityCard = (name: string, kind: ComponentKind) =>
  streamflixPlugin.provide(
    createComponentExtension({
      name,
      component: {
        lazy: () =>
          import('./cards/EntityCards').then(
            ({ EntityComponentCard }) =>
              () =>
                createElement(EntityComponentCard, { kind }),
          ),
      },
    }),
  );

/**
 * Overall health of the entity's environment.
 *
 * @public
 */
export const EntityStreamflixEnvironmentCard = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixEnvironmentCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./cards/EntityCards').then(m => m.EntityEnvironmentCard),
    },
  }),
);
/**
 * The parts of the entity's environment, how they are connected, and the health of each.
 *
 * @public
 */
export const EntityStreamflixMapCard = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixMapCard',
    component: {
      lazy: (): Promise<() => JSX.Element | null> =>
        import('./cards/EntityCards').then(m => m.EntityMapCard),
    },
  }),
);
/** @public */
export const EntityStreamflixEcsCard = entityCard(
  'EntityStreamflixEcsCard',
  'ecs',
);
/** @public */
export const EntityStreamflixDatabaseCard = entityCard(
  'EntityStreamflixDatabaseCard',
  'database',
);
/** @public */
export const EntityStreamflixCacheCard = entityCard(
  'EntityStreamflixCacheCard',
  'cache',
);
/** @public */
export const EntityStreamflixStreamCard = entityCard(
  'EntityStreamflixStreamCard',
  'stream',
);
/** @public */
export const EntityStreamflixApiCard = entityCard(
  'EntityStreamflixApiCard',
  'api',
);

/**
 * All cards in a grid. A card without a component leaves no gap, which it would as an item of its own.
 *
 * @public
 */
export const EntityStreamflixCards = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixCards',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./cards/EntityCardGrid').then(m => m.EntityCardGrid),
    },
  }),
);

/**
 * The last operations on the entity's environment; a tab of its page.
 *
 * @public
 */
export const EntityStreamflixOperationsContent = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixOperationsContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./tabs/EntityTabs').then(m => m.EntityOperationsTab),
    },
  }),
);
/**
 * Every value of the entity's environment, its outputs, template and command; a tab of its page.
 *
 * @public
 */
export const EntityStreamflixConfigurationContent = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixConfigurationContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./tabs/EntityTabs').then(m => m.EntityConfigurationTab),
    },
  }),
);
/**
 * The resources of the entity's environment; a tab of its page.
 *
 * @public
 */
export const EntityStreamflixResourcesContent = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixResourcesContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./tabs/EntityTabs').then(m => m.EntityResourcesTab),
    },
  }),
);

/**
 * The last lines of the logs of the entity's environment; a tab of its page.
 *
 * @public
 */
export const EntityStreamflixLogsContent = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixLogsContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./tabs/EntityTabs').then(m => m.EntityLogsTab),
    },
  }),
);

/** A field of the form, to be added under `<ScaffolderFieldExtensions>`; such fields load with the app. */
const fieldExtension = <T>({
  schema,
  ...field
}: Omit<FieldExtensionOptions<T>, 'schema'> & {
  schema: { schema: CustomFieldExtensionSchema };
}) =>
  streamflixPlugin.provide(
    createScaffolderFieldExtension<T>({ ...field, schema: schema.schema }),
  );

/** @public */
export const StreamflixSuffixFieldExtension = fieldExtension(
  fields.suffixField,
);
/** @public */
export const StreamflixBlueprintFieldExtension = fieldExtension(
  fields.blueprintField,
);
/** @public */
export const StreamflixRegionFieldExtension = fieldExtension(
  fields.regionField,
);
/** @public */
export const StreamflixOwnerFieldExtension = fieldExtension(fields.ownerField);
/** @public */
export const StreamflixSizeFieldExtension = fieldExtension(fields.sizeField);
/** @public */
export const StreamflixAdvancedFieldExtension = fieldExtension(
  fields.advancedField,
);
/** @public */
export const StreamflixSecretsFieldExtension = fieldExtension(
  fields.secretsField,
);
/** @public */
export const StreamflixEnvironmentFieldExtension = fieldExtension(
  fields.environmentField,
);
/** @public */
export const StreamflixRunningFieldExtension = fieldExtension(
  fields.runningField,
);
/** @public */
export const StreamflixDifferencesFieldExtension = fieldExtension(
  fields.differencesField,
);
/** @public */
export const StreamflixReviewFieldExtension = fieldExtension(
  fields.reviewField,
);
/** @public */
export const StreamflixResourcesFieldExtension = fieldExtension(
  fields.resourcesField,
);
/** @public */
export const StreamflixDestructionFieldExtension = fieldExtension(
  fields.destructionField,
);
