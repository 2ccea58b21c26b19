import type { EnvironmentStack } from '@streamflix/backstage-plugin-streamflix-common';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { openTemplate } from '../__testUtils__/openTemplate';
import { changeSetArn, loss, reviewOf } from '../__testUtils__/reviews';
import { stackOf } from '../__testUtils__/stacks';
import { field, fillIn, press, user } from '../__testUtils__/user';

/** Past the first page, once the running environment has been read. */
async function toSize() {
  await screen.findByText('Current state');
  await press('Next');
  return field('Maximum service tasks');
}

const touched = {
  service: { maxTasks: 7 },
  tags: { Team: 'video' },
  secrets: { apiKeys: ['streamflix/api-keys'] },
};

/** A stack with what its plan chose, in addition to the request. */
function asPlanned(input: Parameters<typeof stackOf>[0]): EnvironmentStack {
  const stack = stackOf(input);
  if (!stack.spec.ok) throw new Error(stack.spec.reason);
  const { network, ...others } = stack.spec.value;
  const value = {
    ...others,
    network: { ...network, zoneIds: ['euw2-az1', 'euw2-az3'] },
    databaseVersion: '16.13',
  };
  return { ...stack, spec: { ...stack.spec, value } };
}

describe('the form that changes an environment', () => {
  it('shows the running values, sends only the differences, and lists them value by value', async () => {
    const { scaffolder } = openTemplate(
      'change',
      new FakeStreamflixApi({
        stacks: [asPlanned(touched)],
        review: reviewOf([loss]),
      }),
    );
    const facts = await screen.findByRole('region', { name: 'Current state' });
    for (const text of [
      'demo',
      'Complete',
      'London (eu-west-2)',
      '000000000000',
      'video',
    ]) {
      expect(within(facts).getByText(text)).toBeInTheDocument();
    }
    expect(await findViolations(facts)).toEqual([]);

    // Not 10, the blueprint's value.
    expect(await toSize()).toHaveValue('7');
    await fillIn('Maximum service tasks', '9');
    await press(/^Advanced settings/);
    await press(/^General/);
    expect(await field('Tags')).toHaveValue('Team=video');
    await fillIn('Tags', '');
    await press(/^Network/);
    expect(await field('VPC address range')).toBeDisabled();
    expect(
      screen.getByText(/It cannot change later: the VPC and everything in it/),
    ).toBeInTheDocument();
    expect(screen.queryByLabelText(/^AWS account/)).not.toBeInTheDocument();
    await press('Next');

    expect(
      await screen.findByRole('combobox', { name: 'API key secret 1' }),
    ).toHaveValue('streamflix/api-keys');
    expect(
      screen.getByRole('combobox', { name: /^Database secret/ }),
    ).toBeDisabled();
    await press('Next');

    const table = await screen.findByRole('table', { name: 'Differences' });
    const rows = within(table)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows).toEqual([
      'ValueNowThen',
      'Maximum service tasks79',
      'TagsTeam=videoNone',
    ]);
    await user.click(
      await screen.findByRole('checkbox', { name: /^DeadLetterQueue/ }),
    );
    expect(screen.getAllByRole('checkbox')).toHaveLength(1);
    const page = table.closest('form');
    expect(page && (await findViolations(page))).toEqual([]);

    await press('Review');
    expect(
      await screen.findByText('Maximum service tasks: 7 → 9'),
    ).toBeInTheDocument();
    expect(screen.getByText('Tags: Team=video → None')).toBeInTheDocument();
    await press('Change');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(values).toMatchObject({
      environment: 'resource:default/streamflix-demo-eu-west-2',
      suffix: 'demo',
      size: { service: { maxTasks: 9 } },
      advanced: { tags: null },
      review: { changeSetArn, allowDataLoss: ['DeadLetterQueue'] },
    });
    expect(JSON.stringify(values.secrets ?? {})).toBe('{}');
  });

  it('refuses changes that the running environment does not allow, before anything is sent', async () => {
    openTemplate(
      'change',
      new FakeStreamflixApi({
        stacks: [stackOf({ stream: { shards: 4 }, service: { maxTasks: 7 } })],
      }),
    );
    await toSize();
    await fillIn('Shards', '9');
    const message = /^Shards must be from 2 to 8: Kinesis at most halves/;
    expect(await screen.findByText(message)).toBeInTheDocument();
    await press('Next');
    await waitFor(() =>
      expect(
        screen.getAllByText(/Shards must be from 2/).length,
      ).toBeGreaterThan(1),
    );
    expect(await field('Shards')).toBeInTheDocument();
  });

  it('does not continue while the running environment cannot be read, and shows why', async () => {
    const api = new FakeStreamflixApi({
      stacks: [
        stackOf(
          {},
          {
            spec: { ok: false, reason: 'Another hand made it.', readAt: '' },
          },
        ),
      ],
    });
    openTemplate('change', api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Another hand made it.');
    await press('Next');
    expect(screen.queryByLabelText(/^Maximum/)).not.toBeInTheDocument();

    api.stacks = [stackOf()];
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Current state')).toBeInTheDocument();
    expect(await toSize()).toHaveValue('10');
  });

  it('shows that nothing is running where the creation failed, and continues', async () => {
    openTemplate(
      'change',
      new FakeStreamflixApi({
        stacks: [stackOf({}, { stackStatus: 'ROLLBACK_COMPLETE' })],
      }),
    );
    expect(
      await screen.findByText(
        'Nothing is running: the creation of demo failed',
      ),
    ).toBeInTheDocument();
    await press('Next');
    expect(await field('Maximum service tasks')).toBeInTheDocument();
  });

  it('reports an environment that does not exist or is not visible', async () => {
    openTemplate('change', new FakeStreamflixApi());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no environment demo.',
    );
  });

  it('shows why the user may not change the environment, and does not continue', async () => {
    const reason =
      'It belongs to group:default/content, and you are not a member.';
    const api = new FakeStreamflixApi({
      stacks: [stackOf()],
      authorization: {
        update: { allowed: false, reason },
        delete: { allowed: true },
      },
    });
    openTemplate('change', api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You cannot change this environment');
    expect(alert).toHaveTextContent(reason);
    await press('Next');
    await waitFor(() =>
      expect(
        screen.getAllByText(text => text.includes(reason)).length,
      ).toBeGreaterThan(1),
    );
    expect(screen.queryByLabelText(/^Maximum/)).not.toBeInTheDocument();

    // The decision uses the state at that moment.
    api.authorization = {
      update: { allowed: true },
      delete: { allowed: true },
    };
    await press('Next');
    expect(await field('Maximum service tasks')).toBeInTheDocument();
  });

  it('does not continue while the permissions cannot be read', async () => {
    const api = new FakeStreamflixApi({ stacks: [stackOf()] });
    api.getAuthorization = async () => {
      throw new Error('The backend is away.');
    };
    openTemplate('change', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Your permissions could not be read: The backend is away.',
    );
    await press('Next');
    await waitFor(() =>
      expect(
        screen.getAllByText(/The backend is away\./).length,
      ).toBeGreaterThan(1),
    );
    expect(screen.queryByLabelText(/^Maximum/)).not.toBeInTheDocument();
  });

  it.each(['resource:default/secret-looking-name', 'not a reference at all'])(
    'does not repeat the environment %j of the address in a message',
    async environment => {
      openTemplate('change', new FakeStreamflixApi(), { environment });
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'The environment is not in the catalog, or you do not have permission to see it.',
      );
      expect(document.body.textContent).not.toContain(environment);
    },
  );
});
