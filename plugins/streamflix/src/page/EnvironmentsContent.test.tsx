import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { act, screen, waitFor, within } from '@testing-library/react';
import { streamflixApiRef } from '../api';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import {
  deployingSnapshot,
  failedSnapshot,
  healthySnapshot,
  statusOf,
} from '../__testUtils__/snapshots';
import { user } from '../__testUtils__/user';
import { rootRouteRef } from '../routes';
import { EnvironmentsContent } from './EnvironmentsContent';

const statuses = [
  statusOf(healthySnapshot('zulu')),
  statusOf(healthySnapshot('alpha', 'video-pipeline', 'eu-central-1')),
  statusOf(failedSnapshot('broken')),
];
const denied = (account: string, region: string) => ({
  account,
  region,
  reason: `AWS denies cloudformation:DescribeStacks in ${region}.`,
});
const failures = [
  denied('111111111111', 'ca-central-1'),
  denied('222222222222', 'eu-west-2'),
  denied('111111111111', 'eu-west-2'),
  {
    account: '111111111111',
    region: 'eu-central-1',
    reason: 'AWS cannot be reached in eu-central-1.',
  },
];
const readAt = '2026-01-01T00:00:00.000Z';

const show = (api: FakeStreamflixApi, query = '') =>
  renderInTestApp(<EnvironmentsContent />, {
    initialRouteEntries: [`/${query}`],
    apis: [[streamflixApiRef, api]],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });

/** Suffixes in the order of the rows; the region follows them. */
const shown = () =>
  screen
    .getAllByRole('rowheader')
    .map(header => header.textContent?.split(/(?=[A-Z])/)[0]);

