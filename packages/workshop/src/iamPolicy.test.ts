import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Several syntheses, each in a process of its own.
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

describe('yarn iam-policy', () => {
  it('prints policy documents and nothing else to stdout, and says how many there must be', async () => {
    const { code, stdout, stderr } = await run('video-pipeline');
    expect(code).toBe(0);
    const documents = JSON.parse(stdout);
    for (const document of documents) {
      expect(document.Version).toBe('2012-10-17');
    }
    expect(stderr).toContain(`these are ${documents.length} documents`);
  });

  it('writes a file for each document, as AWS takes them', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'policies-'));
    expect(await run('video-pipeline', '--directory', directory)).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^\d+ statements, \d+ actions, /),
    });
    const files = readdirSync(directory).sort();
    expect(files[0]).toBe('streamflix-video-pipeline-1.json');
    for (const file of files) {
      const text = readFileSync(join(directory, file), 'utf8');
      const { Statement, ...rest } = JSON.parse(text);
      expect(rest).toEqual({ Version: '2012-10-17' });
      expect(text.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
      expect(Statement).not.toHaveLength(0);
    }
  });

  it('tells the reason of every statement as a table', async () => {
    const { stdout } = await run('video-pipeline', '--markdown');
    const [head, , ...rows] = stdout.trim().split('\n');
    expect(head).toContain('| why these resources |');
    expect(
      rows.filter(row => row.split(' | ').some(cell => cell.trim() === '')),
    ).toEqual([]);
    expect(stdout).toMatch(/\| KinesisStream \| named after the environment/);
  });

  it('is bound to the region of a blueprint that may live nowhere else, and says which secrets stand in', async () => {
    const { stdout, stderr } = await run('broadcast', '--json');
    const { policies } = JSON.parse(stdout);
    const text = JSON.stringify(policies);
    expect(text).toContain(':rds:ap-northeast-1:');
    expect(text).not.toMatch(/arn:aws:rds:\*/);
    expect(stderr).toContain(
      'No secrets were named: streamflix/database and streamflix/api-keys stand in.',
    );
  });

  it.each([
    [['nothing'], /^Blueprint must be one of /],
    [['complete', '--account', '12'], /^An account has twelve digits\.$/m],
    [['complete', '--suffix', 'A'], /suffix/i],
  ])('refuses %j with a sentence', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
  });
});
