import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entityOf } from '../__testUtils__/entities';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { faultsOf } from '../__testUtils__/faultsOf';
import { healthySnapshot, statusOf } from '../__testUtils__/snapshots';
import streamflixPlugin from '../alpha';
import { streamflixApiRef } from '../api';

const entityName = (suffix: string) => `streamflix-${suffix}-eu-west-2`;
const formOf = (operation: string, suffix: string) =>
  `/create/templates/default/${operation}-streamflix-environment?formData=${encodeURIComponent(
    JSON.stringify({ environment: `resource:default/${entityName(suffix)}` }),
  )}`;

/**
 * Each test has an environment of its own: decisions on one are remembered beyond the test.
 *
 * @param denied - names of permissions the person does not have
 */
function open(suffix: string, path: string, ...denied: string[]) {
  const status = statusOf(healthySnapshot(suffix));
  const asked: unknown[] = [];
  renderTestApp({
    features: [catalogPlugin, scaffolderPlugin, streamflixPlugin],
    initialRouteEntries: [path],
    apis: [
      [streamflixApiRef, new FakeStreamflixApi({ statuses: [status] })],
      [catalogApiRef, catalogApiMock({ entities: [entityOf(status.ref)] })],
      [
        permissionApiRef,
        mockApis.permission({
          authorize: request => {
            asked.push(request);
            return denied.includes(request.permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW;
          },
        }),
      ],
    ],
  });
  return { asked };
}

const entityPage = (suffix: string) =>
  `/catalog/default/resource/${entityName(suffix)}`;
const environmentCard = (suffix: string) =>
  screen.findByRole('article', { name: `Environment ${suffix}` });

describe('the card of an environment', () => {
  it('leads to the forms that change and destroy it, opened with it', async () => {
    const { asked } = open('one', entityPage('one'));
    const card = await environmentCard('one');
    expect(
      await within(card).findByRole('link', { name: 'Change' }),
    ).toHaveAttribute('href', formOf('change', 'one'));
    expect(within(card).getByRole('link', { name: 'Destroy' })).toHaveAttribute(
      'href',
      formOf('destroy', 'one'),
    );
    expect(asked).toContainEqual(
      expect.objectContaining({
        resourceRef: '000000000000/eu-west-2/one',
      }),
    );
  });

  it('does not offer what the person may not do', async () => {
    open('two', entityPage('two'), 'streamflix.environment.delete');
    const card = await environmentCard('two');
    await within(card).findByRole('link', { name: 'Change' });
    expect(
      within(card).queryByRole('link', { name: 'Destroy' }),
    ).not.toBeInTheDocument();
  });
});

describe('the row of an environment', () => {
  it('has a menu with the same, by keyboard too', async () => {
    open('three', '/streamflix');
    const button = await screen.findByRole('button', {
      name: 'Actions for three',
    });
    // From the row to its last cell, and into the menu.
    button.closest<HTMLElement>('[role=row]')?.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    const menu = await screen.findByRole('menu');
    expect(menu).toHaveAccessibleName('Actions for three');
    const items = within(menu).getAllByRole('menuitem');
    expect(items.map(item => item.getAttribute('href'))).toEqual([
      formOf('change', 'three'),
      formOf('destroy', 'three'),
    ]);
    await waitFor(() => expect(items[0]).toHaveFocus());
    expect(await faultsOf(menu)).toEqual([]);
  });

  it('asks what a person may do only when the menu is opened, and says when that is nothing', async () => {
    const { asked } = open(
      'four',
      '/streamflix',
      'streamflix.environment.change',
      'streamflix.environment.delete',
    );
    const button = await screen.findByRole('button', {
      name: 'Actions for four',
    });
    const ofThisOne = () =>
      asked.filter(request => JSON.stringify(request).includes('/four'));
    expect(ofThisOne()).toEqual([]);
    await userEvent.click(button);
    expect(
      await screen.findByRole('menuitem', {
        name: 'You may neither change nor destroy it.',
      }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(ofThisOne()).toHaveLength(2);
  });
});
