import {
  inputFromForm,
  resolveSpec,
  type EnvironmentForm,
} from '@streamflix/backstage-plugin-streamflix-common';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { openTemplate } from '../__testUtils__/openTemplate';
import { responseError } from '../__testUtils__/responseError';
import { stackOf } from '../__testUtils__/stacks';
import {
  field,
  fillIn,
  finishReview,
  press,
  queryField,
  user,
} from '../__testUtils__/user';

const open = (
  api = new FakeStreamflixApi(),
  formData: Record<string, unknown> = {},
) => openTemplate('create', api, formData);

/** Opens the form with its first page filled in. */
const openFilledIn = (blueprint: string, region = 'eu-west-2') =>
  open(new FakeStreamflixApi(), {
    suffix: 'dev-1',
    blueprint,
    region,
    owner: 'group:default/video',
  });

const ownerSelect = () => screen.findByRole('button', { name: /Owner/ });

async function chooseOwner(name: string) {
  await user.click(await ownerSelect());
  await user.click(await screen.findByRole('option', { name }));
}

async function fillInFirstPage(suffix: string, blueprint: RegExp) {
  await fillIn('Suffix', suffix);
  await user.click(screen.getByRole('radio', { name: blueprint }));
  await chooseOwner('Video team (group:default/video)');
}

/** What the page was loaded with: the form at this address was being filled in. */
const reloaded = { suffix: 'before' };
beforeAll(() => {
  const query = encodeURIComponent(JSON.stringify(reloaded));
  const address = `/create/templates/default/create-streamflix-environment?formData=${query}`;
  const load = { name: new URL(address, window.location.href).href };
  window.performance.getEntriesByType = () =>
    [load] as unknown as PerformanceEntryList;
  const values = {
    root_suffix: 'kept-1',
    root_blueprint: 'complete',
    root_region: 'eu-central-1',
    root_owner: 'group:default/video',
    root_size: { service: { maxTasks: 7 } },
  };
  window.sessionStorage.setItem(
    'streamflix:form-input',
    JSON.stringify([{ entry: 'before', address, values }]),
  );
});

