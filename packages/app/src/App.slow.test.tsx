import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import streamflixPlugin from '@streamflix/backstage-plugin-streamflix/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';

/** Responses of the backend by path; the app itself is the real one. */
const answers: Record<string, unknown> = {
  '/api/auth/guest/refresh': {
    backstageIdentity: {
      token: 'e30.e30.e30',
      identity: {
        type: 'user',
        userEntityRef: 'user:default/guest',
        ownershipEntityRefs: ['user:default/guest'],
      },
    },
    profile: {},
  },
  '/api/streamflix/environments': {
    items: [],
    failures: [],
    localAws: true,
    readAt: '2026-01-01T00:00:00.000Z',
  },
  '/api/streamflix/installation': {
    regions: ['eu-west-2'],
    accounts: [{ id: '000000000000' }],
    localAws: true,
    mayCreate: true,
    mayCheckAccounts: false,
    owners: { own: ['user:default/guest'], any: false },
    allowedSecrets: ['streamflix/*'],
    allowedImages: ['*'],
  },
};

/** The connection for signals, without a network. */
class FakeSocket {
  static readonly OPEN = 1;
  static latest?: FakeSocket;
  readonly readyState = FakeSocket.OPEN;
  onmessage?: (event: { data: string }) => void;
  constructor() {
    FakeSocket.latest = this;
  }
  send() {}
  close() {}
}

beforeEach(() => {
  Reflect.set(window, 'WebSocket', FakeSocket);
  // The bundler finds plugins among the dependencies of the app and lists them here.
  Reflect.set(window, '__@backstage/discovered__', {
    modules: [
      streamflixPlugin,
      catalogPlugin,
      scaffolderPlugin,
      notificationsPlugin,
      searchPlugin,
      signalsPlugin,
      userSettingsPlugin,
    ].map(plugin => ({ name: plugin.pluginId, default: plugin })),
  });
  // The bundler's configuration. An entry of the real `process.env` could only be a string.
  const APP_CONFIG = [
    {
      context: 'test',
      data: {
        app: {
          title: 'StreamFlix environments',
          baseUrl: 'http://localhost',
          packages: 'all',
          extensions: [
            {
              'app/routes': {
                config: { redirects: [{ from: '/', to: '/streamflix' }] },
              },
            },
          ],
        },
        backend: { baseUrl: 'http://localhost:7007' },
        auth: { environment: 'development' },
      },
    },
  ];
  Reflect.set(process, 'env', { ...process.env, APP_CONFIG });
  jest.spyOn(global, 'fetch').mockImplementation(async input => {
    const { pathname } = new URL(
      input instanceof Request ? input.url : String(input),
    );
    const answer = answers[pathname];
    return answer
      ? Response.json(answer)
      : Response.json({ error: { name: 'NotFoundError' } }, { status: 404 });
  });
});

describe('the example app', () => {
  it('signs a guest in and opens with the environments', async () => {
    const { default: app } = await import('./App');
    render(app.createRoot());

    await userEvent.click(await screen.findByRole('button', { name: 'Enter' }));

    expect(await screen.findByText('No environments yet')).toBeInTheDocument();
    expect(
      screen.getByText(/Local AWS: an emulator on this machine/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Create environment' }),
    ).toBeInTheDocument();
    for (const name of ['Environments', 'Catalog', 'Create', 'Settings']) {
      expect(screen.getAllByRole('link', { name })[0]).toBeInTheDocument();
    }
  });

  it('counts a notification in the sidebar, and covers no page with a toast', async () => {
    const title = 'Environment demo was created';
    Object.assign(answers, {
      '/api/notifications/status': { unread: 3, read: 0 },
      '/api/notifications/notifications/1': {
        id: '1',
        payload: { title, severity: 'normal' },
      },
    });
    const { default: app } = await import('./App');
    render(app.createRoot());
    await waitFor(() => expect(FakeSocket.latest?.onmessage).toBeDefined());
    const message = { action: 'new_notification', notification_id: '1' };
    await act(async () => {
      FakeSocket.latest?.onmessage?.({
        data: JSON.stringify({ channel: 'notifications', message }),
      });
      await new Promise(done => setTimeout(done));
    });

    await waitFor(() => expect(document.title).toMatch(/^\(3\)/));
    expect(screen.queryByText(title)).not.toBeInTheDocument();
  });
});
