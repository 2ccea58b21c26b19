import { FlatRoutes } from '@backstage/core-app-api';
import { TestApiProvider, wrapInTestApp } from '@backstage/test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { render, screen, waitFor, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { Route } from 'react-router-dom';
import { entityOf } from './__testUtils__/entities';
import { creationOf, operationId } from './__testUtils__/operations';
import { FakeStreamflixApi } from './__testUtils__/FakeStreamflixApi';
import { historyOf } from './__testUtils__/histories';
import { stackOf } from './__testUtils__/stacks';
import { healthySnapshot, statusOf } from './__testUtils__/snapshots';
import { user } from './__testUtils__/user';
import { rootRouteRef } from './routes';
import {
  EntityStreamflixApiCard,
  EntityStreamflixCacheCard,
  EntityStreamflixCards,
  EntityStreamflixConfigurationContent,
  EntityStreamflixDatabaseCard,
  EntityStreamflixEcsCard,
  EntityStreamflixEnvironmentCard,
  EntityStreamflixLogsContent,
  EntityStreamflixMapCard,
  EntityStreamflixOperationsContent,
  EntityStreamflixResourcesContent,
  EntityStreamflixStreamCard,
  isStreamflixEnvironment,
  StreamflixAdvancedFieldExtension,
  streamflixApiRef,
  StreamflixBlueprintFieldExtension,
  StreamflixClient,
  StreamflixEnvironmentFieldExtension,
  StreamflixEnvironmentsPage,
  streamflixPlugin,
  StreamflixOwnerFieldExtension,
  StreamflixRegionFieldExtension,
  StreamflixSecretsFieldExtension,
  StreamflixSizeFieldExtension,
  StreamflixSuffixFieldExtension,
} from '.';

const status = statusOf(healthySnapshot());

function show(element: ReactElement, path = '/') {
  const api = new FakeStreamflixApi({
    statuses: [status],
    stacks: [stackOf()],
    histories: [historyOf()],
    operation: creationOf(),
  });
  api.installation.localAws = true;
  render(
    wrapInTestApp(
      <TestApiProvider
        apis={[
          [streamflixApiRef, api],
          [catalogApiRef, catalogApiMock()],
        ]}
      >
        {element}
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/streamflix': rootRouteRef,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
        routeEntries: [path],
      },
    ),
  );
  return api;
}

const headings = () =>
  screen
    .getAllByRole('article')
    .map(card => within(card).getByRole('heading', { level: 2 }).textContent);

