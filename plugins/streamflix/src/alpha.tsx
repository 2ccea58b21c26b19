/**
 * StreamFlix environments for apps of the new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
  type FormField,
} from '@backstage/plugin-scaffolder-react/alpha';
import { RiStackLine } from '@remixicon/react';
import {
  entityType,
  type ComponentKind,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixApiRef, StreamflixClient } from './api';
import { streamflixTranslationRef } from './translation';
import {
  accountsRouteRef,
  environmentRouteRef,
  operationRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

const ofEnvironments = { kind: 'resource', 'spec.type': entityType };

const api = ApiBlueprint.make({
  params: define =>
    define({
      api: streamflixApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new StreamflixClient({ fetchApi }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/streamflix',
    title: 'Environments',
    icon: <RiStackLine />,
    routeRef: rootRouteRef,
    loader: async () => {
      const [{ Container }, { EnvironmentsRoutes }] = await Promise.all([
        import('@backstage/ui'),
        import('./page/EnvironmentsRoutes'),
      ]);
      return (
        <Container>
          <main>
            <EnvironmentsRoutes />
          </main>
        </Container>
      );
    },
  },
});

const layout = EntityContentLayoutBlueprint.make({
  params: {
    filter: ofEnvironments,
    loader: () =>
      import('./cards/EnvironmentLayout').then(m => m.EnvironmentLayout),
  },
});

const environmentCard = EntityCardBlueprint.make({
  name: 'environment',
  params: {
    filter: ofEnvironments,
    type: 'content',
    loader: async () => {
      const { EntityEnvironmentCard } = await import('./cards/EntityCards');
      return <EntityEnvironmentCard />;
    },
  },
});

const mapCard = EntityCardBlueprint.make({
  name: 'map',
  params: {
    filter: ofEnvironments,
    type: 'content',
    loader: async () => {
      const { EntityMapCard } = await import('./cards/EntityCards');
      return <EntityMapCard />;
    },
  },
});

const componentCard = (kind: ComponentKind) =>
  EntityCardBlueprint.make({
    name: kind,
    params: {
      filter: ofEnvironments,
      type: 'content',
      loader: async () => {
        const { EntityComponentCard } = await import('./cards/EntityCards');
        return <EntityComponentCard kind={kind} />;
      },
    },
  });

const operationsTab = EntityContentBlueprint.make({
  name: 'operations',
  params: {
    path: '/operations',
    title: streamflixTranslationRef('tabs.operations'),
    filter: ofEnvironments,
    loader: async () => {
      const { EntityOperationsTab } = await import('./tabs/EntityTabs');
      return <EntityOperationsTab />;
    },
  },
});

const configurationTab = EntityContentBlueprint.make({
  name: 'configuration',
  params: {
    path: '/configuration',
    title: streamflixTranslationRef('tabs.configuration'),
    filter: ofEnvironments,
    loader: async () => {
      const { EntityConfigurationTab } = await import('./tabs/EntityTabs');
      return <EntityConfigurationTab />;
    },
  },
});

const resourcesTab = EntityContentBlueprint.make({
  name: 'resources',
  params: {
    path: '/resources',
    title: streamflixTranslationRef('tabs.resources'),
    filter: ofEnvironments,
    loader: async () => {
      const { EntityResourcesTab } = await import('./tabs/EntityTabs');
      return <EntityResourcesTab />;
    },
  },
});

const logsTab = EntityContentBlueprint.make({
  name: 'logs',
  params: {
    path: '/logs',
    title: streamflixTranslationRef('tabs.logs'),
    filter: ofEnvironments,
    loader: async () => {
      const { EntityLogsTab } = await import('./tabs/EntityTabs');
      return <EntityLogsTab />;
    },
  },
});

/** A field of the form, loaded with the form. */
const formField = (
  name: string,
  load: (fields: typeof import('./form/fields')) => FormField,
) =>
  FormFieldBlueprint.make({
    name,
    params: { field: async () => load(await import('./form/fields')) },
  });

/**
 * The whole plugin; every extension can be configured or disabled under `app.extensions`.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'streamflix',
  title: 'Environments',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    accounts: accountsRouteRef,
    environment: environmentRouteRef,
    operation: operationRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    api,
    page,
    layout,
    environmentCard,
    mapCard,
    componentCard('ecs'),
    componentCard('database'),
    componentCard('cache'),
    componentCard('stream'),
    componentCard('api'),
    operationsTab,
    configurationTab,
    resourcesTab,
    logsTab,
    formField('suffix', m => createFormField(m.suffixField)),
    formField('blueprint', m => createFormField(m.blueprintField)),
    formField('region', m => createFormField(m.regionField)),
    formField('owner', m => createFormField(m.ownerField)),
    formField('size', m => createFormField(m.sizeField)),
    formField('advanced', m => createFormField(m.advancedField)),
    formField('secrets', m => createFormField(m.secretsField)),
    formField('environment', m => createFormField(m.environmentField)),
    formField('running', m => createFormField(m.runningField)),
    formField('differences', m => createFormField(m.differencesField)),
    formField('review', m => createFormField(m.reviewField)),
    formField('resources', m => createFormField(m.resourcesField)),
    formField('destruction', m => createFormField(m.destructionField)),
  ],
});

export { streamflixTranslationRef } from './translation';
