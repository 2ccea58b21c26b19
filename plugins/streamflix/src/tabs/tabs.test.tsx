import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { healthySnapshot, statusOf } from '../__testUtils__/snapshots';
import { responseError } from '../__testUtils__/responseError';
import { resource, stackOf } from '../__testUtils__/stacks';
import { user } from '../__testUtils__/user';
import { streamflixApiRef } from '../api';
import { ConfigurationTab } from './ConfigurationTab';
import { LogsTab } from './LogsTab';
import { ResourcesTab } from './ResourcesTab';

const environment = {
  account: '000000000000',
  region: 'eu-west-2',
  suffix: 'demo',
};

function show(
  Tab: typeof ConfigurationTab,
  answers: Partial<FakeStreamflixApi> = { stacks: [stackOf()] },
) {
  const api = new FakeStreamflixApi(answers);
  const { container } = renderInTestApp(<Tab environment={environment} />, {
    apis: [[streamflixApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  return { api, container };
}

describe.each([ConfigurationTab, ResourcesTab])('%p', Tab => {
  it('shows an error with a retry when nothing could be read', async () => {
    const { api } = show(Tab, { failure: new Error('AWS is away.') });
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away.');

    Object.assign(api, { failure: undefined, stacks: [stackOf()] });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect((await screen.findAllByText(/demo/)).length).toBeGreaterThan(0);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('has no accessibility violation', async () => {
    const { container } = show(Tab);
    await screen.findAllByText(/demo/);
    expect(await findViolations(container)).toEqual([]);
  });
});

describe('the tab Configuration', () => {
  const differing = stackOf({
    service: { maxTasks: 14 },
    secrets: { database: 'streamflix/database', apiKeys: [] },
  });

  it('marks what differs from the blueprint, and can show only that', async () => {
    show(ConfigurationTab, { stacks: [differing] });
    expect(
      await screen.findByText('2 values differ from the blueprint Complete.'),
    ).toBeInTheDocument();
    const service = screen.getByRole('article', { name: 'API service' });
    expect(within(service).getByText('14')).toBeInTheDocument();
    expect(within(service).getByText('Blueprint: 10')).toBeInTheDocument();
    expect(within(service).getByText('0.5 vCPU')).toBeInTheDocument();

    await user.click(screen.getByRole('switch', { name: 'Only differences' }));
    expect(
      screen.getAllByRole('heading', { level: 2 }).map(h => h.textContent),
    ).toEqual(['API service', 'Secrets', 'Outputs', 'In a terminal']);
    expect(screen.getByText('streamflix/database')).toBeInTheDocument();
  });

  it('copies an output and the command that creates the same environment', async () => {
    // jsdom has no clipboard: what is selected when the browser is asked to copy is what it would copy.
    let copied: string | undefined;
    document.execCommand = () => {
      copied = document.getSelection()?.toString();
      return true;
    };
    show(ConfigurationTab, { stacks: [differing] });
    await user.click(
      await screen.findByRole('button', { name: 'Copy ApiUrl' }),
    );
    expect(copied).toBe('https://api.example.com/prod');
    expect(await screen.findByText('ApiUrl copied')).toBeInTheDocument();

    expect(
      screen.getByRole('group', { name: 'the command' }),
    ).toHaveTextContent(
      'streamflix deploy \\ --blueprint complete \\ --suffix demo \\ --region eu-west-2 \\ --owner group:default/video \\ --set service.maxTasks=14 \\ --set secrets.database=streamflix/database',
    );
  });

  it('downloads the template on request, and reports why it could not', async () => {
    const { api } = show(ConfigurationTab);
    const button = await screen.findByRole('button', {
      name: 'Download template',
    });
    expect(api.calls).toEqual(['stack demo']);
    api.failure = new Error('AWS is away.');
    await user.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The template could not be read',
    );

    api.failure = undefined;
    const saved: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        saved.push(blob);
        return 'blob:template';
      },
      revokeObjectURL: () => {},
    });
    // jsdom would report that it cannot navigate to the file.
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    await user.click(button);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(click.mock.contexts).toMatchObject([
      { download: 'streamflix-demo-eu-west-2.template.json' },
    ]);
    click.mockRestore();
    expect(saved.map(({ type }) => type)).toEqual(['application/json']);
  });

  it('shows the outputs when the specification could not be read', async () => {
    const readAt = new Date().toISOString();
    show(ConfigurationTab, {
      stacks: [
        stackOf({}, { spec: { ok: false, reason: 'Not JSON.', readAt } }),
      ],
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('Not JSON.');
    expect(screen.getByText('cluster-demo')).toBeInTheDocument();
    expect(
      screen.queryByRole('group', { name: 'the command' }),
    ).not.toBeInTheDocument();
  });
});

describe('the tab Resources', () => {
  const rows = () =>
    screen
      .getAllByRole('rowheader')
      .map(({ firstChild }) => firstChild?.textContent);

  it('lists what failed first, and filters by text and part', async () => {
    show(ResourcesTab, {
      stacks: [
        stackOf(
          {},
          {
            resources: [
              resource('Vpc', 'AWS::EC2::VPC'),
              resource('DeadLetterQueue', 'AWS::SQS::Queue'),
              resource('DatabaseCluster', 'AWS::RDS::DBCluster', {
                status: 'CREATE_FAILED',
                reason: 'No capacity.',
              }),
            ],
          },
        ),
      ],
    });
    expect(await screen.findByText('3 of 3 resources')).toBeInTheDocument();
    expect(rows()).toEqual(['DatabaseCluster', 'Vpc', 'DeadLetterQueue']);
    expect(screen.getByText('No capacity.')).toBeInTheDocument();

    await user.type(
      screen.getByRole('searchbox', { name: 'Search resources' }),
      'queue',
    );
    expect(rows()).toEqual(['DeadLetterQueue']);
    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'nothing');
    expect(screen.getByText('No resource matches.')).toBeInTheDocument();
    await user.clear(screen.getByRole('searchbox'));

    await user.click(screen.getByRole('button', { name: /All parts/ }));
    await user.click(screen.getByRole('option', { name: 'Data' }));
    expect(rows()).toEqual(['DatabaseCluster']);
  });

  it('links each resource to its page in the console of AWS', async () => {
    const consoleUrl = 'https://eu-west-2.console.aws.amazon.com/vpcconsole';
    show(ResourcesTab, {
      stacks: [
        stackOf(
          {},
          { resources: [resource('Vpc', 'AWS::EC2::VPC', { consoleUrl })] },
        ),
      ],
    });
    expect(
      await screen.findByRole('link', { name: 'Vpc in the AWS console' }),
    ).toHaveAttribute('href', consoleUrl);
  });
});

describe('the tab Logs', () => {
  const line = (text: string, second: number) => ({
    at: `2026-01-01T12:00:0${second}.000Z`,
    stream: 'service/service/1',
    text,
  });
  const lines = {
    service: [line('GET /content 200', 1), line('GET /health 200', 2)],
    worker: [line('processed 64 records', 3)],
    api: [],
  };
  const answers = { statuses: [statusOf(healthySnapshot())], lines };
  const shown = async () =>
    within(await screen.findByRole('list', { name: 'Lines, newest first' }))
      .getAllByRole('listitem')
      .map(item => within(item).getByText(/[A-Za-z]{3}/).textContent);

  it('shows the lines of one part, newest first, and those of another on request', async () => {
    const { api } = show(LogsTab, answers);
    expect(await shown()).toEqual(['GET /health 200', 'GET /content 200']);
    expect(api.calls).toContain('log demo service');
    expect(api.calls).not.toContain('log demo worker');

    await user.click(screen.getByRole('radio', { name: 'Worker' }));
    expect(await shown()).toEqual(['processed 64 records']);
    await user.click(screen.getByRole('radio', { name: 'API' }));
    expect(await screen.findByText(/^No line since/)).toBeInTheDocument();
  });

  it('offers only the logs of parts that the environment has', async () => {
    const status = statusOf(
      healthySnapshot('demo', 'video-pipeline', 'eu-central-1'),
    );
    show(LogsTab, { statuses: [status], lines });
    expect(await shown()).toEqual(['processed 64 records']);
    expect(
      screen.getAllByRole('radio').map(({ textContent }) => textContent),
    ).toEqual(['Worker']);
  });

  it('filters the lines', async () => {
    show(LogsTab, answers);
    await screen.findByText('GET /content 200');
    await user.type(screen.getByRole('searchbox'), 'HEALTH');
    expect(await shown()).toEqual(['GET /health 200']);
    await user.type(screen.getByRole('searchbox'), 'y');
    expect(screen.getByText('No line matches.')).toBeInTheDocument();
  });

  it('reads the log again while it is followed, and not when it is not', async () => {
    const { api } = show(LogsTab, answers);
    await screen.findByText('GET /content 200');
    const read = () =>
      api.calls.filter(call => call === 'log demo service').length;
    await waitFor(() => expect(read()).toBeGreaterThan(1));
    await user.click(screen.getByRole('switch', { name: 'Follow' }));
    const before = read();
    await new Promise(resolve => {
      setTimeout(resolve, 6_000);
    });
    expect(read()).toBe(before);
  });

  it('shows why a log could not be read', async () => {
    show(LogsTab, { ...answers, failure: new Error('AWS is away.') });
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away.');
  });

  it('shows who may see a log to a user who may not, without offering to try again', async () => {
    const message = 'Only users who can change it can see its logs.';
    const failure = await responseError(403, message);
    show(LogsTab, { ...answers, failure });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You do not have permission to see this');
    expect(alert).toHaveTextContent(message);
    expect(screen.queryByText('Try again')).not.toBeInTheDocument();
  });

  it('has no accessibility violation', async () => {
    const { container } = show(LogsTab, answers);
    await screen.findByText('GET /content 200');
    expect(await findViolations(container)).toEqual([]);
  });
});