describe('the form of an environment', () => {
  it('is filled in as it was before the page was loaded again', async () => {
    open(new FakeStreamflixApi(), reloaded);
    await waitFor(async () =>
      expect(await field('Suffix')).toHaveValue('kept-1'),
    );
    expect(screen.getByRole('radio', { name: /^Complete/ })).toBeChecked();
    await waitFor(async () =>
      expect(await ownerSelect()).toHaveTextContent('Video team'),
    );
    await press('Next');
    expect(await field('Maximum service tasks')).toHaveValue('7');
  });

  it('names everything that is missing at its field, focuses the first, and drops each message with its reason', async () => {
    open();
    await waitFor(async () => expect(await field('Suffix')).toHaveFocus());
    await user.tab();
    await press('Next');

    for (const title of ['Suffix', 'Blueprint', 'Region', 'Owner']) {
      expect(await screen.findByText(`${title} is required.`)).toBeVisible();
    }
    expect(await field('Suffix')).toHaveFocus();
    expect(await field('Suffix')).toBeInvalid();
    expect(document.body).not.toHaveTextContent('must have required property');

    await fillIn('Suffix', ' dev-1 ');
    expect(await field('Suffix')).toHaveValue('dev-1');
    expect(screen.queryByText('Suffix is required.')).not.toBeInTheDocument();
    expect(screen.getByText('Owner is required.')).toBeInTheDocument();
    await press('Next');
    await waitFor(() => expect(screen.getAllByRole('radio')[0]).toHaveFocus());
  });

  it('keeps a number as it is typed, and refuses it with how to write it', async () => {
    openFilledIn('complete');
    await press('Next');
    for (const [text, hint] of [
      ['1e3', 'write it out, without an exponent'],
      ['1,5', 'write a point, not a comma'],
      ['12 tasks', 'write it without a unit'],
      ['1 000', 'write digits only, without spaces or separators'],
      ['1.000', 'write digits only, without spaces or separators'],
    ]) {
      await fillIn('Maximum service tasks', text);
      expect(await field('Maximum service tasks')).toHaveValue(text);
      expect(
        screen.getByText(`Maximum service tasks must be a number: ${hint}.`),
      ).toBeInTheDocument();
    }
  });

  it('offers the memory that the CPU of a task allows, and refuses the present one where it does not', async () => {
    openFilledIn('complete');
    await press('Next');
    const memory = await screen.findByRole('button', {
      name: /Memory of a service task/,
    });
    expect(memory).toHaveTextContent('1 GiB (blueprint)');
    await user.click(memory);
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['1 GiB (blueprint)', '2 GiB', '3 GiB', '4 GiB']);
    await user.keyboard('{Escape}');

    await user.click(
      screen.getByRole('button', { name: /CPU of a service task/ }),
    );
    await user.click(screen.getByRole('option', { name: '2 vCPU' }));
    expect(
      await screen.findByText(
        /^Memory of a service task must be from 4 GiB \(4096\) to 16 GiB/,
      ),
    ).toBeInTheDocument();
  });

  it('opens the section of a value that has to be corrected, and focuses it', async () => {
    openFilledIn('complete');
    await press('Next');
    await press(/^Advanced settings/);
    await press(/^API service/);
    await fillIn('Port of the service', '80a');
    await press(/^Advanced settings/);
    expect(queryField('Port of the service')).not.toBeInTheDocument();
    await press('Next');

    await waitFor(async () =>
      expect(await field('Port of the service')).toHaveFocus(),
    );
  });

  it('reports a malformed suffix while it is typed', async () => {
    open();
    await user.type(await field('Suffix'), 'Dev-');

    expect(
      await screen.findByText(
        /^Suffix must be 3 to 20 characters: lower case letters/,
      ),
    ).toBeInTheDocument();
  });

  it('shows who owns a suffix that is taken, and does not continue with it', async () => {
    open(
      new FakeStreamflixApi({
        taken: { 'dev-1': { free: false, owner: 'group:default/metadata' } },
      }),
    );
    await fillInFirstPage('dev-1', /^Complete/);

    expect(
      await screen.findByText(
        'dev-1 is taken in London (eu-west-2): metadata owns it.',
      ),
    ).toBeInTheDocument();

    await press('Next');
    await waitFor(() =>
      expect(
        screen.getAllByText(/dev-1 is taken in London/).length,
      ).toBeGreaterThan(1),
    );
    expect(screen.getByRole('radiogroup')).toBeInTheDocument();
  });

  it('shows that a suffix is free, or that this could not be checked', async () => {
    const api = new FakeStreamflixApi();
    open(api);
    await fillInFirstPage('dev-1', /^Complete/);
    expect(
      await screen.findByText('dev-1 is free in London (eu-west-2).'),
    ).toBeInTheDocument();

    api.failure = new Error('AWS is away.');
    await fillIn('Suffix', 'dev-2');
    expect(
      await screen.findByText(
        'Could not check whether it is free: AWS is away.',
      ),
    ).toBeInTheDocument();
  });

  it('keeps what is entered when another theme renders it again, and not when it is opened again', async () => {
    const api = new FakeStreamflixApi();
    const { close } = openTemplate('create', api, {}, undefined, 'visit');
    await fillInFirstPage('dev-1', /^Complete/);
    await press('Next');
    await fillIn('Maximum service tasks', '7');
    close();

    const again = openTemplate('create', api, {}, undefined, 'visit');
    await waitFor(async () =>
      expect(await field('Suffix')).toHaveValue('dev-1'),
    );
    await waitFor(async () =>
      expect(await ownerSelect()).toHaveTextContent('Video team'),
    );
    await press('Next');
    expect(await field('Maximum service tasks')).toHaveValue('7');
    again.close();

    open(api);
    expect(await field('Suffix')).toHaveValue('');
  });

  it('keeps what is entered when the sign-in expires, and explains how to sign in again', async () => {
    const api = new FakeStreamflixApi();
    open(api);
    await fillInFirstPage('dev-1', /^Complete/);
    await screen.findByText('dev-1 is free in London (eu-west-2).');
    api.failure = await responseError(401, 'Missing credentials');
    await press('Next');
    const expired =
      /Your sign-in has expired\. Load this page again to sign in; what you have entered is kept\./;
    expect((await screen.findAllByText(expired))[0]).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent('Missing credentials');
    expect(await field('Suffix')).toHaveValue('dev-1');
    expect(
      JSON.parse(
        window.sessionStorage.getItem('streamflix:form-input') ?? '[]',
      ).at(0)?.values,
    ).toMatchObject({
      root_suffix: 'dev-1',
      root_blueprint: 'complete',
      root_owner: 'group:default/video',
    });

    api.failure = undefined;
    await press('Next');
    expect(await field('Maximum service tasks')).toBeInTheDocument();
  });

  it('shows that a failed creation left the suffix, with a link to it, and continues', async () => {
    open(
      new FakeStreamflixApi({
        taken: { 'dev-1': { free: true, stackStatus: 'ROLLBACK_COMPLETE' } },
      }),
    );
    await fillInFirstPage('dev-1', /^Complete/);
    expect(
      await screen.findByText(/^dev-1 exists: its creation failed\./),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open it' })).toHaveAttribute(
      'href',
      '/streamflix/000000000000/eu-west-2/dev-1',
    );
    await press('Next');
    expect(await field('Maximum service tasks')).toBeInTheDocument();
  });

  it('suggests the default region of the blueprint, and offers only regions that blueprint and installation allow', async () => {
    open();
    await field('Suffix');
    const region = () => screen.getByRole('button', { name: /Region/ });

    await user.click(screen.getByRole('radio', { name: /^Video pipeline/ }));
    await waitFor(() => expect(region()).toHaveTextContent('eu-central-1'));

    await user.click(screen.getByRole('radio', { name: /^Broadcast/ }));
    await waitFor(() => expect(region()).toHaveTextContent('ap-northeast-1'));
    await user.click(region());
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['Tokyo (ap-northeast-1), default of the blueprint']);
    await user.keyboard('{Escape}');

    await user.click(screen.getByRole('radio', { name: /^Media processing/ }));
    await waitFor(() => expect(region()).toHaveTextContent('eu-west-2'));
    await user.click(region());
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual([
      'London (eu-west-2), default of the blueprint',
      'Canada Central (ca-central-1), default of the blueprint',
      'Frankfurt (eu-central-1)',
      'Tokyo (ap-northeast-1)',
    ]);
    await user.click(
      screen.getByRole('option', { name: 'Frankfurt (eu-central-1)' }),
    );

    // The user's choice is kept where it is allowed.
    await user.click(screen.getByRole('radio', { name: /^Complete/ }));
    await waitFor(() => expect(region()).toHaveTextContent('eu-central-1'));
  });

  it('draws the map of each blueprint, which is no part of its name', async () => {
    open();
    await field('Suffix');
    const partsIn = (radio: HTMLElement) =>
      [...(radio.closest('label')?.querySelectorAll('text') ?? [])].map(
        ({ textContent }) => textContent,
      );
    const pipeline = screen.getByRole('radio', { name: /^Video pipeline/ });

    expect(pipeline).not.toHaveAccessibleName(/Dead/);
    expect(partsIn(pipeline)).toEqual([
      'Stream',
      'Worker',
      'Database',
      'Deadletters',
    ]);
    expect(
      screen.getAllByRole('radio').map(radio => partsIn(radio).length),
    ).toEqual([7, 5, 4, 6, 9]);
  });

  it('shows why the regions could not be read, and tries again on request', async () => {
    const api = new FakeStreamflixApi({ failure: new Error('AWS is away.') });
    open(api);
    const alert = (
      await screen.findByText('The regions could not be read')
    ).closest<HTMLElement>('[role=alert]') as HTMLElement;
    expect(alert).toHaveTextContent('AWS is away.');

    api.failure = undefined;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByRole('button', { name: /Region/ }),
    ).toBeInTheDocument();
  });

  it.each(['create', 'change', 'destroy'] as const)(
    'the form to %s shows that local AWS responds',
    async operation => {
      const api = new FakeStreamflixApi({ stacks: [stackOf()] });
      api.installation.localAws = true;
      openTemplate(operation, api);

      expect(
        await screen.findByText(
          'Local AWS: an emulator on this machine, not an account.',
        ),
      ).toBeInTheDocument();
    },
  );

  it('names the choices of a setting as the tab Configuration does, and groups the digits of its range', async () => {
    openFilledIn('content-delivery');
    await press('Next');
    expect(await screen.findByText('(1,000–15,000,000)')).toBeInTheDocument();
    await press(/^Advanced settings/);
    await press(/^API service/);
    expect(
      await screen.findByRole('button', { name: /Processor of the service/ }),
    ).toHaveTextContent('x86 (blueprint)');
  });

  it('shows only the sizes of the blueprint’s components, filled in', async () => {
    openFilledIn('video-pipeline', 'eu-central-1');
    await press('Next');

    expect(await field('Maximum worker tasks')).toHaveValue('10');
    expect(await field('Maximum database capacity')).toHaveValue('2');
    expect(await field('Shards')).toHaveValue('2');
    for (const absent of [
      'Maximum service tasks',
      'Cache nodes',
      'Database storage',
    ]) {
      expect(queryField(absent)).not.toBeInTheDocument();
    }
  });

  it('reports a maximum below the minimum, and does not continue with it', async () => {
    openFilledIn('complete');
    await press('Next');
    await fillIn('Maximum service tasks', '1');

    const message =
      /Maximum service tasks must be at least the minimum, 2; it is 1\./;
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(await field('Maximum service tasks')).toBeInvalid();

    await press('Next');
    await waitFor(() =>
      expect(screen.getAllByText(message).length).toBeGreaterThan(1),
    );
    expect(await field('Maximum service tasks')).toBeInTheDocument();
  });

  it('requires existing secrets for Broadcast', async () => {
    openFilledIn('broadcast', 'ap-northeast-1');
    await press('Next');
    await field('Maximum service tasks');
    await press('Next');

    expect(
      await screen.findByText(/The values stay in AWS Secrets Manager/),
    ).toBeInTheDocument();
    await press('Next');
    expect(
      (
        await screen.findAllByText(
          /API key secrets must name at least one existing secret/,
        )
      )[0],
    ).toBeInTheDocument();
  });

  it('refuses an image that the installation does not allow at its field, with what it allows', async () => {
    const api = new FakeStreamflixApi();
    api.installation = {
      ...api.installation,
      allowedImages: [
        'public.ecr.aws/docker/library/nginx',
        '{account}.dkr.ecr.{region}.amazonaws.com/video/*',
      ],
    };
    open(api, {
      suffix: 'dev-1',
      blueprint: 'complete',
      region: 'eu-west-2',
      owner: 'group:default/video',
    });
    await press('Next');
    await press(/^Advanced settings/);
    await press(/^API service/);
    const message =
      'Image of the service must match streamflix.images.allow (public.ecr.aws/docker/library/nginx, {account}.dkr.ecr.{region}.amazonaws.com/video/*).';
    await fillIn('Image of the service', 'docker.io/library/nginx:1.27');
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(await field('Image of the service')).toBeInvalid();
    await press('Next');
    await waitFor(async () =>
      expect(await field('Image of the service')).toHaveFocus(),
    );

    // Account and region of the environment take the place of the names in the pattern.
    await fillIn(
      'Image of the service',
      '000000000000.dkr.ecr.eu-west-2.amazonaws.com/video/api:1',
    );
    expect(screen.queryByText(message)).not.toBeInTheDocument();
    await press('Next');
    expect(
      await screen.findByRole('combobox', { name: 'API key secret 1' }),
    ).toBeInTheDocument();
  });

  it('sends only the differences from the blueprint, which resolve to an environment', async () => {
    const { scaffolder } = open();
    await fillInFirstPage('dev-1', /^Complete/);
    await press('Next');
    await fillIn('Maximum service tasks', '7');
    await fillIn('Minimum service tasks', '3');
    await fillIn('Minimum service tasks', '2');
    await press(/^Advanced settings/);
    await press(/^General/);
    await fillIn('Cost centre', 'media');
    await fillIn('Tags', 'Team=video');
    await user.click(
      screen.getByRole('switch', { name: 'Deletion protection' }),
    );
    expect(
      screen.getByRole('button', { name: /^Advanced settings.*3 changed/ }),
    ).toBeInTheDocument();
    await press('Next');
    await user.type(
      await screen.findByRole('combobox', { name: 'API key secret 1' }),
      'api',
    );
    await user.click(
      await screen.findByRole('option', { name: 'streamflix/api-keys' }),
    );
    await press('Next');
    const table = await screen.findByRole('table', {
      name: 'Differences from the blueprint',
    });
    expect(
      within(table)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'ValueBlueprintChosen',
      'Cost centrestreamflixmedia',
      'Maximum service tasks107',
      'API key secretsNonestreamflix/api-keys',
      'TagsNoneTeam=video',
      'Deletion protectionOffOn',
    ]);
    await press('Review');
    for (const text of [
      'dev-1',
      'Maximum service tasks: 10 → 7',
      'Cost centre: streamflix → media',
      'API key secrets: None → streamflix/api-keys',
    ]) {
      expect(await screen.findByText(text)).toBeInTheDocument();
    }
    await press('Create');

    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    const { changes, review, ...settings } = values;
    expect(review).toEqual({});
    expect(changes).toHaveLength(5);
    const form = settings as unknown as EnvironmentForm;
    expect(inputFromForm(form)).toEqual({
      suffix: 'dev-1',
      region: 'eu-west-2',
      blueprint: 'complete',
      owner: 'group:default/video',
      service: { maxTasks: 7 },
      costCenter: 'media',
      tags: { Team: 'video' },
      deletionProtection: true,
      secrets: { apiKeys: ['streamflix/api-keys'] },
    });
    expect(resolveSpec(inputFromForm(form)).ok).toBe(true);
  });

  it('keeps no value that another blueprint does not have', async () => {
    const { scaffolder } = openFilledIn('complete');
    await press('Next');
    await fillIn('Shards', '9');
    await fillIn('Aurora instances', '3');
    await press('Back');
    await user.click(
      await screen.findByRole('radio', { name: /^Content delivery/ }),
    );
    await press('Next');
    await field('Database storage');
    await press('Next');
    await screen.findByRole('combobox', { name: /^Database secret/ });
    await finishReview();
    await press('Create');

    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    const { review, ...form } = values;
    expect(review).toEqual({});
    expect(inputFromForm(form as unknown as EnvironmentForm)).toEqual({
      suffix: 'dev-1',
      region: 'eu-west-2',
      blueprint: 'content-delivery',
      owner: 'group:default/video',
    });
  });

  it('has no violation that axe finds, on any of its pages', async () => {
    openFilledIn('complete');
    await screen.findByText('dev-1 is free in London (eu-west-2).');
    const fields = () => [
      ...document.querySelectorAll('form .field, form [role=radiogroup]'),
    ];
    const faults = async () => {
      const found: string[] = [];
      // Sequential: axe examines one page at a time.
      for (const element of fields())
        found.push(...(await findViolations(element)));
      return found;
    };

    expect(fields().length).toBeGreaterThan(2);
    expect(await faults()).toEqual([]);
    await press('Next');
    await press(/^Advanced settings/);
    await press(/^Observability/);
    expect(await faults()).toEqual([]);
    await press('Next');
    await screen.findByRole('combobox', { name: /^Database secret/ });
    expect(await faults()).toEqual([]);
  });
});
