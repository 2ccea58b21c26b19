import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { EnvironmentStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { screen, waitFor, within } from '@testing-library/react';
import { entityOf } from './__testUtils__/entities';
import { stackOf } from './__testUtils__/stacks';
import { creationOf, operationId } from './__testUtils__/operations';
import { FakeStreamflixApi } from './__testUtils__/FakeStreamflixApi';
import { findViolations } from './__testUtils__/findViolations';
import { historyOf } from './__testUtils__/histories';
import {
  failedSnapshot,
  healthySnapshot,
  statusOf,
} from './__testUtils__/snapshots';
import { user } from './__testUtils__/user';
import streamflixPlugin from './alpha';
import { streamflixApiRef } from './api';

const service = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'default', name: 'player' },
  spec: { type: 'service', owner: 'group:default/video', lifecycle: 'live' },
};

function open(
  path: string,
  statuses: EnvironmentStatus[],
  features = [scaffolderPlugin],
) {
  const api = new FakeStreamflixApi({
    statuses,
    stacks: [stackOf()],
    histories: [historyOf()],
    operation: creationOf(),
  });
  renderTestApp({
    features: [catalogPlugin, ...features, streamflixPlugin],
    initialRouteEntries: [path],
    apis: [
      [streamflixApiRef, api],
      [
        catalogApiRef,
        catalogApiMock({
          entities: [...statuses.map(({ ref }) => entityOf(ref)), service],
        }),
      ],
    ],
  });
  return api;
}

const cards = () =>
  screen
    .getAllByRole('article', { name: /./ })
    .map(card => within(card).getByRole('heading', { level: 2 }).textContent);

describe('in the new frontend system', () => {
  it('the entity page shows the environment and each of its components, and reads nothing else', async () => {
    const api = open('/catalog/default/resource/streamflix-demo-eu-west-2', [
      statusOf(healthySnapshot()),
    ]);

    await waitFor(() =>
      expect(cards()).toEqual([
        'Environment demo',
        'Map',
        'ECS Fargate',
        'Database Aurora PostgreSQL',
        'Cache Redis',
        'Stream Kinesis',
        'API API Gateway REST',
      ]),
    );
    expect(screen.getAllByText('Healthy')).toHaveLength(5);
    expect(await screen.findByText('Change')).toBeInTheDocument();
    expect(new Set(api.calls)).toEqual(
      new Set(['status demo', 'authorization demo', 'operations demo']),
    );
  });

  it('the entity page shows no card, and no gap, for components that the blueprint does not have', async () => {
    open('/catalog/default/resource/streamflix-video-eu-central-1', [
      statusOf(healthySnapshot('video', 'video-pipeline', 'eu-central-1')),
    ]);

    await waitFor(() =>
      expect(cards()).toEqual([
        'Environment video',
        'Map',
        'ECS Fargate',
        'Database Aurora PostgreSQL',
        'Stream Kinesis',
      ]),
    );
    const grid = screen.getAllByRole('article')[0].parentElement;
    expect(grid?.children).toHaveLength(5);
  });

  it('the entity page has tabs for configuration and resources, which read when they are opened', async () => {
    const api = open('/catalog/default/resource/streamflix-demo-eu-west-2', [
      statusOf(healthySnapshot()),
    ]);

    await user.click(
      await screen.findByRole('link', { name: 'Configuration' }),
    );
    expect(
      await screen.findByText(/value is that of the blueprint/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('link', { name: 'Resources' }));
    expect(
      await screen.findByRole('table', { name: 'The resources' }),
    ).toBeInTheDocument();
    expect(api.calls.filter(call => call === 'stack demo')).toHaveLength(1);
  });

  it('the entity page of another entity is unchanged', async () => {
    const api = open('/catalog/default/component/player', []);

    expect(
      await screen.findByRole('heading', { name: 'player' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Configuration' }),
    ).not.toBeInTheDocument();
    expect(api.calls).toEqual([]);
  });

  it('the Environments page is at /streamflix, in the navigation, and links to the form', async () => {
    open('/streamflix', [statusOf(healthySnapshot())]);

    expect(await screen.findByRole('row', { name: /demo/ })).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'Create environment' }),
    ).toHaveAttribute(
      'href',
      '/create/templates/default/create-streamflix-environment',
    );
    expect(
      screen.getAllByRole('link', { name: 'Environments' })[0],
    ).toHaveAttribute('href', '/streamflix');
  });

  it('the entity page lists the operations, each with a link to its page', async () => {
    open('/catalog/default/resource/streamflix-demo-eu-west-2/operations', [
      statusOf(healthySnapshot()),
    ]);
    expect(
      await screen.findByRole('link', { name: /^Change of / }),
    ).toHaveAttribute(
      'href',
      '/streamflix/000000000000/eu-west-2/demo/operations/deploy-1',
    );
  });

  it('an operation has a page of its own', async () => {
    open(
      `/streamflix/000000000000/eu-west-2/demo/operations/${operationId}`,
      [],
    );
    expect(
      await screen.findByRole('heading', { name: 'Creating demo' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('region', { name: 'Timeline' }),
    ).toBeInTheDocument();
  });

  it('the Environments page links to no form when there is no scaffolder', async () => {
    open('/streamflix', [statusOf(healthySnapshot())], []);

    expect(await screen.findByRole('row', { name: /demo/ })).toBeVisible();
    expect(
      screen.queryByRole('link', { name: 'Create environment' }),
    ).not.toBeInTheDocument();
  });

  it('axe finds no violation in the cards, healthy and failing, collapsed and expanded', async () => {
    open('/catalog/default/resource/streamflix-broken-eu-west-2', [
      statusOf(failedSnapshot(), { localAws: true }),
    ]);
    await screen.findByRole('region', { name: 'Why it failed' });
    await user.click(screen.getByRole('button', { name: 'Recent events' }));
    const grid = screen.getAllByRole('article')[0].parentElement as Element;
    expect(await findViolations(grid)).toEqual([]);
  });

  it('axe finds no violation in the component cards', async () => {
    open('/catalog/default/resource/streamflix-demo-eu-west-2', [
      statusOf(healthySnapshot()),
    ]);
    for (const details of await screen.findAllByRole('button', {
      name: 'Details',
    })) {
      await user.click(details);
    }
    const grid = screen.getAllByRole('article')[0].parentElement as Element;
    expect(await findViolations(grid)).toEqual([]);
  });

  it('axe finds no violation in the Environments page', async () => {
    open('/streamflix', [statusOf(healthySnapshot())]);
    const table = await screen.findByRole('table');
    await screen.findByRole('row', { name: /demo/ });
    const content = table.closest('.page') as Element;
    expect(await findViolations(content)).toEqual([]);
  });
});
