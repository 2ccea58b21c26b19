import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { streamflixApiRef } from '.';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import {
  deployingSnapshot,
  healthySnapshot,
  statusOf,
} from '../__testUtils__/snapshots';
import { useEnvironmentStatus } from './useEnvironmentStatus';

const ref = { account: '000000000000', region: 'eu-west-2', suffix: 'demo' };

function View({ name }: { name: string }) {
  const { status, error, refresh } = useEnvironmentStatus(ref);
  return (
    <p>
      {name}: {status?.state ?? 'nothing'}, {error?.message ?? 'no error'}
      <button onClick={refresh}>refresh {name}</button>
    </p>
  );
}

const show = (api: FakeStreamflixApi, ...names: string[]) =>
  render(
    <TestApiProvider apis={[[streamflixApiRef, api]]}>
      {names.map(name => (
        <View key={name} name={name} />
      ))}
    </TestApiProvider>,
  );

const pass = (milliseconds: number) =>
  act(() => jest.advanceTimersByTimeAsync(milliseconds));

describe('useEnvironmentStatus', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sends one request for all views of an environment', async () => {
    const api = new FakeStreamflixApi({
      statuses: [statusOf(healthySnapshot())],
    });
    show(api, 'one', 'two', 'three');
    await pass(10);

    expect(screen.getByText(/one: Running/)).toBeInTheDocument();
    expect(screen.getByText(/three: Running/)).toBeInTheDocument();
    expect(api.calls).toEqual(['status demo']);
  });

  it('polls every few seconds during an operation, once for all views, and slowly afterwards', async () => {
    const api = new FakeStreamflixApi({
      statuses: [statusOf(deployingSnapshot('demo'))],
    });
    show(api, 'one', 'two');
    await pass(10);
    expect(
      screen.getByText(/one: Being created: 28 of 84 resources done/),
    ).toBeInTheDocument();

    await pass(9_100);
    expect(api.calls).toHaveLength(4);

    api.statuses = [statusOf(healthySnapshot())];
    await pass(3_000);
    expect(screen.getByText(/two: Running/)).toBeInTheDocument();
    expect(api.calls).toHaveLength(5);

    await pass(50_000);
    expect(api.calls).toHaveLength(5);
    await pass(15_000);
    expect(api.calls).toHaveLength(6);
  });

  it('keeps the last status when a reading fails, and reports the failure', async () => {
    const api = new FakeStreamflixApi({
      statuses: [statusOf(deployingSnapshot('demo'))],
    });
    show(api, 'one');
    await pass(10);

    api.failure = new Error('the backend is away');
    await pass(3_000);

    expect(
      screen.getByText(/one: Being created.*the backend is away/),
    ).toBeInTheDocument();
  });

  it('reads again on request, for all views, and reports when that fails', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const api = new FakeStreamflixApi({
      statuses: [statusOf(healthySnapshot())],
    });
    show(api, 'one', 'two');
    await pass(10);

    api.statuses = [statusOf(deployingSnapshot('demo'))];
    await user.click(screen.getByRole('button', { name: 'refresh one' }));
    await pass(10);
    expect(api.calls).toEqual(['status demo', 'status demo again']);
    expect(screen.getByText(/two: Being created/)).toBeInTheDocument();

    api.failure = new Error('the backend is away');
    await user.click(screen.getByRole('button', { name: 'refresh one' }));
    await pass(10);
    expect(
      screen.getByText(/two: Being created.*the backend is away/),
    ).toBeInTheDocument();
  });
});
