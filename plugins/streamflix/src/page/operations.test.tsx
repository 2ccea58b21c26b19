import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { historyOf, operation } from '../__testUtils__/histories';
import { responseError } from '../__testUtils__/responseError';
import { user } from '../__testUtils__/user';
import { streamflixApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { EnvironmentsRoutes } from './EnvironmentsRoutes';

const path = '/streamflix/000000000000/eu-west-2/demo';

function open(answers: Partial<FakeStreamflixApi>) {
  const api = new FakeStreamflixApi(answers);
  const page = (
    <Routes>
      <Route path="/streamflix/*" element={<EnvironmentsRoutes />} />
    </Routes>
  );
  const { container } = renderInTestApp(page, {
    apis: [[streamflixApiRef, api]],
    initialRouteEntries: [path],
    mountedRoutes: {
      '/streamflix': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });
  return { api, container };
}

const rows = async () => {
  const table = await screen.findByRole('table', { name: 'The operations' });
  return within(table).getAllByRole('row').slice(1);
};

describe('the operations of an environment', () => {
  it('are listed with who, what differed, duration and outcome, each with a link to its page', async () => {
    open({
      histories: [
        historyOf([
          operation(),
          operation({
            id: 'deploy-0',
            kind: 'create',
            requester: { from: 'terminal' },
            outcome: 'created',
            seconds: 661,
            differences: [],
          }),
        ]),
      ],
    });
    const [change, creation] = await rows();
    expect(within(change).getByRole('rowheader')).toHaveTextContent(/^Change/);
    expect(change).toHaveTextContent('in the portal');
    expect(change).toHaveTextContent(/service\.maxTasks 10 → 14/);
    expect(change).toHaveTextContent('2 min 5 s');
    expect(change).toHaveTextContent('Changed');
    expect(
      within(change).getByRole('link', { name: /^Change of / }),
    ).toHaveAttribute('href', `${path}/operations/deploy-1`);
    expect(within(change).getByRole('link', { name: 'ada' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ada',
    );
    expect(creation).toHaveTextContent('an identity in AWS');
    expect(creation).toHaveTextContent('in a terminal');
    expect(
      screen.getByRole('link', { name: 'Open demo in the catalog' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/streamflix-demo-eu-west-2',
    );
  });

  it('show the cause of a failure, and no link to an operation whose events are gone', async () => {
    open({
      histories: [
        historyOf([
          operation({
            outcome: 'rolled-back',
            explanation: {
              id: 'quota-exceeded',
              awsMessage: 'LimitExceeded',
              cause: 'The account has no elastic IP address left.',
              resolution: 'Raise the quota.',
            },
          }),
          operation({ id: 'deploy-c', kind: 'create', outcome: 'rolled-back' }),
          operation({
            id: 'deploy-0',
            hasEvents: false,
            seconds: undefined,
            message: 'CloudFormation no longer has its events.',
          }),
        ]),
      ],
    });
    const [failed, creation, old] = await rows();
    expect(creation).toHaveTextContent('Failed');
    expect(failed).toHaveTextContent('Rolled back');
    expect(failed).toHaveTextContent(
      'Cause: The account has no elastic IP address left.',
    );
    expect(within(old).queryByRole('link', { name: /^Change of/ })).toBeNull();
  });

  it('say when the environment was destroyed, and by whom', async () => {
    open({
      histories: [
        historyOf(
          [
            operation({
              id: 'destroy-1',
              kind: 'destroy',
              outcome: 'destroyed',
              differences: undefined,
            }),
          ],
          { destroyedAt: '2026-01-02T10:02:05.000Z' },
        ),
      ],
    });
    const destroyed = await screen.findByText(/^demo was destroyed on .* by/);
    expect(
      within(destroyed).getByRole('link', { name: 'ada' }),
    ).toHaveAttribute('href', '/catalog/default/user/ada');
    expect(destroyed).not.toHaveTextContent('user:default');
    expect(screen.getByText(/^London \(eu-west-2\)/)).toBeInTheDocument();
    expect(screen.queryByText('Open demo in the catalog')).toBeNull();
  });

  it('show what differed with units and labels', async () => {
    const differences = [
      { path: 'storage.enabled', from: 'true', to: 'false' },
      { path: 'service.memory', from: '1024', to: '2048' },
      { path: 'api.kind', from: 'rest', to: 'http' },
      { path: 'cache.version', from: '7.0', to: '7.1' },
      { path: 'network.zoneIds', to: '["euw2-az1","euw2-az2"]' },
      { path: 'tags', from: '{"team":"vid…' },
      { path: 'owner', from: 'group:default/video', to: 'user:default/ada' },
    ];
    open({ histories: [historyOf([operation({ differences })])] });
    const [row] = await rows();
    expect(
      within(row)
        .getAllByRole('listitem')
        .map(
          ({ textContent }) =>
            textContent?.split(/(?<=[a-z]\.\w+|tags|owner) /)[1],
        ),
    ).toEqual([
      'On → Off',
      '1 GiB → 2 GiB',
      'REST API → HTTP API',
      '7.0 → 7.1',
      'None → euw2-az1, euw2-az2',
      '{"team":"vid… → None',
      'video → user:ada',
    ]);
  });

  it('do not exist where there is no environment', async () => {
    open({ failure: await responseError(404, 'There is none.') });
    expect(
      await screen.findByText(
        'There is no environment demo in London (eu-west-2)',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'All environments' }),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('may be none, and may be incomplete', async () => {
    open({
      histories: [
        historyOf([], { unread: ['The events of the stack: AWS denies it.'] }),
      ],
    });
    expect(
      await screen.findByText(/^Nothing is known of earlier operations/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Not everything could be read'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The events of the stack: AWS denies it.'),
    ).toBeInTheDocument();
  });

  it('show an error with a retry when nothing could be read', async () => {
    const { api } = open({ failure: new Error('AWS is away.') });
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away.');
    Object.assign(api, { failure: undefined, histories: [historyOf()] });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(1);
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('have no accessibility violation', async () => {
    const { container } = open({ histories: [historyOf()] });
    await rows();
    expect(await findViolations(container)).toEqual([]);
  });
});
