import { resolveSpec } from './resolveSpec';
import { looksLikeSecretValue } from './secretValue';

const problemsOf = (secrets: object) => {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    secrets,
  });
  return resolution.ok ? [] : resolution.problems.map(({ message }) => message);
};

const jwt = [
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
  'eyJzdWIiOiIxMjM0NTY3ODkwIn0',
  'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
].join('.');

/** Examples from documentation, or made up; none is a valid credential. */
const values = [
  ['an access key id', 'AKIAIOSFODNN7EXAMPLE'],
  ['a temporary access key id', 'ASIAIOSFODNN7EXAMPLE'],
  ['an access key id with something around it', 'aws/AKIAIOSFODNN7EXAMPLE/key'],
  ['a secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  [
    'a secret access key with a plus',
    'wJalrXUtnFEMI+K7MDENG+bPxRfiCYEXAMPLEKEY',
  ],
  ['JSON', '{"username":"video","password":"hunter2"}'],
  ['a list in JSON', ' ["hunter2"]'],
  ['a text in JSON', '"hunter2"'],
  ['a password by its name', 'password=hunter2'],
  ['a password in a connection string', 'Host=db;Pwd = hunter2'],
  ['a line of an .env file', 'STRIPE_API_KEY=abc'],
  ['a URL with credentials', 'postgres://video:hunter2@db.example.com/video'],
  ['user and password of a host', 'video:hunter2@db'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
  ['a web token', jwt],
  ['a web token with its scheme', `Bearer ${jwt}`],
  ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['a fine-grained token of GitHub', 'github_pat_11ABCDEFG0_abcdef'],
  ['a token of Slack', 'xoxb-123456789012-abcdef'],
  ['a key of Stripe', 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'],
  ['a restricted key of Stripe', 'rk_test_4eC39HqLyjWDarjtT1zdp7dc'],
  ['a token of GitLab', 'glpat-abcdefghij0123456789'],
  ['a token of npm', `npm_${'a1B2'.repeat(9)}`],
  ['a key of Google', `AIzaSy${'a1B2'.repeat(8)}c`],
  ['a key in hexadecimal digits', '0123456789abcdef0123456789abcdef'],
];

/** Typical names of secrets. */
const names = [
  'streamflix/api-keys',
  'video/db',
  'streamflix/production/database/password',
  'my-secret',
  'prod/github-token',
  'team=video/stage=prod/db',
  'video.prod.database',
  'payments@prod+eu',
  'streamflix/eu-west-2/database/masteruser',
  'npm_publish_token',
  'sk-production-database',
  'task-very-long-name-of-a-background-worker',
  'eyJ',
  'cafe-babe',
  'x'.repeat(512),
];

describe('the name of a secret', () => {
  it.each(values)('is not %s, which is not repeated', (_, value) => {
    expect(looksLikeSecretValue(value)).toBe(true);
    const looks =
      'looks like a secret value. Enter the name of a secret in Secrets Manager.';
    expect(problemsOf({ database: value, apiKeys: ['a', value] })).toEqual([
      `Database secret ${looks}`,
      `API key secrets, entry 2, ${looks}`,
    ]);
  });

  it.each(names)('may be %s', name => {
    expect(looksLikeSecretValue(name)).toBe(false);
    expect(problemsOf({ apiKeys: [name] })).toEqual([]);
  });

  it('is not an ARN, of whichever partition', () => {
    const arn = 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:a';
    expect(problemsOf({ database: arn, apiKeys: [` ${arn}`] })).toEqual([
      'Database secret must be the name of a secret, not its ARN.',
      'API key secrets, entry 1, must be the name of a secret, not its ARN.',
    ]);
  });

  it('does not backtrack, however long the text is', () => {
    const before = process.cpuUsage();
    for (const part of ['a:', 'sk-a', 'eyJa.', 'pwd ', 'AKIA', 'password\t']) {
      looksLikeSecretValue(part.repeat(100_000));
    }
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  });
});
