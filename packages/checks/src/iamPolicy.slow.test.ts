import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Several syntheses, each in its own process.
jest.setTimeout(60_000);

function run(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>(done =>
    execFile(
      process.execPath,
      [require.resolve('tsx/cli'), resolve(__dirname, 'iamPolicy.ts'), ...args],
      { maxBuffer: 2 ** 22 },
      (error, stdout, stderr) =>
        done({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  );
}

const account = ['--account', '111122223333'];
const boundary = [...account, '--permissions-boundary', 'streamflix-boundary'];
const unlimited = '--without-boundary';

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .sort();

describe('yarn iam-policy', () => {
  it('prints only policy documents to stdout, and on stderr how many there are', async () => {
    const { code, stdout, stderr } = await run('video-pipeline', ...boundary);
    expect(code).toBe(0);
    const documents = JSON.parse(stdout);
    for (const document of documents) {
      expect(document.Version).toBe('2012-10-17');
    }
    expect(stderr).toContain(`in ${documents.length} managed policies`);
    expect(stderr).not.toContain('WARNING');
  });

  it('without a boundary prints a policy only when told to, and warns', async () => {
    const refused = await run('video-pipeline');
    expect(refused).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Without a permissions boundary, this policy can create a role with every permission. Name the managed policy that limits every role with --permissions-boundary, or accept this with --without-boundary.\n',
    });
    const { code, stdout, stderr } = await run('video-pipeline', unlimited);
    expect(code).toBe(0);
    expect(stdout).not.toContain('iam:PermissionsBoundary');
    expect(stderr).toContain(
      'WARNING: without a permissions boundary, this role can create a role with every permission in the account.',
    );
  });

  it('writes a file for each document, as AWS takes them', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'policies-'));
    const { code, stdout } = await run(
      'video-pipeline',
      ...boundary,
      ...['--trust', 'arn:aws:iam::111122223333:role/backstage'],
      ...['--directory', directory],
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const files = filesIn(directory);
    expect(files).toEqual([
      'boundary.json',
      'streamflix-video-pipeline-1.json',
      'streamflix-video-pipeline-2.json',
      'streamflix-video-pipeline-3.json',
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
    const directory = mkdtempSync(join(tmpdir(), 'policies-'));
    const { code, stderr } = await run(
      'video-pipeline',
      ...boundary,
      ...['--execution-role', 'platform/cloudformation'],
      ...['--directory', directory],
    );
    expect(code).toBe(0);
    expect(filesIn(directory)).toEqual([
      'boundary.json',
      'execution/streamflix-video-pipeline-execution-1.json',
      'execution/streamflix-video-pipeline-execution-2.json',
      'execution/streamflix-video-pipeline-execution-3.json',
      'execution/trust-policy.json',
      'portal/streamflix-video-pipeline.json',
    ]);
    expect(
      readFileSync(join(directory, 'portal/streamflix-video-pipeline.json'))
        .toString()
        .match(/arn:aws:iam:[^"]+/g),
    ).toEqual([
      'arn:aws:iam::111122223333:role/platform/cloudformation',
      'arn:aws:iam::111122223333:role/platform/cloudformation',
    ]);
    expect(stderr).toContain('name who may assume it with --trust');
  });

  it('prints the reason of every statement as a table', async () => {
    const { stdout } = await run('video-pipeline', unlimited, '--markdown');
    const [head, , ...rows] = stdout.trim().split('\n');
    expect(head).toContain('| why these resources |');
    expect(
      rows.filter(row => row.split(' | ').some(cell => cell.trim() === '')),
    ).toEqual([]);
    expect(stdout).toMatch(/\| KinesisStream \| named after the environment/);
  });

  it('limits the policy to the region of a blueprint that may use no other, and names the example secrets', async () => {
    const { stdout, stderr } = await run('broadcast', unlimited, '--json');
    const { policies } = JSON.parse(stdout);
    const text = JSON.stringify(policies);
    expect(text).toContain(':rds:ap-northeast-1:');
    expect(text).not.toMatch(/arn:aws:rds:\*/);
    expect(text).toContain('secret:streamflix/*-??????');
    expect(stderr).toContain(
      'the examples streamflix/database and streamflix/api-keys are used',
    );
  });

  it.each<[string[], string | RegExp]>([
    [['nothing', unlimited], /^Blueprint must be one of /],
    [['complete', unlimited, '--suffix', 'A'], /suffix/i],
    [
      ['complete', ...boundary, unlimited],
      '--permissions-boundary and --without-boundary exclude each other.\n',
    ],
    [
      ['complete', ...boundary, '--execution-role', 'cloudformation'],
      'With --execution-role there are policies for two roles. Write them into files with --directory, or print them with --json.\n',
    ],
    [
      ['complete', '--permissions-boundary', 'streamflix-boundary'],
      '--permissions-boundary needs --account: its ARN contains the account.\n',
    ],
  ])('refuses %j with one message', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
  });
});
