import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { screen } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { healthySnapshot, statusOf } from '../__testUtils__/snapshots';
import streamflixPlugin from '../alpha';
import { streamflixApiRef } from '../api';

function open(change: (api: FakeStreamflixApi) => void = () => {}) {
  const api = new FakeStreamflixApi({
    statuses: [statusOf(healthySnapshot())],
  });
  change(api);
  renderTestApp({
    features: [catalogPlugin, scaffolderPlugin, streamflixPlugin],
    initialRouteEntries: ['/streamflix'],
    apis: [[streamflixApiRef, api]],
  });
}

describe('the link to the form of a new environment', () => {
  it('links to the form for users who may create environments', async () => {
    open();
    expect(
      await screen.findByRole('link', { name: 'Create environment' }),
    ).toHaveAttribute(
      'href',
      '/create/templates/default/create-streamflix-environment',
    );
  });

  it('is a disabled button with the reason for users who may not', async () => {
    open(api => {
      api.installation.mayCreate = false;
    });
    const button = await screen.findByRole('button', {
      name: 'Create environment',
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'You do not have permission to create environments.',
    );
    expect(
      screen.getByText('You do not have permission to create environments.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('link', { name: 'Create environment' }),
    ).not.toBeInTheDocument();
    const toolbar = button.closest('.actions') as Element;
    expect(await findViolations(toolbar)).toEqual([]);
  });

  it('is disabled, with the reason, when permissions could not be read', async () => {
    open(api => {
      api.getInstallation = async () => {
        throw new Error('The backend is away.');
      };
    });
    const button = await screen.findByRole('button', {
      name: 'Create environment',
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'Your permissions could not be read: The backend is away.',
    );
  });
});
