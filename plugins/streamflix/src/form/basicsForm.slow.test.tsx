import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { entities, openTemplate } from '../__testUtils__/openTemplate';
import { press, user } from '../__testUtils__/user';

const basics = {
  suffix: 'dev-1',
  blueprint: 'complete',
  region: 'eu-west-2',
  owner: 'group:default/video',
};
const { installation } = new FakeStreamflixApi();
const withOwners = (own: string[], any: boolean) =>
  new FakeStreamflixApi({
    installation: { ...installation, owners: { own, any } },
  });
const own = ['user:default/guest', 'group:default/video'];

const select = async () => {
  const button = await screen.findByRole('button', { name: /Owner/ });
  expect(button).toBeEnabled();
  return button;
};
/** Owners the field offers, once it has read them. */
async function offered(): Promise<(string | null)[]> {
  await screen.findByRole('option', { name: /guest/, hidden: true });
  await user.click(await select());
  const list = await screen.findByRole('listbox');
  return within(list)
    .getAllByRole('option')
    .map(option => option.textContent);
}
const sizePage = () =>
  screen.findByLabelText(/^Maximum service tasks/, { selector: 'input' });

describe('the owner of a new environment', () => {
  it('is the user or one of their groups, groups first, with the titles of the catalog', async () => {
    openTemplate('create', withOwners(own, false));
    expect(await offered()).toEqual([
      'Video team (group:default/video)',
      'user:default/guest',
    ]);
    expect(
      screen.getByText(
        /To name another owner you need the permission streamflix\.environment\.assign-owner\./,
      ),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('option', { name: /^Video team/ }));
    expect(await select()).toHaveTextContent('Video team');
    const field = (await select()).closest('.field');
    expect(field && (await findViolations(field))).toEqual([]);
  });

  it('is any group or user of the catalog for users who may assign owners, searchable, their own first', async () => {
    openTemplate('create', withOwners(own, true));
    expect(await offered()).toEqual([
      'Video team (group:default/video)',
      'user:default/guest',
      'group:default/content',
    ]);
    await user.type(screen.getByPlaceholderText('Search owners'), 'cont');
    expect(
      within(screen.getByRole('listbox'))
        .getAllByRole('option')
        .map(option => option.textContent),
    ).toEqual(['group:default/content']);
    expect(screen.queryByText(/assign-owner/)).not.toBeInTheDocument();
  });

  it('is filled in when only one is possible, and leaves out owners that the catalog does not have', async () => {
    openTemplate(
      'create',
      withOwners(['group:default/video', 'user:default/ghost'], false),
    );
    expect(
      await screen.findByRole('button', { name: /Video team.*Owner/ }),
    ).toBeInTheDocument();
  });

  it.each([
    ['group:default/content', false, /Owner must be you or one of your groups/],
    [
      'group:default/nosuchteam',
      true,
      /Owner must be a group or user of the catalog/,
    ],
  ])(
    'is refused at the field and on Next when it is %s and any owner: %s',
    async (owner, any, message) => {
      openTemplate('create', withOwners(own, any), { ...basics, owner });
      expect(await screen.findByText(message)).toBeInTheDocument();
      expect(await select()).toHaveTextContent('Select an option');
      await press('Next');
      await waitFor(() =>
        expect(screen.getAllByText(message).length).toBeGreaterThan(1),
      );
      expect(await select()).toBeInTheDocument();
      expect(document.body.textContent).not.toContain(owner);
    },
  );

  it('shows what to do when the catalog has no possible owner', async () => {
    openTemplate('create', withOwners(['user:default/ghost'], false));
    expect(
      await screen.findByText(/^The catalog has neither your user nor/),
    ).toBeInTheDocument();
  });

  it('is one of the user’s own when the catalog cannot be read, with the reason', async () => {
    const catalog = catalogApiMock({ entities });
    catalog.getEntities = async () => {
      throw new Error('The catalog is away.');
    };
    openTemplate('create', withOwners(own, true), {}, catalog);
    expect(
      await screen.findByText(
        /so only you and your groups are listed: The catalog is away\./,
      ),
    ).toBeInTheDocument();
    expect(await offered()).toEqual([
      'group:default/video',
      'user:default/guest',
    ]);
  });
});

describe('the first page of the form', () => {
  it('continues to the second page with valid basics', async () => {
    openTemplate('create', new FakeStreamflixApi(), basics);
    await press('Next');
    expect(await sizePage()).toBeInTheDocument();
  });

  it('keeps the first page open for a blueprint that does not exist', async () => {
    openTemplate('create', new FakeStreamflixApi(), {
      ...basics,
      blueprint: 'none-such',
    });
    await press('Next');
    expect(
      (await screen.findAllByText(/Blueprint must be one of/))[0],
    ).toBeInTheDocument();
    // Only in the form's own words.
    expect(
      screen.queryByText(/allowed values|must be equal/),
    ).not.toBeInTheDocument();
    expect(await select()).toBeInTheDocument();
  });

  it('shows at once when the user may not create environments, and does not continue', async () => {
    openTemplate(
      'create',
      new FakeStreamflixApi({
        installation: { ...installation, mayCreate: false },
      }),
      basics,
    );
    const message = 'You do not have permission to create environments.';
    expect(await screen.findByText(message)).toBeInTheDocument();
    await press('Next');
    await waitFor(() =>
      expect(
        screen.getAllByText(text => text.includes(message)).length,
      ).toBeGreaterThan(1),
    );
    expect(await select()).toBeInTheDocument();
  });

  it.each([
    { region: '../../environments' },
    { advanced: { account: 'my password' } },
  ])('sends no malformed %j to the backend', async malformed => {
    const { api } = openTemplate('create', new FakeStreamflixApi(), {
      ...basics,
      blueprint: undefined,
      ...malformed,
    });
    await select();
    await press('Next');
    // Longer than the field waits before it checks a suffix.
    await new Promise(resolve => {
      setTimeout(resolve, 1000);
    });
    expect(api.calls.filter(call => call.startsWith('suffix'))).toEqual([]);
  });
});
