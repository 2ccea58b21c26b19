import { screen, waitFor, within } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { openTemplate } from '../__testUtils__/openTemplate';
import { stackOf } from '../__testUtils__/stacks';
import { press, user, finishReview } from '../__testUtils__/user';

const field = (name: string) =>
  screen.findByLabelText(name, { selector: '[role=combobox]' });
const database = () => field('Database secret');

const sizePage = () =>
  screen.findByLabelText(/^Maximum service tasks/, { selector: 'input' });

const firstPage = {
  suffix: 'dev-1',
  blueprint: 'complete',
  region: 'eu-west-2',
  owner: 'group:default/video',
};

/** Opens the form of a new environment on the secrets page. */
async function open(
  api = new FakeStreamflixApi(),
  formData: Record<string, unknown> = {},
) {
  const opened = openTemplate('create', api, { ...firstPage, ...formData });
  await press('Next');
  await sizePage();
  await press('Next');
  await database();
  return opened;
}

async function enter(input: HTMLElement, text: string) {
  await user.clear(input);
  await user.click(input);
  await user.paste(text);
  await user.keyboard('{Escape}');
}

/** The page stays, and the first field that has to be corrected has the focus. */
const refusedAtReview = async () => {
  await press('Next');
  await waitFor(() => {
    expect(document.activeElement).toHaveRole('combobox');
    expect(document.activeElement).toBeInvalid();
  });
};

const secret = 'hunter2-Zo3ah4chi8Ohqu7f';
const notListed =
  'There is no secret with this name in London (eu-west-2) that this installation allows. Choose a name from the list; never enter a value.';
const discarded = /^What you entered here is not the name of a listed secret/;

it('the form settles with the name of a secret and its summary on the next page', async () => {
  await open();
  await enter(await database(), 'streamflix/database');
  await press('Next');
  const table = await screen.findByRole('table', {
    name: 'Differences from the blueprint',
  });
  expect(
    within(table)
      .getAllByRole('row')
      .map(row => row.textContent),
  ).toEqual(['ValueBlueprintChosen', 'Database secretNonestreamflix/database']);
});