describe('the Environments page', () => {
  it('lists every environment with its facts and a link to its entity', async () => {
    show(new FakeStreamflixApi({ statuses }));

    const row = await screen.findByRole('row', { name: /alpha/ });
    for (const text of [
      'Frankfurt (eu-central-1)',
      'Video pipeline',
      'video',
      'Healthy',
      'Running',
      'Version 0.1.0',
      '3 days ago',
    ]) {
      expect(within(row).getByText(text)).toBeInTheDocument();
    }
    expect(
      await within(row).findByRole('link', { name: 'alpha' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/streamflix-alpha-eu-central-1',
    );
  });

  it('links to the check of the accounts for users who may see it', async () => {
    const api = new FakeStreamflixApi({ statuses });
    api.installation = { ...api.installation, mayCheckAccounts: true };
    renderInTestApp(<EnvironmentsContent />, {
      apis: [[streamflixApiRef, api]],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/streamflix': rootRouteRef,
      },
    });
    expect(
      await screen.findByRole('link', { name: 'AWS accounts' }),
    ).toHaveAttribute('href', '/streamflix/accounts');
  });

  it('shows the worst first, and is sorted by any other column on request', async () => {
    show(new FakeStreamflixApi({ statuses }));
    await screen.findByRole('row', { name: /alpha/ });
    expect(shown()).toEqual(['broken', 'alpha', 'zulu']);

    const header = screen.getByRole('columnheader', { name: 'Environment' });
    const button = within(header).getByRole('button');
    await user.click(button);
    expect(header).toHaveAttribute('aria-sort', 'ascending');
    expect(shown()).toEqual(['alpha', 'broken', 'zulu']);

    await user.click(button);
    expect(header).toHaveAttribute('aria-sort', 'descending');
    expect(shown()).toEqual(['zulu', 'broken', 'alpha']);
  });

  it('searches all columns, and shows everything again on request when nothing matches', async () => {
    show(new FakeStreamflixApi({ statuses }));
    await screen.findByRole('row', { name: /alpha/ });
    const search = screen.getByRole('searchbox', {
      name: 'Search environments',
    });

    await user.type(search, 'failing');
    await waitFor(() => expect(shown()).toEqual(['broken']));

    await user.clear(search);
    await user.type(search, 'atlantis');
    expect(
      await screen.findByText('No environment matches.'),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Show all environments' }),
    );
    expect(shown()).toHaveLength(3);
  });

  it('counts environments by health, and shows only those of a counter', async () => {
    show(new FakeStreamflixApi({ statuses }));
    await screen.findByRole('radio', { name: 'All 3' });
    await user.click(screen.getByRole('radio', { name: 'Failing 1' }));

    expect(shown()).toEqual(['broken']);
    expect(screen.getByRole('radio', { name: 'Healthy 2' })).not.toBeChecked();
  });

  it('shows what the URL selects', async () => {
    show(
      new FakeStreamflixApi({ statuses }),
      '?blueprint=complete&health=healthy',
    );
    await screen.findByRole('row', { name: /zulu/ });
    expect(shown()).toEqual(['zulu']);
  });

  it('shows why an environment is not healthy, as text', async () => {
    show(new FakeStreamflixApi({ statuses }));
    const row = await screen.findByRole('row', { name: /broken/ });
    const [reason] = statuses[2].reasons;
    expect(within(row).getByText(reason)).toBeInTheDocument();
  });

  it('shows the progress of an operation', async () => {
    show(new FakeStreamflixApi({ statuses: [statusOf(deployingSnapshot())] }));
    const bar = await screen.findByRole('progressbar', { name: 'Creating' });
    expect(bar).toHaveAttribute('aria-valuenow', '28');
    expect(
      screen.getByText('Creating: 28 of 84 resources'),
    ).toBeInTheDocument();
  });

  it('reads the environments again on request', async () => {
    const api = new FakeStreamflixApi({ statuses });
    show(api);
    await screen.findByRole('row', { name: /alpha/ });
    api.statuses = [statusOf(healthySnapshot('fresh'))];
    await user.click(screen.getByRole('button', { name: 'Refresh' }));

    await waitFor(() => expect(shown()).toEqual(['fresh']));
  });

  it('reads the environments again as soon as the backend signals a change', async () => {
    const api = new FakeStreamflixApi({ statuses });
    const listeners: ((message: JsonObject) => void)[] = [];
    const signals: SignalApi = {
      subscribe(channel, listener) {
        expect(channel).toBe('streamflix:environments');
        listeners.push(message => listener(message as never));
        return { unsubscribe() {} };
      },
    };
    renderInTestApp(<EnvironmentsContent />, {
      apis: [
        [streamflixApiRef, api],
        [signalApiRef, signals],
      ],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    });
    await screen.findByRole('row', { name: /alpha/ });
    api.statuses = [statusOf(healthySnapshot('fresh'))];
    const { account, region } = statuses[0].ref;
    act(() =>
      listeners.forEach(listener =>
        listener({ refs: [{ account, region, suffix: 'fresh' }] }),
      ),
    );

    await waitFor(() => expect(shown()).toEqual(['fresh']));
  });

  it('shows a loading state during the first read', async () => {
    const api = new FakeStreamflixApi();
    api.listEnvironments = () => new Promise(() => {});
    show(api);

    expect(
      await screen.findByRole('status', {
        name: 'Reading The environments …',
      }),
    ).toBeInTheDocument();
  });

  it('offers to create the first environment when there is none', async () => {
    show(new FakeStreamflixApi());

    expect(
      await screen.findByRole('heading', { name: 'No environments yet' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('names the accounts and regions that could not be listed, once for each account and reason, next to the others', async () => {
    show(
      new FakeStreamflixApi({
        list: {
          items: statuses.flatMap(({ summary }) => summary ?? []),
          failures,
          localAws: false,
          readAt,
        },
      }),
    );

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('This list is not complete');
    const lines = within(alert).getAllByRole('listitem');
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      'Canada Central (ca-central-1), London (eu-west-2) in account 111111111111: AWS denies cloudformation:DescribeStacks in ca-central-1 and eu-west-2.',
      'Frankfurt (eu-central-1) in account 111111111111: AWS cannot be reached in eu-central-1.',
      'London (eu-west-2) in account 222222222222: AWS denies cloudformation:DescribeStacks in eu-west-2.',
    ]);
    expect(shown()).toHaveLength(3);
  });

  it('shows an error instead of an empty list when nothing could be listed', async () => {
    show(
      new FakeStreamflixApi({
        list: { items: [], failures, localAws: false, readAt },
      }),
    );

    expect(
      await screen.findByText('No environment could be listed.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('No environments yet')).not.toBeInTheDocument();
  });

  it('shows why it could not be read, and tries again on request', async () => {
    const api = new FakeStreamflixApi({
      statuses,
      failure: new Error('The backend is away.'),
    });
    show(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend is away.',
    );

    api.failure = undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByRole('row', { name: /alpha/ }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows the banner of local AWS', async () => {
    const api = new FakeStreamflixApi({
      statuses: [statusOf(deployingSnapshot())],
    });
    api.installation.localAws = true;
    show(api);

    expect(
      await screen.findByText(
        'Local AWS: an emulator on this machine, not an account.',
      ),
    ).toBeInTheDocument();
  });

  it('shows the account of each environment when there are several', async () => {
    const [one, two] = statuses.flatMap(({ summary }) => summary ?? []);
    show(
      new FakeStreamflixApi({
        list: {
          items: [one, { ...two, account: '222222222222' }],
          failures: [],
          localAws: false,
          readAt,
        },
      }),
    );

    const row = (
      await screen.findByText('Account 222222222222')
    ).closest<HTMLElement>('[role=row]') as HTMLElement;
    // The entity of an environment outside the default account has the account in its name.
    expect(
      await within(row).findByRole('link', { name: two.suffix }),
    ).toHaveAttribute(
      'href',
      `/catalog/default/resource/streamflix-${two.suffix}-${two.region}-222222222222`,
    );
  });
});
