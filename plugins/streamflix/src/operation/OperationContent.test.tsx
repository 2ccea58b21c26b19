import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { Operation } from '@streamflix/backstage-plugin-streamflix-common';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { streamflixApiRef } from '../api';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import {
  at,
  creationOf,
  failedCreation,
  operationId,
} from '../__testUtils__/operations';
import { user } from '../__testUtils__/user';
import { rootRouteRef, templateRouteRef } from '../routes';
import { Chart } from './Chart';
import { OperationContent } from './OperationContent';
import type { TimelineScale } from './timelineOf';

function show(answers: Partial<FakeStreamflixApi>) {
  const api = new FakeStreamflixApi(answers);
  const signals = {
    send: (_message: object) => {},
    subscribe(_channel: string, listener: (message: any) => void) {
      signals.send = listener;
      return { unsubscribe() {} };
    },
  };
  const { container } = renderInTestApp(
    <Routes>
      <Route
        path="/streamflix/:account/:region/:suffix/operations/:id"
        element={<OperationContent />}
      />
    </Routes>,
    {
      apis: [
        [streamflixApiRef, api],
        [signalApiRef, signals],
      ],
      mountedRoutes: {
        '/environments': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/templates/:namespace/:templateName': templateRouteRef,
      },
      initialRouteEntries: [
        `/streamflix/000000000000/eu-west-2/demo/operations/${operationId}`,
      ],
    },
  );
  return { api, container, signals };
}

const timeline = () => screen.findByRole('region', { name: 'Timeline' });

