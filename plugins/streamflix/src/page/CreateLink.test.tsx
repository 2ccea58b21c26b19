import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { screen } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { healthySnapshot, statusOf } from '../__testUtils__/snapshots';
import streamflixPlugin from '../alpha';
import { streamflixApiRef } from '../api';

const api = () =>
  new FakeStreamflixApi({ statuses: [statusOf(healthySnapshot())] });

describe('the way to the form', () => {
  it('is not shown to those who may not create environments', async () => {
    const permission = mockApis.permission({ authorize: AuthorizeResult.DENY });
    const authorize = jest.spyOn(permission, 'authorize');
    renderTestApp({
      features: [catalogPlugin, scaffolderPlugin, streamflixPlugin],
      initialRouteEntries: ['/streamflix'],
      apis: [
        [streamflixApiRef, api()],
        [permissionApiRef, permission],
      ],
    });

    expect(await screen.findByRole('row', { name: /demo/ })).toBeVisible();
    expect(authorize).toHaveBeenCalledWith(
      expect.objectContaining({
        permission: expect.objectContaining({
          name: 'streamflix.environment.create',
        }),
      }),
    );
    expect(
      screen.queryByRole('link', { name: 'Create environment' }),
    ).not.toBeInTheDocument();
  });
});
