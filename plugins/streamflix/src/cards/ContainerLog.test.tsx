import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { responseError } from '../__testUtils__/responseError';
import { press } from '../__testUtils__/user';
import { streamflixApiRef } from '../api';
import { ContainerLog } from './ContainerLog';

const environment = {
  account: '000000000000',
  region: 'eu-west-2',
  suffix: 'demo',
};

const exited = 'Container api exited with code 1';

function show(
  answers: Partial<FakeStreamflixApi> = {},
  reason: string = exited,
) {
  const api = new FakeStreamflixApi(answers);
  renderInTestApp(
    <ContainerLog environment={environment} reasons={[reason]} />,
    {
      apis: [[streamflixApiRef, api]],
    },
  );
  return api;
}

describe('ContainerLog', () => {
  it('reads the log only when it is asked for, and shows the last lines of each container', async () => {
    const api = show({
      logs: { containers: [{ container: 'api', lines: ['one', 'two'] }] },
    });
    expect(await screen.findByText('Show log')).toBeInTheDocument();
    expect(api.calls).toEqual([]);
    await press('Show log');
    const caption = await screen.findByText('Last lines of container api');
    const log = caption.closest('figure') as HTMLElement;
    expect(log).toHaveTextContent(/one\s+two/);
    expect(api.calls).toEqual(['logs demo']);
    expect(await findViolations(log)).toEqual([]);
    await press('Hide log');
    expect(screen.queryByRole('figure')).not.toBeInTheDocument();
  });

  it('offers no log of a container that never started, and says so', async () => {
    show({}, 'CannotPullContainerError: nginx:missing: not found');
    expect(
      await screen.findByText('The container never started, so it has no log.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('Show log')).not.toBeInTheDocument();
  });

  it('says that no log is kept', async () => {
    show();
    await press('Show log');
    expect(
      await screen.findByText(/^No log of a failed container is kept/),
    ).toBeInTheDocument();
  });

  it('shows why the log could not be read, and reads it again on request', async () => {
    const api = show({ failure: new Error('The backend is away.') });
    await press('Show log');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend is away.',
    );
    api.failure = undefined;
    await press('Try again');
    expect(
      await screen.findByText(/^No log of a failed container is kept/),
    ).toBeInTheDocument();
  });

  it('shows that the user may not see the log, without offering to try again', async () => {
    const message = 'You do not have permission to see this environment.';
    const failure = await responseError(403, message);
    show({ failure });
    await press('Show log');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^You do not have permission to see this/,
    );
    expect(screen.queryByText('Try again')).not.toBeInTheDocument();
  });
});
