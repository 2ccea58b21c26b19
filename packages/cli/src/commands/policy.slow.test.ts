import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../__testUtils__/run';
import { temporaryDirectory } from '../__testUtils__/temporaryDirectory';
import type { PolicyDocument } from '../policy/packDocuments';

// Several syntheses, each in its own process.
jest.setTimeout(60_000);

const policy = (...args: string[]) => run(['policy', ...args]);

const account = ['--account', '111122223333'];
const boundary = [...account, '--permissions-boundary', 'streamflix-boundary'];
const unlimited = '--without-boundary';

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .sort();

describe('streamflix policy', () => {
  it('prints only policy documents to stdout, and on stderr how many there are', async () => {
    const { exitCode, result, notes } = await policy(
      'video-pipeline',
      ...boundary,
    );
    expect(exitCode).toBe(0);
    const documents = JSON.parse(result);
    for (const document of documents) {
      expect(document.Version).toBe('2012-10-17');
    }
    expect(notes.join('\n')).toContain(
      `in ${documents.length} managed policies`,
    );
    expect(notes.join('\n')).not.toContain('WARNING');
  });

  it('without a boundary prints a policy only with a flag, and warns', async () => {
    const refused = await policy('video-pipeline');
    expect(refused).toEqual({
      exitCode: 1,
      result: '',
      notes: [
        'Without a permissions boundary, this policy can create a role with every permission. Name the managed policy that limits every role with --permissions-boundary, or accept this with --without-boundary.',
      ],
    });
    const { exitCode, result, notes } = await policy(
      'video-pipeline',
      unlimited,
    );
    expect(exitCode).toBe(0);
    expect(result).not.toContain('iam:PermissionsBoundary');
    expect(notes.join('\n')).toContain(
      'WARNING: without a permissions boundary, this role can create a role with every permission in the account.',
    );
  });

  it('writes a file for each document, as AWS takes them', async () => {
    const directory = temporaryDirectory();
    const { exitCode, result } = await policy(
      'video-pipeline',
      ...boundary,
      ...['--trust', 'arn:aws:iam::111122223333:role/backstage'],
      ...['--directory', directory],
    );
    expect({ exitCode, result }).toEqual({ exitCode: 0, result: '' });
    const files = filesIn(directory);
    expect(files).toEqual([
      'boundary.json',
      'streamflix-video-pipeline-1.json',
      'streamflix-video-pipeline-2.json',
      'streamflix-video-pipeline-3.json',
      'streamflix-video-pipeline-4.json',
      'trust-policy.json',
    ]);
    for (const file of files) {
      const text = readFileSync(join(directory, file), 'utf8');
      const { Statement, ...rest } = JSON.parse(text);
      expect(rest).toEqual({ Version: '2012-10-17' });
      expect(text.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
      expect(Statement).not.toHaveLength(0);
    }
  });

  it('writes a folder for each of two roles with an execution role', async () => {
    const directory = temporaryDirectory();
    const { exitCode, notes } = await policy(
      'video-pipeline',
      ...boundary,
      ...['--execution-role', 'platform/cloudformation'],
      ...['--directory', directory],
    );
    expect(exitCode).toBe(0);
    expect(filesIn(directory)).toEqual([
      'boundary.json',
      'execution/streamflix-video-pipeline-execution-1.json',
      'execution/streamflix-video-pipeline-execution-2.json',
      'execution/streamflix-video-pipeline-execution-3.json',
      'execution/trust-policy.json',
      'portal/streamflix-video-pipeline-1.json',
      'portal/streamflix-video-pipeline-2.json',
    ]);
    const portal = [1, 2].flatMap(number => {
      const file = `portal/streamflix-video-pipeline-${number}.json`;
      const { Statement }: PolicyDocument = JSON.parse(
        readFileSync(join(directory, file)).toString(),
      );
      return Statement;
    });
    const role = 'arn:aws:iam::111122223333:role/platform/cloudformation';
    const changesOfIam = portal.filter(({ Action }) =>
      [Action].flat().some(action => /^iam:(?!Get|List)/.test(action)),
    );
    expect(changesOfIam).toMatchObject([
      { Action: ['iam:PassRole'], Resource: role },
    ]);
    expect(JSON.stringify(portal).split(role)).toHaveLength(3);
    expect(notes.join('\n')).toContain('name who may assume it with --trust');
  });

  it('prints the reason of every statement as a table', async () => {
    const { result } = await policy('video-pipeline', unlimited, '--markdown');
    const [head, , ...rows] = result.trim().split('\n');
    expect(head).toContain('| why these resources |');
    expect(
      rows.filter(row => row.split(' | ').some(cell => cell.trim() === '')),
    ).toEqual([]);
    expect(result).toMatch(/\| KinesisStream \| named after the environment/);
  });

  it('limits the policy to the region of a blueprint that may use no other, and names the example secrets', async () => {
    const { result, notes } = await policy('broadcast', unlimited, '--json');
    const { policies } = JSON.parse(result);
    const text = JSON.stringify(policies);
    expect(text).toContain(':rds:ap-northeast-1:');
    expect(text).not.toMatch(/arn:aws:rds:\*/);
    expect(text).toContain('secret:streamflix/*-??????');
    expect(notes.join('\n')).toContain(
      'the examples streamflix/database and streamflix/api-keys are used',
    );
  });

  it.each<[string[], string | RegExp]>([
    [['nothing', unlimited], /^Blueprint must be one of /],
    [['complete', unlimited, '--suffix', 'A'], /suffix/i],
    [
      ['complete', ...boundary, unlimited],
      '--permissions-boundary and --without-boundary exclude each other.',
    ],
    [
      ['complete', ...boundary, '--execution-role', 'cloudformation'],
      'With --execution-role there are policies for two roles. Write them into files with --directory, or print them with --json.',
    ],
    [
      ['complete', '--permissions-boundary', 'streamflix-boundary'],
      '--permissions-boundary needs --account: its ARN contains the account.',
    ],
  ])('refuses %j with one message', async (args, message) => {
    const { exitCode, result, notes } = await policy(...args);
    expect({ exitCode, result }).toEqual({ exitCode: 1, result: '' });
    expect(notes.join('\n')).toMatch(message);
  });
});
