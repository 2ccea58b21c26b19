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
import { rootRouteRef, templateRouteRef } from './routes';

/** StreamFlix environments for apps of the classic frontend system. */
export const streamflixPlugin = createPlugin({
  id: 'streamflix',
  apis: [
    createApiFactory({
      api: streamflixApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new StreamflixClient({ fetchApi }),
    }),
  ],
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
});

/** The page that lists all environments; mount it at `/streamflix`. */
export const StreamflixEnvironmentsPage = streamflixPlugin.provide(
  createRoutableExtension({
    name: 'StreamflixEnvironmentsPage',
    component: () =>
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

/** Overall health of the entity's environment. */
export const EntityStreamflixEnvironmentCard = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixEnvironmentCard',
    component: {
      lazy: () =>
        import('./cards/EntityCards').then(m => m.EntityEnvironmentCard),
    },
  }),
);
export const EntityStreamflixEcsCard = entityCard(
  'EntityStreamflixEcsCard',
  'ecs',
);
export const EntityStreamflixDatabaseCard = entityCard(
  'EntityStreamflixDatabaseCard',
  'database',
);
export const EntityStreamflixCacheCard = entityCard(
  'EntityStreamflixCacheCard',
  'cache',
);
export const EntityStreamflixStreamCard = entityCard(
  'EntityStreamflixStreamCard',
  'stream',
);
export const EntityStreamflixApiCard = entityCard(
  'EntityStreamflixApiCard',
  'api',
);

/** All six cards in a grid. A card without a component leaves no gap, which it would as an item of its own. */
export const EntityStreamflixCards = streamflixPlugin.provide(
  createComponentExtension({
    name: 'EntityStreamflixCards',
    component: {
      lazy: () => import('./cards/EntityCardGrid').then(m => m.EntityCardGrid),
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

export const StreamflixSuffixFieldExtension = fieldExtension(
  fields.suffixField,
);
export const StreamflixBlueprintFieldExtension = fieldExtension(
  fields.blueprintField,
);
export const StreamflixRegionFieldExtension = fieldExtension(
  fields.regionField,
);
export const StreamflixOwnerFieldExtension = fieldExtension(fields.ownerField);
export const StreamflixSizeFieldExtension = fieldExtension(fields.sizeField);
export const StreamflixAdvancedFieldExtension = fieldExtension(
  fields.advancedField,
);
export const StreamflixSecretsFieldExtension = fieldExtension(
  fields.secretsField,
);
export const StreamflixRunningFieldExtension = fieldExtension(
  fields.runningField,
);
export const StreamflixDifferencesFieldExtension = fieldExtension(
  fields.differencesField,
);
export const StreamflixResourcesFieldExtension = fieldExtension(
  fields.resourcesField,
);
export const StreamflixDestructionFieldExtension = fieldExtension(
  fields.destructionField,
);
