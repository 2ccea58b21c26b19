import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { EnvironmentStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { screen, within } from '@testing-library/react';
import { streamflixApiRef } from '../api';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { historyOf, operation } from '../__testUtils__/histories';
import {
  absentSnapshot,
  degradedSnapshot,
  deployingSnapshot,
  failedSnapshot,
  healthySnapshot,
  statusOf,
  unknownSnapshot,
} from '../__testUtils__/snapshots';
import { user } from '../__testUtils__/user';
import type { StatusReading } from '../api/useEnvironmentStatus';
import { EnvironmentCard } from './EnvironmentCard';

function show(
  reading: Partial<StatusReading>,
  api: FakeStreamflixApi = new FakeStreamflixApi(),
) {
  renderInTestApp(
    <EnvironmentCard
      environment={
        reading.status?.ref ?? {
          account: '000000000000',
          region: 'eu-west-2',
          suffix: 'demo',
        }
      }
      entityRef="resource:default/streamflix-demo-eu-west-2"
      reading={{ isRefreshing: false, refresh: async () => {}, ...reading }}
    />,
    { apis: [[streamflixApiRef, api]] },
  );
}

describe('EnvironmentCard', () => {
  it('shows the facts of a healthy environment and that it has no problems', async () => {
    show({ status: statusOf(healthySnapshot()) });

    const card = await screen.findByRole('article', {
      name: 'Environment demo',
    });
    for (const text of [
      'Healthy.',
      'No problems found.',
      'Complete',
      '0.1.0',
      'London (eu-west-2)',
      '000000000000',
      '3 days',
    ]) {
      expect(within(card).getByText(text)).toBeInTheDocument();
    }
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    expect(screen.queryByText(/Local AWS/)).not.toBeInTheDocument();
  });

  it('reports what could not be read once for each reason, naming the parts, and not as its verdict', async () => {
    const snapshot = healthySnapshot();
    const { readAt, components } = snapshot;
    const unread = (action: string) =>
      ({
        ok: false,
        reason: `AWS denies ${action} in eu-west-2, which this installation needs.`,
        readAt,
      } as const);
    const status = statusOf({
      ...snapshot,
      components: {
        ...components,
        ecs: unread('ecs:DescribeServices'),
        database: unread('rds:DescribeDBClusters'),
        cache: { ok: false, reason: 'AWS throttles it.', readAt },
      },
    });
    show({
      status: { ...status, alarms: unread('cloudwatch:DescribeAlarms') },
    });

    const card = await screen.findByRole('article');
    const notices = within(card).getAllByRole('status');
    expect(notices.map(({ textContent }) => textContent)).toEqual([
      'ECS, Database and the alarms could not be readAWS denies ecs:DescribeServices, rds:DescribeDBClusters and cloudwatch:DescribeAlarms in eu-west-2, which this installation needs.',
      'Cache could not be readAWS throttles it.',
    ]);
    expect(card.textContent?.match(/AWS denies/g)).toHaveLength(1);
    expect(within(card).getByText(/^Running: ECS is unknown/)).toBeVisible();
  });

  it('names who changed the environment last, and when, not who tried in vain', async () => {
    const requester = { id: 'role/deployer', from: 'terminal' } as const;
    const startedAt = '2026-01-02T09:00:00.000Z';
    const failed = operation({ id: 'deploy-2', outcome: 'rolled-back' });
    const histories = [
      historyOf([failed, operation({ requester, startedAt })]),
    ];
    show(
      { status: statusOf(healthySnapshot()) },
      new FakeStreamflixApi({ histories }),
    );

    expect(await screen.findByText(/^Last changed by/)).toHaveTextContent(
      'Last changed by role/deployer in a terminal',
    );
    expect(
      document.querySelector(`time[datetime="${startedAt}"]`),
    ).toBeVisible();
  });

  it('shows the progress of a deployment, to screen readers too', async () => {
    show({ status: statusOf(deployingSnapshot()) });

    const bar = await screen.findByRole('progressbar', { name: 'Creating' });
    expect(screen.getByRole('link', { name: 'Timeline' })).toHaveAttribute(
      'href',
      '/streamflix/000000000000/eu-west-2/coming/operations/deploy-1',
    );
    expect(bar).toHaveAttribute('aria-valuenow', '28');
    expect(bar).toHaveAttribute('aria-valuemax', '84');
    // The count is read with the state, and does not interrupt screen readers each time it changes.
    const announced = screen.getByText('Being created');
    expect(announced).toHaveAttribute('aria-live', 'polite');
    expect(announced.parentElement).toHaveTextContent(
      /^In progress\. Being created: 28 of 84 resources done$/,
    );
    expect(
      screen.getByText(/DatabaseWriter, CacheReplicationGroup/),
    ).toBeInTheDocument();
    // Five components that are being created are not five reasons.
    expect(
      screen.queryByText('Cache is being created.'),
    ).not.toBeInTheDocument();
  });

  it('shows an operation in progress when its resources could not be counted', async () => {
    show({
      status: statusOf({ ...deployingSnapshot(), progress: undefined }),
    });

    const bar = await screen.findByRole('progressbar', { name: 'Creating' });
    expect(bar).not.toHaveAttribute('aria-valuenow');
  });

  it('shows the banner of local AWS', async () => {
    show({ status: statusOf(deployingSnapshot()) });

    expect(
      await screen.findByText(
        'Local AWS: an emulator on this machine, not an account.',
      ),
    ).toBeInTheDocument();
  });

  it('explains a failure: first failed resource, message from AWS, cause and resolution', async () => {
    show({ status: statusOf(failedSnapshot()) });

    const panel = await screen.findByRole('region', { name: 'Why it failed' });
    expect(panel).toHaveTextContent('ApiService (AWS::ECS::Service)');
    expect(panel).toHaveTextContent('CannotPullContainerError');
    expect(panel).toHaveTextContent(
      'ECS could not pull the container image of the service.',
    );
    expect(panel).toHaveTextContent('Push the image');
    expect(screen.getByText('Failing.')).toBeInTheDocument();
  });

  it('gives the reason when it is not well, and the others below it', async () => {
    const status = statusOf(degradedSnapshot());
    show({ status });
    expect(await screen.findByText('Degraded.')).toBeInTheDocument();
    for (const reason of status.reasons) {
      expect(screen.getByText(reason)).toBeInTheDocument();
    }
  });

  it('gives the reason of the part that is worst first, whatever its place', async () => {
    const status = statusOf(healthySnapshot());
    const wrong = {
      database: { health: 'degraded', reasons: ['It is slow.'] },
      stream: { health: 'failing', reasons: ['It is gone.'] },
    } as const;
    show({
      status: {
        ...status,
        health: 'failing',
        reasons: ['It is slow.', 'It is gone.'],
        components: status.components.map(component =>
          component.kind === 'database' || component.kind === 'stream'
            ? { ...component, ...wrong[component.kind] }
            : component,
        ) as EnvironmentStatus['components'],
      },
    });
    expect(
      (await screen.findByText('Failing.')).parentElement,
    ).toHaveTextContent('Failing. It is gone.');
    expect(screen.getByRole('listitem')).toHaveTextContent('It is slow.');
  });

  it('shows why the status is unknown', async () => {
    show({ status: statusOf(unknownSnapshot()) });

    expect(await screen.findByText('Unknown.')).toBeInTheDocument();
    expect(
      screen.getByText(/AWS denies cloudformation:DescribeStacks/),
    ).toBeInTheDocument();
  });

  it('shows that the environment does not exist', async () => {
    show({ status: statusOf(absentSnapshot()) });

    expect(await screen.findByText('Absent.')).toBeInTheDocument();
    expect(
      screen.getByText('There is no such environment'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Recent events' }),
    ).not.toBeInTheDocument();
  });

  it('shows the last reading with a warning when a later one fails', async () => {
    show({
      status: statusOf(healthySnapshot()),
      error: new Error('The backend is away.'),
    });

    expect(await screen.findByText('No problems found.')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'may be out of date: The backend is away.',
    );
  });

  it('reads again on request', async () => {
    const refresh = jest.fn(async () => {});
    show({ status: statusOf(healthySnapshot()), refresh });

    await user.click(await screen.findByRole('button', { name: 'Refresh' }));

    expect(refresh).toHaveBeenCalledTimes(1);
  });

  describe('its events', () => {
    const event = (id: string, status: string, reason?: string) => ({
      id,
      at: '2026-01-01T12:00:00.000Z',
      logicalId: `Resource${id}`,
      resourceType: 'AWS::ECS::Service',
      status,
      reason,
    });
    const events = [
      { items: [event('2', 'CREATE_FAILED', 'No image.')], nextCursor: '1' },
      { items: [event('1', 'CREATE_IN_PROGRESS')] },
    ];

    it('are requested when they are expanded, not before, and page by page', async () => {
      const api = new FakeStreamflixApi({ events });
      show({ status: statusOf(failedSnapshot('demo')) }, api);

      const unfold = await screen.findByRole('button', {
        name: 'Recent events',
      });
      expect(api.calls).not.toContain('events demo');
      await user.click(unfold);

      const row = await screen.findByRole('row', { name: /Resource2/ });
      expect(row).toHaveTextContent('CREATE_FAILED');
      expect(row).toHaveTextContent('No image.');
      expect(screen.queryByText('Resource1')).not.toBeInTheDocument();

      await user.click(screen.getByRole('button', { name: 'Older events' }));
      expect(await screen.findByText('Resource1')).toBeInTheDocument();
      expect(
        screen.queryByRole('button', { name: 'Older events' }),
      ).not.toBeInTheDocument();
      expect(api.calls).toContain('events demo after 1');
    });

    it('show why they could not be read, and can be requested again', async () => {
      const api = new FakeStreamflixApi({
        events,
        failure: new Error('AWS is away.'),
      });
      show({ status: statusOf(failedSnapshot('demo')) }, api);
      await user.click(
        await screen.findByRole('button', { name: 'Recent events' }),
      );
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'AWS is away.',
      );

      api.failure = undefined;
      await user.click(screen.getByRole('button', { name: 'Try again' }));

      expect(await screen.findByText('Resource2')).toBeInTheDocument();
    });
  });
});