describe('in the classic frontend system', () => {
  it('an operation has a page of its own', async () => {
    show(
      <FlatRoutes>
        <Route path="/streamflix" element={<StreamflixEnvironmentsPage />} />
      </FlatRoutes>,
      `/streamflix/000000000000/eu-west-2/demo/operations/${operationId}`,
    );
    expect(
      await screen.findByRole('heading', { name: 'Creating demo' }),
    ).toBeVisible();
  });

  it('the page has its own header and lists the environments', async () => {
    show(
      <FlatRoutes>
        <Route path="/" element={<StreamflixEnvironmentsPage />} />
      </FlatRoutes>,
    );

    expect(
      await screen.findByRole('heading', { name: 'Environments' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('row', { name: /demo/ }),
    ).toBeInTheDocument();
  });

  it('the link of an environment opens its entity page without leaving the app', async () => {
    show(
      <FlatRoutes>
        <Route path="/" element={<StreamflixEnvironmentsPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<p>Entity page</p>}
        />
      </FlatRoutes>,
    );

    await user.click(await screen.findByRole('link', { name: 'demo' }));
    expect(await screen.findByText('Entity page')).toBeInTheDocument();
  });

  it('each card can be mounted separately, and all share one request', async () => {
    const api = show(
      <EntityProvider entity={entityOf(status.ref)}>
        <EntityStreamflixEnvironmentCard />
        <EntityStreamflixMapCard />
        <EntityStreamflixEcsCard />
        <EntityStreamflixDatabaseCard />
        <EntityStreamflixCacheCard />
        <EntityStreamflixStreamCard />
        <EntityStreamflixApiCard />
      </EntityProvider>,
    );

    await waitFor(() =>
      expect(headings()).toEqual([
        'Environment demo',
        'Map',
        'ECS Fargate',
        'Database Aurora PostgreSQL',
        'Cache Redis',
        'Stream Kinesis',
        'API API Gateway REST',
      ]),
    );
    expect(new Set(api.calls)).toEqual(
      new Set(['status demo', 'operations demo']),
    );
  });

  it('one component lays out all cards', async () => {
    show(
      <EntityProvider entity={entityOf(status.ref)}>
        <EntityStreamflixCards />
      </EntityProvider>,
    );

    await waitFor(() => expect(headings()).toHaveLength(7));
  });

  it('the tabs of an environment can be mounted, share one request, and each shows that local AWS responds', async () => {
    const api = show(
      <EntityProvider entity={entityOf(status.ref)}>
        <EntityStreamflixOperationsContent />
        <EntityStreamflixConfigurationContent />
        <EntityStreamflixResourcesContent />
        <EntityStreamflixLogsContent />
      </EntityProvider>,
    );

    expect(
      await screen.findByRole('link', { name: /^Change of / }),
    ).toHaveAttribute(
      'href',
      '/streamflix/000000000000/eu-west-2/demo/operations/deploy-1',
    );
    expect(
      await screen.findByText(/value is that of the blueprint/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'The resources' }),
    ).toBeInTheDocument();
    expect(await screen.findByText(/^No line since/)).toBeInTheDocument();
    expect(
      screen.getAllByText(
        'Local AWS: an emulator on this machine, not an account.',
      ),
    ).toHaveLength(4);
    expect([...api.calls].sort()).toEqual([
      'installation',
      'log demo service',
      'operations demo',
      'stack demo',
      'status demo',
    ]);
  });

  it('an entity without its annotations gets one card that names them', async () => {
    const entity = entityOf(status.ref);
    delete entity.metadata.annotations?.['streamflix.io/region'];
    const api = show(
      <EntityProvider entity={entity}>
        <EntityStreamflixCards />
      </EntityProvider>,
    );

    expect(
      await screen.findByText(/The entity lacks streamflix.io\/region/),
    ).toBeInTheDocument();
    expect(headings()).toEqual(['Environment']);
    expect(api.calls).toEqual([]);
  });

  it('environments are distinguished from other entities', () => {
    const entity = entityOf(status.ref);
    expect(isStreamflixEnvironment(entity)).toBe(true);
    expect(
      isStreamflixEnvironment({ ...entity, spec: { type: 'database' } }),
    ).toBe(false);
    expect(isStreamflixEnvironment({ ...entity, kind: 'Component' })).toBe(
      false,
    );
  });

  it('the fields of the form have the names that templates use', () => {
    const Names = () => (
      <p>
        {useCustomFieldExtensions<{ name: string }>(
          <ScaffolderFieldExtensions>
            <StreamflixSuffixFieldExtension />
            <StreamflixBlueprintFieldExtension />
            <StreamflixRegionFieldExtension />
            <StreamflixOwnerFieldExtension />
            <StreamflixSizeFieldExtension />
            <StreamflixAdvancedFieldExtension />
            <StreamflixSecretsFieldExtension />
            <StreamflixEnvironmentFieldExtension />
          </ScaffolderFieldExtensions>,
        )
          .map(({ name }) => name)
          .join(' ')}
      </p>
    );
    show(<Names />);

    expect(
      screen.getByText(
        'StreamflixSuffix StreamflixBlueprint StreamflixRegion StreamflixOwner StreamflixSize StreamflixAdvanced StreamflixSecrets StreamflixEnvironment',
      ),
    ).toBeInTheDocument();
  });

  it('the plugin provides its own client', () => {
    const [factory] = streamflixPlugin.getApis();
    expect(factory.api.id).toBe('plugin.streamflix.client');
    expect(
      factory.factory({ fetchApi: { fetch: global.fetch } }),
    ).toBeInstanceOf(StreamflixClient);
  });
});
