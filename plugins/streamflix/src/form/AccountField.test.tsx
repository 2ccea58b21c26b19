import { renderInTestApp as renderInNewApp } from '@backstage/frontend-test-utils';
import { TestApiProvider, wrapInTestApp } from '@backstage/test-utils';
import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common';
import { render, screen } from '@testing-library/react';
import { useState, type ReactElement } from 'react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { user } from '../__testUtils__/user';
import { findViolations } from '../__testUtils__/findViolations';
import { streamflixApiRef } from '../api';
import { AccountField } from './AccountField';
import { settingsOf } from './settings';

const [setting] = settingsOf(environmentInputJsonSchema()).filter(
  ({ path }) => path === 'account',
);
const accounts = [
  { id: '111111111111', name: 'Production' },
  { id: '222222222222', name: 'Trials' },
  { id: '333333333333' },
];

const systems: [name: string, show: (element: ReactElement) => void][] = [
  ['new', element => void renderInNewApp(element)],
  ['classic', element => void render(wrapInTestApp(element))],
];

describe.each(systems)('the account, in the %s frontend system', (_, show) => {
  const changes: unknown[] = [];

  function Form(props: { initial?: string }) {
    const [value, setValue] = useState<unknown>(props.initial);
    return (
      <div data-testid="form">
        <AccountField
          setting={setting}
          value={value}
          fallback={undefined}
          onChange={next => {
            changes.push(next);
            setValue(next);
          }}
        />
      </div>
    );
  }

  function open(api: FakeStreamflixApi, initial?: string) {
    changes.length = 0;
    show(
      <TestApiProvider apis={[[streamflixApiRef, api]]}>
        <Form initial={initial} />
      </TestApiProvider>,
    );
  }
  const offering = (of: typeof accounts) => {
    const api = new FakeStreamflixApi();
    api.installation.accounts = of;
    return api;
  };
  const select = () => screen.findByRole('button', { name: /AWS account/ });

  it('is chosen by name, and the default account is not stored', async () => {
    open(offering(accounts));
    expect(
      await screen.findByRole('button', {
        name: /Production \(111111111111\), default account/,
      }),
    ).toBeEnabled();
    expect(await findViolations(screen.getByTestId('form'))).toEqual([]);

    await user.click(await select());
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual([
      'Production (111111111111), default account',
      'Trials (222222222222)',
      '333333333333',
    ]);
    await user.click(screen.getByRole('option', { name: /^Trials/ }));
    expect(await select()).toHaveTextContent('Trials (222222222222)');

    await user.click(await select());
    await user.click(screen.getByRole('option', { name: /^Production/ }));
    expect(changes).toEqual(['222222222222', undefined]);
  });

  it('shows that the accounts are being read', async () => {
    const api = offering(accounts);
    api.getInstallation = () => new Promise(() => {});
    open(api);

    expect(
      await screen.findByText('Reading The accounts …'),
    ).toBeInTheDocument();
    expect(await select()).toBeDisabled();
  });

  it('can be typed while the accounts cannot be listed, and is chosen from the list afterwards', async () => {
    const api = offering(accounts);
    api.failure = new Error('AWS is away.');
    open(api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The accounts could not be listed: AWS is away.',
    );
    await user.type(
      screen.getByRole('textbox', { name: /AWS account/ }),
      '222222222222',
    );
    expect(changes[changes.length - 1]).toBe('222222222222');

    api.failure = undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await select()).toHaveTextContent('Trials (222222222222)');
  });

  it('can be typed when the installation lists none', async () => {
    open(offering([]));
    await user.type(
      await screen.findByRole('textbox', { name: /AWS account/ }),
      '444444444444',
    );
    expect(changes[changes.length - 1]).toBe('444444444444');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows a problem when the given account is not in the list', async () => {
    open(offering(accounts), '444444444444');
    expect(
      await screen.findByText(
        'AWS account must be one that this installation allows.',
      ),
    ).toBeInTheDocument();
    expect(await select()).not.toHaveTextContent('Production');
  });
});
