import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { EnvironmentResource } from '@streamflix/backstage-plugin-streamflix-common';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { entities, openTemplate } from '../__testUtils__/openTemplate';
import { resource, stackOf } from '../__testUtils__/stacks';
import { press, user } from '../__testUtils__/user';

const suffix = () => screen.findByLabelText(/^Confirm the suffix/);

const forgotten =
  'Remove the environment from the list and the catalog. Its operations can be read for 90 days.';

/** What will be done, in order. */
async function stepsShown() {
  const steps = await screen.findByRole('region', {
    name: 'What will be done, in order',
  });
  return within(steps)
    .getAllByRole('listitem')
    .map(item => item.textContent);
}

/** With a stack of which one resource could not be deleted. */
const failedDestruction = () =>
  new FakeStreamflixApi({
    stacks: [
      stackOf(
        {},
        {
          stackStatus: 'DELETE_FAILED',
          resources: [
            resource('Repository', 'AWS::ECR::Repository', {
              status: 'DELETE_FAILED',
              reason: 'The repository is not empty.',
            }),
            resource('Vpc', 'AWS::EC2::VPC'),
          ],
        },
      ),
    ],
  });

describe('the form that destroys an environment', () => {
  it('lists what is lost and what is kept, and requires the suffix to be typed', async () => {
    const { scaffolder } = openTemplate(
      'destroy',
      new FakeStreamflixApi({ stacks: [stackOf()] }),
    );
    const lost = await screen.findByRole('region', {
      name: 'Lost permanently',
    });
    expect(lost).toHaveTextContent(
      'Aurora cluster: deleted with its data and its automated backups; no final snapshot is taken.',
    );
    expect(lost).toHaveTextContent('Log groups: deleted with their logs.');
    expect(
      screen.getByRole('region', { name: 'What is kept' }),
    ).toHaveTextContent('Existing secrets that were named');
    expect(await stepsShown()).toEqual([
      'Delete the stack with 3 resources, each before those that it depends on.',
      forgotten,
    ]);
    await press('All 3 resources');
    expect(
      within(screen.getByRole('region', { name: 'Data' })).getByRole(
        'listitem',
      ),
    ).toHaveTextContent('DatabaseCluster RDS::DBCluster · holds data');
    const page = lost.closest('form');
    expect(page && (await findViolations(page))).toEqual([]);

    await user.type(await suffix(), 'dema');
    expect(await screen.findByText('This is not demo.')).toBeInTheDocument();
    await press('Review');
    await waitFor(async () => expect(await suffix()).toHaveFocus());
    expect(await suffix()).toBeInvalid();

    await user.clear(await suffix());
    await user.type(await suffix(), 'demo');
    await press('Review');
    expect(
      await screen.findByText('Environment to destroy'),
    ).toBeInTheDocument();
    await press('Destroy');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(values).toMatchObject({
      environment: 'resource:default/streamflix-demo-eu-west-2',
      confirmation: 'demo',
    });
    expect(values.retain).toBeUndefined();
  });

  it('shows the environment of its address by its title, and takes another the same way', async () => {
    const [environment] = entities;
    const named = (name: string, title: string) => ({
      ...environment,
      metadata: { ...environment.metadata, name, title },
    });
    const { scaffolder } = openTemplate(
      'destroy',
      new FakeStreamflixApi({ stacks: [stackOf()] }),
      { environment: 'resource:default/streamflix-demo-eu-west-2' },
      catalogApiMock({
        entities: [
          named('streamflix-demo-eu-west-2', 'demo (eu-west-2)'),
          named('streamflix-other', 'other (eu-west-2)'),
          named('streamflix-other-1111', 'other (eu-west-2)'),
        ],
      }),
    );
    const select = () => screen.findByRole('button', { name: /Environment/ });
    await waitFor(async () =>
      expect(await select()).toHaveTextContent('demo (eu-west-2)'),
    );
    expect(document.body).not.toHaveTextContent('resource:default/');
    await user.click(await select());
    expect(
      screen.getAllByRole('option').map(({ textContent }) => textContent),
    ).toEqual([
      'demo (eu-west-2)',
      'other (eu-west-2), streamflix-other',
      'other (eu-west-2), streamflix-other-1111',
    ]);
    await user.click(screen.getByRole('option', { name: /1111$/ }));
    await user.type(await suffix(), 'demo');
    await press('Review');
    await press('Destroy');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(values.environment).toBe('resource:default/streamflix-other-1111');
  });

  it('keeps the environment of its address when the catalog cannot be read, and says why', async () => {
    const catalogApi = catalogApiMock({ entities });
    catalogApi.getEntities = async () => {
      throw new Error('The catalog is away.');
    };
    openTemplate(
      'destroy',
      new FakeStreamflixApi({ stacks: [stackOf()] }),
      undefined,
      catalogApi,
    );
    expect(
      await screen.findByText(
        'The environments could not be read: The catalog is away.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /Environment/ }),
    ).toHaveTextContent('The environment of this address');
    expect(await suffix()).toBeEnabled();
  });

  it('takes neither a confirmation nor resources to retain from its address', async () => {
    const { scaffolder } = openTemplate('destroy', failedDestruction(), {
      environment: 'resource:default/streamflix-demo-eu-west-2',
      confirmation: 'demo',
      retain: ['Repository', 'Vpc'],
    });
    expect(
      await screen.findByRole('checkbox', { name: /^Repository/ }),
    ).not.toBeChecked();
    expect(await suffix()).toHaveValue('');
    await press('Review');
    await waitFor(async () => expect(await suffix()).toBeInvalid());

    await user.type(await suffix(), 'demo');
    await press('Review');
    await screen.findByText('Environment to destroy');
    // What was typed at this visit is kept.
    await press('Back');
    expect(await suffix()).toHaveValue('demo');
    await press('Review');
    await press('Destroy');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(values).toMatchObject({ confirmation: 'demo' });
    expect(values.retain).toBeUndefined();
  });

  it('refuses a protected environment, and links to the form that switches its protection off', async () => {
    openTemplate(
      'destroy',
      new FakeStreamflixApi({
        stacks: [stackOf({ deletionProtection: true }, { protected: true })],
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('demo is protected against deletion');
    expect(within(alert).getByRole('link', { name: 'Change' })).toHaveAttribute(
      'href',
      expect.stringContaining('change-streamflix-environment?formData='),
    );
    expect(await suffix()).toBeDisabled();
    expect(screen.queryByText(forgotten)).not.toBeInTheDocument();
    await press('Review');
    expect(
      screen.queryByText('Environment to destroy'),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['UPDATE_IN_PROGRESS', /is being changed now.* this is refused/],
    [
      'DELETE_IN_PROGRESS',
      /is being destroyed already.* follows that operation/,
    ],
  ])('shows what follows while the stack is in %s', async (now, shown) => {
    openTemplate(
      'destroy',
      new FakeStreamflixApi({ stacks: [stackOf({}, { stackStatus: now })] }),
    );
    expect(await screen.findByText(shown)).toBeInTheDocument();
    expect(screen.getAllByText(/being changed now|already/)).toHaveLength(1);
    expect(screen.queryByText(forgotten)).not.toBeInTheDocument();
  });

  it('shows the resources that block a failed destruction, and offers to retain them', async () => {
    openTemplate('destroy', failedDestruction());
    expect(
      await screen.findByText('An earlier destruction of demo failed.'),
    ).toBeInTheDocument();
    const blocking = screen.getByRole('checkbox', {
      name: /^Repository.*The repository is not empty/,
    });
    expect(blocking).not.toBeChecked();
    await user.click(blocking);
    await waitFor(async () =>
      expect(await stepsShown()).toEqual([
        'Leave behind, without an environment: Repository.',
        'Delete the stack with one resource.',
        forgotten,
      ]),
    );
  });

  it.each<[string, EnvironmentResource[], string[]]>([
    [
      'a database',
      [resource('DatabaseCluster', 'AWS::RDS::DBCluster')],
      [
        'Switch off the deletion protection of its database, which holds nothing: the creation never completed.',
        'Delete the stack with one resource.',
      ],
    ],
    ['nothing', [], ['Delete the failed stack, which has no resources.']],
  ])(
    'lists what is done about a failed creation that left %s',
    async (_, resources, steps) => {
      openTemplate(
        'destroy',
        new FakeStreamflixApi({
          stacks: [
            stackOf(
              { deletionProtection: true },
              { stackStatus: 'CREATE_FAILED', resources },
            ),
          ],
        }),
      );
      expect(await stepsShown()).toEqual([...steps, forgotten]);
    },
  );

  it('shows why the user may not destroy the environment, and accepts no confirmation', async () => {
    const reason = 'You do not have permission to destroy this environment.';
    const api = new FakeStreamflixApi({ stacks: [stackOf()] });
    openTemplate('destroy', api);
    await user.type(await suffix(), 'demo');

    // It was allowed when the form was opened.
    api.authorization = {
      update: { allowed: true },
      delete: { allowed: false, reason },
    };
    await press('Review');
    await screen.findAllByText(text => text.includes(reason));
    expect(
      screen.queryByText('Environment to destroy'),
    ).not.toBeInTheDocument();
  });

  it('disables the confirmation when the user may not destroy the environment', async () => {
    const reason =
      'It belongs to group:default/content, and you are not a member.';
    openTemplate(
      'destroy',
      new FakeStreamflixApi({
        stacks: [stackOf()],
        authorization: {
          update: { allowed: true },
          delete: { allowed: false, reason },
        },
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You cannot destroy this environment');
    expect(alert).toHaveTextContent(reason);
    expect(await suffix()).toBeDisabled();
  });
});
