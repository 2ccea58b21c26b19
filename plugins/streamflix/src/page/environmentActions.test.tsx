import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { screen, waitFor, within } from '@testing-library/react';
import { entityOf } from '../__testUtils__/entities';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import {
  failedSnapshot,
  healthySnapshot,
  statusOf,
} from '../__testUtils__/snapshots';
import { user } from '../__testUtils__/user';
import streamflixPlugin from '../alpha';
import { streamflixApiRef } from '../api';

const entityName = (suffix: string) => `streamflix-${suffix}-eu-west-2`;
const formOf = (operation: string, name: string) =>
  `/create/templates/default/${operation}-streamflix-environment?formData=${encodeURIComponent(
    JSON.stringify({ environment: `resource:default/${name}` }),
  )}`;

function open(path: string, answers: Partial<FakeStreamflixApi> = {}) {
  const statuses = [
    ...['one', 'two'].map(suffix => healthySnapshot(suffix)),
    failedSnapshot('broken'),
  ].map(snapshot => statusOf(snapshot));
  const api = new FakeStreamflixApi({ statuses, ...answers });
  renderTestApp({
    features: [catalogPlugin, scaffolderPlugin, streamflixPlugin],
    initialRouteEntries: [path],
    apis: [
      [streamflixApiRef, api],
      [
        catalogApiRef,
        catalogApiMock({ entities: statuses.map(({ ref }) => entityOf(ref)) }),
      ],
    ],
  });
  return api;
}

const noPermission = 'You do not have permission to change this environment.';
const notOwner =
  'It belongs to group:default/content, and you are not a member.';
const refused = {
  update: { allowed: false as const, reason: noPermission },
  delete: { allowed: false as const, reason: notOwner },
};

const entityPage = `/catalog/default/resource/${entityName('one')}`;
const environmentCard = () =>
  screen.findByRole('article', { name: 'Environment one' });

describe('the card of an environment', () => {
  it('links to the forms that change and destroy it, with the environment filled in', async () => {
    open(entityPage);
    const card = await environmentCard();
    expect(
      await within(card).findByRole('link', { name: 'Change' }),
    ).toHaveAttribute('href', formOf('change', entityName('one')));
    expect(within(card).getByRole('link', { name: 'Destroy' })).toHaveAttribute(
      'href',
      formOf('destroy', entityName('one')),
    );
  });

  it('offers to correct and to remove a failed creation', async () => {
    open(`/catalog/default/resource/${entityName('broken')}`);
    const card = await screen.findByRole('article', {
      name: 'Environment broken',
    });
    for (const [name, operation] of [
      ['Correct and try again', 'change'],
      ['Remove', 'destroy'],
    ]) {
      expect(await within(card).findByRole('link', { name })).toHaveAttribute(
        'href',
        formOf(operation, entityName('broken')),
      );
    }
    expect(
      within(card).queryByRole('link', { name: /^(Change|Destroy)$/ }),
    ).not.toBeInTheDocument();
  });

  it('disables actions that are not permitted, and shows the reason as text', async () => {
    open(entityPage, { authorization: refused });
    const card = await environmentCard();
    for (const [name, reason] of [
      ['Change', noPermission],
      ['Destroy', notOwner],
    ]) {
      const button = await within(card).findByRole('button', { name });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(reason);
      expect(within(card).getByText(reason)).toBeVisible();
    }
    expect(within(card).queryByRole('link')).not.toBeInTheDocument();
    expect(await findViolations(card)).toEqual([]);
  });

  it('disables both actions when the permissions could not be read', async () => {
    const api = new FakeStreamflixApi();
    api.getAuthorization = async () => {
      throw new Error('The backend is away.');
    };
    open(entityPage, { getAuthorization: api.getAuthorization });
    const card = await environmentCard();
    for (const name of ['Change', 'Destroy']) {
      const button = await within(card).findByRole('button', { name });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(
        'Your permissions could not be read: The backend is away.',
      );
    }
  });
});

describe('the row of an environment', () => {
  it('has a menu with the same actions, which works by keyboard', async () => {
    open('/streamflix');
    const button = await screen.findByRole('button', {
      name: 'Actions for one',
    });
    // From the name by the owner to the menu.
    (await screen.findByRole('link', { name: 'one' })).focus();
    await user.tab();
    await user.tab();
    expect(button).toHaveFocus();
    await user.keyboard('{Enter}');
    const menu = await screen.findByRole('menu');
    expect(menu).toHaveAccessibleName('Actions for one');
    const items = within(menu).getAllByRole('menuitem');
    expect(items.map(item => item.getAttribute('href'))).toEqual([
      formOf('change', entityName('one')),
      formOf('destroy', entityName('one')),
    ]);
    await waitFor(() => expect(items[0]).toHaveFocus());
    expect(await findViolations(menu)).toEqual([]);
  });

  it('offers to correct and to remove a failed creation', async () => {
    open('/streamflix');
    await user.click(
      await screen.findByRole('button', { name: 'Actions for broken' }),
    );
    const menu = await screen.findByRole('menu');
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map(item => item.textContent),
    ).toEqual(['Correct and try again', 'Remove']);
  });

  it('opens the forms with the entity of an account that is not the default one', async () => {
    const api = new FakeStreamflixApi();
    open('/streamflix', {
      installation: {
        ...api.installation,
        accounts: [{ id: '111111111111' }, { id: '000000000000' }],
      },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Actions for one' }),
    );
    expect(
      await screen.findByRole('menuitem', { name: 'Change' }),
    ).toHaveAttribute(
      'href',
      formOf('change', `${entityName('one')}-000000000000`),
    );
  });

  it('reads the permissions when the menu opens, not for every row, and shows why an action is disabled', async () => {
    const api = open('/streamflix', { authorization: refused });
    const button = await screen.findByRole('button', {
      name: 'Actions for two',
    });
    const authorizations = () =>
      api.calls.filter(call => call.startsWith('authorization'));
    expect(authorizations()).toEqual([]);

    await user.click(button);
    const menu = await screen.findByRole('menu');
    const items = within(menu).getAllByRole('menuitem');
    expect(items.map(item => item.textContent)).toEqual([
      `Change${noPermission}`,
      `Destroy${notOwner}`,
    ]);
    for (const item of items) {
      expect(item).toHaveAttribute('aria-disabled', 'true');
      expect(item).not.toHaveAttribute('href');
    }
    expect(authorizations()).toEqual(['authorization two']);
    expect(await findViolations(menu)).toEqual([]);
  });

  it('disables the actions when the installation could not be read', async () => {
    const api = new FakeStreamflixApi();
    api.getInstallation = async () => {
      throw new Error('The backend is away.');
    };
    open('/streamflix', { getInstallation: api.getInstallation });
    await user.click(
      await screen.findByRole('button', { name: 'Actions for one' }),
    );
    const [change] = await screen.findAllByRole('menuitem');
    expect(change).toHaveAttribute('aria-disabled', 'true');
    expect(change).toHaveTextContent(
      'Your permissions could not be read: The backend is away.',
    );
  });
});
