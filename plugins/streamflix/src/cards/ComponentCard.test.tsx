/* eslint-disable no-script-url */
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  ComponentKind,
  EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { screen, within } from '@testing-library/react';
import {
  absentSnapshot,
  degradedSnapshot,
  deployingSnapshot,
  failedSnapshot,
  healthySnapshot,
  inactiveLinkSnapshot,
  partialSnapshot,
  statusOf,
} from '../__testUtils__/snapshots';
import { press, user } from '../__testUtils__/user';
import type { StatusReading } from '../api/useEnvironmentStatus';
import { ComponentCard } from './ComponentCard';

const kinds: ComponentKind[] = ['ecs', 'database', 'cache', 'stream', 'api'];

const show = (kind: ComponentKind, reading: Partial<StatusReading>) =>
  renderInTestApp(
    <ComponentCard
      kind={kind}
      reading={{ isRefreshing: false, refresh: async () => {}, ...reading }}
    />,
  );

const showStatus = (kind: ComponentKind, status: EnvironmentStatus) =>
  show(kind, { status });

describe('ComponentCard', () => {
  it.each([
    ['ecs', 'ECS Fargate', 'Service: CPU'],
    ['database', 'Database Aurora PostgreSQL', 'Connections'],
    ['cache', 'Cache Redis', 'Hit rate'],
    ['stream', 'Stream Kinesis', 'Iterator age'],
    ['api', 'API API Gateway REST', 'Latency'],
  ] as const)(
    'shows a healthy %s with its state, its metrics and its plots',
    async (kind, title, metric) => {
      const status = statusOf(healthySnapshot());
      showStatus(kind, status);

      const card = await screen.findByRole('article', { name: title });
      const component = status.components.find(one => one.kind === kind);
      expect(within(card).getByText('Healthy')).toBeInTheDocument();
      expect(
        within(card).getByText(String(component?.state)),
      ).toBeInTheDocument();
      expect(
        within(card).getByText(metric, { selector: 'dt' }),
      ).toBeInTheDocument();
      for (const plot of within(card).getAllByRole('img')) {
        expect(plot).toHaveAccessibleName(/over the last hour/);
      }
      expect(within(card).queryByText(/^Read at/)).not.toBeInTheDocument();
    },
  );

  it('labels only a component that is not well: what is well is quiet', async () => {
    // Screen readers get the status either way.
    const hidden = 'bui-VisuallyHidden';
    const { unmount } = showStatus('ecs', statusOf(healthySnapshot()));
    expect(await screen.findByText('Healthy')).toHaveClass(hidden);
    unmount();
    showStatus('ecs', statusOf(degradedSnapshot()));
    expect(await screen.findByText('Degraded')).not.toHaveClass(hidden);
  });

  it('shows when a component was read that was read before the others', async () => {
    const status = statusOf(healthySnapshot());
    const { readAt } = status;
    const later = new Date(Date.parse(readAt) + 90_000).toISOString();
    showStatus('cache', { ...status, readAt: later });
    expect(await screen.findByText(/^Read at/)).toHaveAttribute(
      'datetime',
      readAt,
    );
  });

  it('links to the page of the component in the console of AWS', async () => {
    const address = 'https://eu-west-2.console.aws.amazon.com/ecs';
    showStatus(
      'ecs',
      statusOf(healthySnapshot(), { consoleUrls: { ecs: address } }),
    );

    expect(
      await screen.findByRole('link', { name: 'ECS in the AWS console' }),
    ).toHaveAttribute('href', address);
  });

  it('shows why requests fail when the VPC link of the API had no traffic for 60 days', async () => {
    showStatus('api', statusOf(inactiveLinkSnapshot()));

    const card = within(await screen.findByRole('article', { name: /^API/ }));
    expect(card.getByText('Failing')).toBeInTheDocument();
    expect(
      card.getByText(
        /^VPC link vpc-link-idle is INACTIVE: it had no traffic for 60 days, .* Send requests to the API/,
      ),
    ).toBeInTheDocument();
  });

  it.each([
    ['has just been created', 3],
    ['was created after the latest values', 20],
  ])(
    'shows the values of an environment that %s, and does not deny them below',
    async (_, minutes) => {
      const { summary, ...status } = statusOf(healthySnapshot());
      if (!summary) throw new Error('The environment is gone.');
      const createdAt = new Date(Date.parse(status.readAt) - minutes * 60_000);
      const components = status.components.map(component => ({
        ...component,
        plots: component.plots.map(plot => ({
          ...plot,
          points: plot.points.filter(
            ({ at }) => Date.parse(at) < createdAt.getTime(),
          ),
        })),
      }));
      showStatus('database', {
        ...status,
        components,
        summary: { ...summary, createdAt: createdAt.toISOString() },
      });

      const connections = await screen.findByText('Connections', {
        selector: 'dt',
      });
      expect(connections.nextElementSibling).toHaveTextContent(/^\d+$/);
      expect(screen.queryByText(/no data/)).not.toBeInTheDocument();
      expect(screen.queryByRole('img')).not.toBeInTheDocument();
    },
  );

  it('shows the tasks of service and worker with their limits, and CPU and memory of the worker', async () => {
    showStatus('ecs', statusOf(healthySnapshot()));

    const tasks = await screen.findByText('Worker: tasks');
    expect(tasks.nextElementSibling).toHaveTextContent('1of 1–10');
    for (const name of ['Worker: CPU', 'Worker: memory']) {
      const label = screen.getByText(name, { selector: 'dt' });
      expect(label.nextElementSibling).toHaveTextContent(/^\d+(\.\d)? %$/);
    }
  });

  it('shows why a component is degraded', async () => {
    showStatus('ecs', statusOf(degradedSnapshot()));

    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    expect(
      screen.getByText('Service service-short runs 1 of 2 tasks.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/A task of service service-short stopped: OutOfMemory/),
    ).toBeInTheDocument();
  });

  it('shows an unknown component as unknown, and the reason on request: the overview has it already', async () => {
    showStatus('cache', statusOf(partialSnapshot()));

    expect(await screen.findByText('Unknown')).toBeInTheDocument();
    const throttled = /AWS throttles elasticache:DescribeReplicationGroups/;
    expect(screen.queryByText(throttled)).not.toBeInTheDocument();
    await press('Why it could not be read');
    expect(screen.getByText(throttled)).toBeInTheDocument();
    expect(screen.queryByText('Healthy')).not.toBeInTheDocument();
  });

  it('shows the facts when the metrics could not be read, and the reason on request', async () => {
    showStatus('database', statusOf(partialSnapshot()));

    expect(
      await screen.findByText('Available, 2 instances'),
    ).toBeInTheDocument();
    expect(screen.getByText('Unknown')).toBeInTheDocument();
    const denied = /AWS denies cloudwatch:GetMetricData/;
    expect(screen.queryByText(denied)).not.toBeInTheDocument();
    await press('Why it could not be read');
    expect(screen.getByText(denied)).toBeInTheDocument();
    expect(screen.getAllByText('no data')).toHaveLength(3);
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('shows a component that is being deployed', async () => {
    showStatus('database', statusOf(deployingSnapshot()));

    expect(await screen.findByText('In progress')).toBeInTheDocument();
    expect(screen.getByText('Being created')).toBeInTheDocument();
  });

  it.each(kinds)('shows that %s is being read', async kind => {
    show(kind, {});

    expect(await screen.findByRole('status')).toHaveAccessibleName(/^Reading/);
  });

  it.each(kinds)(
    'shows why %s could not be read, and tries again on request',
    async kind => {
      const refresh = jest.fn(async () => {});
      show(kind, { error: new Error('The backend is away.'), refresh });

      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('The backend is away.');
      await user.click(
        within(alert).getByRole('button', { name: 'Try again' }),
      );
      expect(refresh).toHaveBeenCalledTimes(1);
    },
  );

  it.each(['cache', 'api'] as const)(
    'shows no card for %s when the blueprint has none',
    async kind => {
      renderInTestApp(
        <>
          <ComponentCard
            kind={kind}
            reading={{
              status: statusOf(
                healthySnapshot('video', 'video-pipeline', 'eu-central-1'),
              ),
              isRefreshing: false,
              refresh: async () => {},
            }}
          />
          <p>that is all</p>
        </>,
      );

      expect(await screen.findByText('that is all')).toBeInTheDocument();
      expect(screen.queryByRole('article')).not.toBeInTheDocument();
    },
  );

  it.each([
    ['no longer exists', absentSnapshot],
    ['was not created', failedSnapshot],
  ])('shows no component of an environment that %s', async (_, snapshot) => {
    renderInTestApp(
      <>
        {kinds.map(kind => (
          <ComponentCard
            key={kind}
            kind={kind}
            reading={{
              status: statusOf(snapshot()),
              isRefreshing: false,
              refresh: async () => {},
            }}
          />
        ))}
        <p>that is all</p>
      </>,
    );

    expect(await screen.findByText('that is all')).toBeInTheDocument();
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
  });

  it('shows the alarms of a component with their states, and the reason of an active one', async () => {
    const status = statusOf(healthySnapshot());
    const { readAt } = status;
    const alarms: EnvironmentStatus['alarms'] = {
      ok: true,
      readAt,
      value: [
        { id: 'database-cpu', state: 'ok' },
        {
          id: 'database-connections',
          state: 'alarm',
          reason: 'Threshold crossed: 2 datapoints were greater.',
        },
        { id: 'cache-cpu', state: 'insufficient-data' },
      ],
    };
    showStatus('database', { ...status, alarms });
    const shown = within(
      await screen.findByRole('group', { name: 'Alarms' }),
    ).getAllByRole('listitem');
    expect(shown.map(({ textContent }) => textContent)).toEqual([
      'CPU OK',
      'Connections in alarmThreshold crossed: 2 datapoints were greater.',
    ]);
  });

  it('shows why the alarms could not be read', async () => {
    const status = statusOf(healthySnapshot());
    const { readAt } = status;
    const reason = 'AWS denies cloudwatch:DescribeAlarms.';
    showStatus('api', { ...status, alarms: { ok: false, reason, readAt } });
    const message = `Alarms could not be read: ${reason}`;
    expect(screen.queryByText(message)).not.toBeInTheDocument();
    await press('Why it could not be read');
    expect(screen.getByText(message)).toBeInTheDocument();
  });

  it('expands details by keyboard', async () => {
    showStatus('database', statusOf(healthySnapshot()));

    const details = await screen.findByRole('button', { name: 'Details' });
    details.focus();
    await user.keyboard('{Enter}');

    expect(details).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText('0.5 to 4 ACU')).toBeVisible();
    expect(screen.getByText('writer, available, eu-west-2a')).toBeVisible();
  });

  it('links to the API', async () => {
    showStatus('api', statusOf(healthySnapshot()));

    const [link] = await screen.findAllByRole('link', {
      name: 'https://a1b2c3d4e5.execute-api.eu-west-2.amazonaws.com/prod',
    });
    expect(link).toHaveAttribute(
      'href',
      'https://a1b2c3d4e5.execute-api.eu-west-2.amazonaws.com/prod',
    );
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,hello',
    '//evil.example',
    'http://evil.example',
  ])('shows the address %s of an API as text, not as a link', async url => {
    const status = statusOf(healthySnapshot());
    const components = status.components.map(component =>
      component.kind === 'api' && component.facts
        ? { ...component, facts: { ...component.facts, url } }
        : component,
    );
    showStatus('api', { ...status, components });

    await user.click(await screen.findByRole('button', { name: 'Details' }));
    expect(screen.getAllByText(url)).toHaveLength(2);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('links to an http address of local AWS', async () => {
    const status = statusOf(healthySnapshot(), { localAws: true });
    const url = 'http://127.0.0.1:4566/restapis/a1/prod';
    const components = status.components.map(component =>
      component.kind === 'api' && component.facts
        ? { ...component, facts: { ...component.facts, url } }
        : component,
    );
    showStatus('api', { ...status, components });

    expect(await screen.findByRole('link', { name: url })).toHaveAttribute(
      'href',
      url,
    );
  });
});