describe('the page of an operation in progress', () => {
  it('says that of a long requester only the start is known, without a link to a user of that name', async () => {
    const requester = 'user:default/ada.king-countess…';
    show({ operation: { ...creationOf(), requester } });
    const by = await screen.findByText(/^Requested by/);
    expect(by).toHaveTextContent(
      'Requested by user ada.king-countess… (AWS has only the start of the name) · London (eu-west-2)',
    );
    expect(within(by).queryByRole('link')).not.toBeInTheDocument();
  });

  it('shows in one line how far it is, how long it will take, and what it waits for', async () => {
    show({ operation: creationOf() });
    expect(
      await screen.findByRole('heading', { name: 'Creating demo' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Requested by/)).toHaveTextContent(
      'Requested by guest · London (eu-west-2)',
    );
    const progress = screen.getByRole('region', { name: 'Progress' });
    expect(progress).toHaveTextContent(
      /14 of 18 resources4 min 1\d s so far, about 6 min left \(.*\)waiting for DatabaseWriter, usually 5–7 min/,
    );
    expect(within(progress).getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      '14 of 18 resources',
    );
  });

  it('promises no end when what is awaited takes longer than usual', async () => {
    const creation = creationOf();
    const awaited = {
      ...creation.awaited,
      logicalId: 'DatabaseWriter',
      type: 'AWS::RDS::DBInstance',
      usualSeconds: [1, 2] as [number, number],
    };
    show({ operation: { ...creation, awaited } });
    const progress = await screen.findByRole('region', { name: 'Progress' });
    expect(progress).toHaveTextContent(/so far, longer than usual/);
    expect(progress).not.toHaveTextContent(/left/);
  });

  it('shows ten resources by part, and all of a part or of the stack on request', async () => {
    show({ operation: creationOf() });
    const data = within(await screen.findByRole('group', { name: 'Data' }));
    expect(
      data.getByRole('button', { name: 'DatabaseWriter, in progress' }),
    ).toBeInTheDocument();
    expect(data.getByText('creating, usually 5–7 min')).toBeVisible();
    const compute = within(screen.getByRole('group', { name: 'Compute' }));
    expect(compute.getByText('waits for DatabaseWriter')).toBeVisible();

    const network = within(screen.getByRole('group', { name: 'Network' }));
    expect(network.getByText('13 resources · 20 s')).toBeVisible();
    const before = network.getAllByRole('button').length;
    expect(before).toBeLessThan(10);
    await user.click(network.getByRole('button', { name: 'Network' }));
    expect(network.getAllByRole('button')).toHaveLength(14);
    await user.click(network.getByRole('button', { name: 'Network' }));
    expect(network.getAllByRole('button')).toHaveLength(before);

    await user.click(
      screen.getByRole('button', { name: 'Show all 18 resources' }),
    );
    expect(network.getAllByRole('button')).toHaveLength(14);
    await user.click(
      screen.getByRole('button', { name: 'Show the most important' }),
    );
    expect(network.getAllByRole('button')).toHaveLength(before);
  });

  it('offers to show all resources only where some are not shown', async () => {
    const creation = creationOf();
    const [resource] = creation.resources;
    show({ operation: { ...creation, total: 1, resources: [resource] } });
    expect(await screen.findByText('14 of 1 resource')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /^Show/ }),
    ).not.toBeInTheDocument();
  });

  it('shows the events of a resource by keyboard and on hover, and hides them with Escape', async () => {
    show({ operation: creationOf() });
    const cluster = await screen.findByRole('button', {
      name: 'DatabaseCluster, done',
    });
    act(() => cluster.focus());
    const detail = screen.getByRole('tooltip');
    expect(detail).toHaveTextContent(
      /AWS::RDS::DBCluster.*determines the end.*Creation complete at .*, after 1 min 15 s\./,
    );
    expect(cluster).toHaveAttribute('aria-describedby', detail.id);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument();
    await user.hover(
      screen.getByRole('button', { name: 'Cache, stabilising' }),
    );
    expect(screen.getByRole('tooltip')).toHaveTextContent(
      /Creation: configured at .*, stabilising\./,
    );
  });

  it('is a table on request, with every resource', async () => {
    show({ operation: creationOf() });
    await user.click(await screen.findByRole('button', { name: 'As a table' }));
    const table = screen.getByRole('table', { name: 'Timeline' });
    expect(within(table).getAllByRole('row')).toHaveLength(19);
    expect(
      within(table).getByRole('row', { name: /^Service/ }),
    ).toHaveTextContent(/waitingdetermines|waiting, determines the end/);
  });

  it('is read again when a signal announces new events', async () => {
    const { api, signals } = show({ operation: creationOf() });
    await timeline();
    api.operation = creationOf({ done: 15 });
    act(() => signals.send({ suffix: 'demo', id: operationId }));
    expect(await screen.findByText('15 of 18 resources')).toBeInTheDocument();
  });

  it('shows each answer and reads it again, however many signals come while it is read', async () => {
    const { api, signals } = show({ operation: creationOf() });
    await timeline();
    const answers: ((operation: Operation) => void)[] = [];
    const ask = jest
      .spyOn(api, 'getOperation')
      .mockImplementation(() => new Promise(answer => answers.push(answer)));
    const signal = () =>
      act(async () => signals.send({ suffix: 'demo', id: operationId }));
    for (let event = 0; event < 3; event++) await signal();
    expect(ask).toHaveBeenCalledTimes(1);
    await act(async () => answers[0](creationOf({ done: 15 })));
    expect(screen.getByText('15 of 18 resources')).toBeInTheDocument();
    expect(ask).toHaveBeenCalledTimes(2);
    await act(async () => answers[1](creationOf({ done: 17 })));
    expect(screen.getByText('17 of 18 resources')).toBeInTheDocument();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('cancels after it has described the effect, in the state that the user saw', async () => {
    const { api } = show({ operation: creationOf() });
    await user.click(await screen.findByRole('button', { name: 'Cancel…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByRole('heading', { name: 'Cancel the creation of demo?' }),
    ).toBeInTheDocument();
    expect(
      dialog.getByText(/CloudFormation deletes everything/),
    ).toBeInTheDocument();
    await user.click(
      dialog.getByRole('button', { name: 'Cancel the creation' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.calls).toContain(`cancel demo ${operationId} seen`);
  });

  it('keeps the question open, with the reason, when it was not cancelled', async () => {
    show({
      operation: creationOf(),
      cancelFailure: new Error('It has changed in the meantime.'),
    });
    await user.click(await screen.findByRole('button', { name: 'Cancel…' }));
    await user.click(
      await screen.findByRole('button', { name: 'Cancel the creation' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /It was not cancelled.*It has changed in the meantime\./,
    );
  });

  it('shows why it cannot be cancelled', async () => {
    const reason = 'A deletion cannot be cancelled.';
    show({
      operation: creationOf({
        kind: 'delete',
        cancel: { possible: false, reason },
      }),
    });
    expect(
      await screen.findByRole('button', { name: 'Cancel…' }),
    ).toBeDisabled();
    expect(screen.getByText(reason)).toBeInTheDocument();
  });

  it('shows the deletion after a cancellation', async () => {
    show({
      operation: creationOf({ state: 'turning-back', isCancelled: true }),
    });
    expect(
      await screen.findByRole('heading', { name: 'Cancelling: demo' }),
    ).toBeInTheDocument();
    expect(screen.getByText('14 of 18 resources undone')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Cancel…' }),
    ).not.toBeInTheDocument();
  });
});

describe('the page of an operation that has ended', () => {
  it('shows outcome, cause, resolution, the first failure, and what to do', async () => {
    show({ operation: failedCreation() });
    expect(
      await screen.findByText(
        'Environment demo in eu-west-2 could not be created.',
      ),
    ).toBeInTheDocument();
    const why = screen.getByRole('region', { name: 'Why it failed' });
    expect(why).toHaveTextContent('Choose another class.');
    expect(screen.getByText('failed first')).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Correct and try again' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('change-streamflix-environment'),
    );
    expect(screen.getByRole('link', { name: 'Remove' })).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open environment' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/streamflix-demo-eu-west-2',
    );
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('offers to skip what blocks a rollback', async () => {
    const failed = failedCreation();
    show({
      operation: {
        ...failed,
        kind: 'update',
        stackStatus: 'UPDATE_ROLLBACK_FAILED',
        result: {
          outcome: 'needs-attention',
          message: 'Its rollback failed.',
          blockedBy: ['DatabaseWriter'],
        },
      },
    });
    expect(
      await screen.findByRole('link', { name: 'Skip and continue' }),
    ).toBeInTheDocument();
  });

  it('leads nowhere once the environment is gone', async () => {
    show({
      operation: creationOf({
        kind: 'delete',
        state: 'finished',
        stackStatus: 'DELETE_COMPLETE',
        endedAt: at(300),
        result: { outcome: 'destroyed', message: 'Gone.', blockedBy: [] },
      }),
    });
    expect(await screen.findByText('Gone.')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Open environment' }),
    ).not.toBeInTheDocument();
  });
});

describe('the page of an operation', () => {
  it('shows that it could not be read, and why', async () => {
    show({ failure: new Error('AWS cannot be reached.') });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The operation could not be read');
    expect(alert).toHaveTextContent('AWS cannot be reached.');
  });

  it('shows that it has no events of resources yet', async () => {
    show({ operation: creationOf({ resources: [], total: 0, done: 0 }) });
    expect(
      await screen.findByText('The operation has no events of resources.'),
    ).toBeInTheDocument();
  });

  it.each<[string, () => Operation]>([
    ['in progress', creationOf],
    ['failed', failedCreation],
  ])('has no accessibility violation (%s)', async (_, operation) => {
    const { container } = show({ operation: operation() });
    await timeline();
    expect(await findViolations(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'As a table' }));
    expect(await findViolations(container)).toEqual([]);
  });
});

describe('the chart of a timeline', () => {
  afterEach(() => jest.useRealTimers());

  it('moves the present along the axis without being rendered again', () => {
    jest.useFakeTimers();
    const scale: TimelineScale = {
      start: 0,
      end: 100_000,
      ticks: [],
      at: time => time / 1_000,
    };
    render(
      <Chart scale={scale} now={20_000}>
        rows
      </Chart>,
    );
    const present = () =>
      Number.parseFloat(
        screen.getByText('rows').style.getPropertyValue('--now'),
      );
    expect(present()).toBeCloseTo(20, 0);
    jest.advanceTimersByTime(30_000);
    expect(present()).toBeCloseTo(50, 0);
  });
});
