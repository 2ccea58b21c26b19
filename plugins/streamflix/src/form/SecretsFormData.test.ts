import {
  entriesOf,
  isSameSecrets,
  secretsOf,
  withoutMark,
  type SecretEntries,
} from './SecretsFormData';

const isUsable = (name: string) => name.startsWith('streamflix/');
const entries = (database: string, ...apiKeys: string[]): SecretEntries => ({
  database: { text: database },
  apiKeys: apiKeys.map(text => ({ text })),
});

describe('secretsOf', () => {
  it.each([
    'correct horse battery staple',
    'payments/prod/master-key',
    'streamflix-',
    '"streamflix/database"',
    'x streamflix/database',
  ])('keeps the text %j, which is no usable name, out of form data', text => {
    const formData = secretsOf(
      entries(text, 'streamflix/a', text, ''),
      isUsable,
    );
    expect(formData).toEqual({
      apiKeys: ['streamflix/a'],
      unlisted: ['database', 'apiKeys'],
    });
    expect(JSON.stringify(formData)).not.toContain(text);
  });

  it('contains usable names without surrounding spaces, and nothing for empty fields', () => {
    expect(
      secretsOf(entries(' streamflix/db ', '', 'streamflix/a'), isUsable),
    ).toEqual({ database: 'streamflix/db', apiKeys: ['streamflix/a'] });
    expect(secretsOf(entries('', ' '), isUsable)).toEqual({});
  });

  it('leaves out what a running environment uses already, and contains an emptied list', () => {
    const running = { database: 'streamflix/db', apiKeys: ['streamflix/a'] };
    expect(
      secretsOf(entries('streamflix/db', 'streamflix/a'), isUsable, running),
    ).toEqual({});
    expect(secretsOf(entries('streamflix/db', ''), isUsable, running)).toEqual({
      apiKeys: [],
    });
  });
});

describe('entriesOf', () => {
  it('shows names, and an empty field with a mark for a text that was discarded', () => {
    expect(
      entriesOf({
        apiKeys: ['streamflix/a'],
        unlisted: ['database', 'apiKeys'],
      }),
    ).toEqual({
      database: { text: '', isDiscarded: true },
      apiKeys: [{ text: 'streamflix/a' }, { text: '', isDiscarded: true }],
    });
  });

  it('reproduces the form data it was made from', () => {
    const formData = {
      database: 'streamflix/db',
      apiKeys: ['streamflix/a'],
      unlisted: ['apiKeys' as const],
    };
    expect(secretsOf(entriesOf(formData), isUsable)).toEqual(formData);
  });

  it('accepts form data of any shape, such as that of an edited address', () => {
    const formData = { database: 7, apiKeys: 'a', unlisted: {} };
    expect(entriesOf(formData as never)).toEqual(entries('', 'a'));
  });
});

describe('isSameSecrets', () => {
  it('distinguishes no list from an empty list only for a running environment', () => {
    expect(isSameSecrets({}, { apiKeys: [] })).toBe(true);
    expect(isSameSecrets(undefined, {}, { apiKeys: ['a'] })).toBe(true);
    expect(isSameSecrets({}, { apiKeys: [] }, { apiKeys: ['a'] })).toBe(false);
    expect(isSameSecrets({}, { unlisted: ['database'] })).toBe(false);
  });
});

describe('withoutMark', () => {
  it('keeps the names', () => {
    expect(
      withoutMark({ database: 'streamflix/db', unlisted: ['apiKeys'] }),
    ).toEqual({ database: 'streamflix/db' });
  });
});