describe('a secret field', () => {
  it.each([
    ['a password', secret],
    ['JSON', '{"username":"admin","password":"hunter2"}'],
  ])(
    'keeps %s in the browser and out of form data, also after Back and Next',
    async (_, text) => {
      const fetched = jest.spyOn(global, 'fetch');
      const { api, scaffolder } = await open();
      await enter(await database(), text);
      expect(await database()).toBeInvalid();
      await refusedAtReview();
      expect(await database()).toHaveValue(text);

      const shown = () => document.body.textContent;
      expect(shown()).not.toContain(text);
      await press('Back');
      await sizePage();
      await press('Next');
      expect(await database()).toHaveValue('');
      expect(await screen.findByText(discarded)).toBeInTheDocument();
      await refusedAtReview();

      await press('Leave it empty');
      expect(screen.queryByText(discarded)).not.toBeInTheDocument();
      await finishReview();
      await press('Create');
      await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
      const everything = JSON.stringify([
        jest.mocked(scaffolder.scaffold).mock.calls,
        api.calls,
        fetched.mock.calls.map(([input]) => String(input)),
        window.location.href,
        { ...sessionStorage },
        { ...localStorage },
        shown(),
      ]);
      expect(everything).not.toContain(text);
      expect(everything).not.toContain(JSON.stringify(text).slice(1, -1));
      expect(everything).not.toContain('unlisted');
      // The list was read for the page; typing sent no request.
      expect(
        new Set(api.calls.filter(call => call.startsWith('secrets'))),
      ).toEqual(new Set(['secrets default/eu-west-2']));
    },
  );

  it('shows the problem at the field, without repeating the text', async () => {
    await open();
    await enter(await database(), 'payments/prod/master-key');
    expect(await screen.findByText(notListed)).toBeInTheDocument();
    expect(await database()).toHaveAccessibleDescription(
      expect.stringContaining(notListed),
    );

    await enter(await database(), 'my password');
    expect(
      await screen.findByText(/^Database secret must be the name of a secret/),
    ).toBeInTheDocument();
    const form = (await database()).closest('form');
    expect(form && (await findViolations(form))).toEqual([]);
    expect(
      screen.getByText('This installation allows streamflix/*.'),
    ).toBeInTheDocument();
  });

  it('accepts a typed or chosen name, and filters the list in the browser', async () => {
    const { api, scaffolder } = await open();
    await enter(await database(), ' streamflix/database ');
    expect(await database()).toBeValid();
    await user.type(await field('API key secret 1'), 'keys');
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['streamflix/api-keys']);
    await user.click(
      screen.getByRole('option', { name: 'streamflix/api-keys' }),
    );
    const reads = () => api.calls.filter(call => call.startsWith('secrets'));
    expect(reads()).toHaveLength(1);

    await finishReview();
    await press('Create');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(values.secrets).toEqual({
      database: 'streamflix/database',
      apiKeys: ['streamflix/api-keys'],
    });
  });

  it('drops a name when it is edited into another text, and refuses each such API key', async () => {
    await open();
    await enter(await field('API key secret 1'), 'streamflix/api-keys');
    await press('Add an API key secret');
    await enter(await field('API key secret 2'), secret);
    await refusedAtReview();
    await press('Back');
    await press('Next');
    expect(await field('API key secret 1')).toHaveValue('streamflix/api-keys');
    expect(await field('API key secret 2')).toHaveValue('');
    expect(await screen.findByText(discarded)).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Remove API key secret 2' }),
    );
    await finishReview();
    expect(
      await screen.findByText('API key secrets: None → streamflix/api-keys'),
    ).toBeInTheDocument();
  });

  it('refuses a text that the URL of the form filled in', async () => {
    await open(new FakeStreamflixApi(), {
      secrets: { database: secret, apiKeys: [secret] },
    });
    expect(await screen.findAllByText(notListed)).toHaveLength(2);
    await refusedAtReview();
    expect(document.body.textContent).not.toContain(secret);
  });

  it('shows why the names could not be read, refuses other names, and tries again on request', async () => {
    const api = new FakeStreamflixApi();
    const { listSecretNames } = api;
    api.listSecretNames = async () => {
      throw new Error('AWS is away.');
    };
    await open(api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The names of the secrets could not be read, so no other name can be entered: AWS is away.',
    );
    await enter(await database(), 'streamflix/database');
    expect(
      await screen.findByText(/^This name cannot be checked/),
    ).toBeInTheDocument();
    await refusedAtReview();

    api.listSecretNames = listSecretNames;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(async () => expect(await database()).toBeValid());
    await finishReview();
    expect(
      await screen.findByText('Database secret: None → streamflix/database'),
    ).toBeInTheDocument();
  });

  it('shows that the list is not complete, and what the operator can do', async () => {
    await open(
      new FakeStreamflixApi({
        secrets: { names: ['streamflix/api-keys'], truncated: true },
      }),
    );
    expect(
      await screen.findByText(
        /only these 1 can be chosen\. Ask the operator to narrow streamflix\.secrets\.allow\./,
      ),
    ).toBeInTheDocument();
    await enter(await database(), 'streamflix/database');
    expect(
      await screen.findByText(/^This name is not among those listed/),
    ).toBeInTheDocument();
    await enter(await database(), 'streamflix/api-keys');
    await waitFor(async () => expect(await database()).toBeValid());
  });
});

describe('a secret field of a running environment', () => {
  const running = stackOf({ secrets: { apiKeys: ['legacy/keys'] } });
  async function openChange(api: FakeStreamflixApi) {
    const opened = openTemplate('change', api);
    await screen.findByText('Current state');
    await press('Next');
    await sizePage();
    await press('Next');
    await field('API key secret 1');
    return opened;
  }

  it('keeps names that are in use, although they are not listed, and refuses others', async () => {
    const { scaffolder } = await openChange(
      new FakeStreamflixApi({ stacks: [running] }),
    );
    expect(await field('API key secret 1')).toHaveValue('legacy/keys');
    expect(await field('API key secret 1')).toBeValid();
    await press('Add an API key secret');
    await enter(await field('API key secret 2'), 'legacy/other');
    expect(await screen.findByText(notListed)).toBeInTheDocument();
    await refusedAtReview();

    await enter(await field('API key secret 2'), 'streamflix/api-keys');
    await press('Next');
    await screen.findByRole('table', { name: 'Differences' });
    await press('Review');
    await press('Change');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(values.secrets).toEqual({
      apiKeys: ['legacy/keys', 'streamflix/api-keys'],
    });
  });

  it('keeps names that are in use when the list cannot be read', async () => {
    const api = new FakeStreamflixApi({ stacks: [running] });
    api.listSecretNames = async () => {
      throw new Error('AWS is away.');
    };
    await openChange(api);
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away.');
    expect(await field('API key secret 1')).toBeValid();
    await press('Next');
    expect(await screen.findByText(/^No setting differs/)).toBeInTheDocument();
  });
});
