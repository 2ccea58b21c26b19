import { deepStrictEqual as same, ok } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AccountFinding } from '@streamflix/backstage-plugin-streamflix-common';
import { checkAccount } from '@streamflix/backstage-plugin-streamflix-node';
import { accessTo, environmentFor } from '../accessTo';
import type { CheckRecorder } from '../CheckRecorder';
import type { Cleanup } from '../Cleanup';
import type { Tools } from '../Tools';
import { startLocalAws } from '../startServer';

const account = '000000000000';
/** A region that an account has to enable. */
const region = 'eu-south-2';

const open = (findings: readonly AccountFinding[]) =>
  findings.filter(({ state }) => state !== 'ok');

/** Leaves a policy of an earlier execution role with as many versions as AWS allows. */
const crowdedPolicy = [
  `empty='{"Version":"2012-10-17","Statement":[]}'`,
  'aws iam create-policy --policy-name streamflix-complete-execution-1 --policy-document "$empty"',
  'arn=arn:aws:iam::000000000000:policy/streamflix-complete-execution-1',
  'for n in 2 3 4 5; do aws iam create-policy-version --policy-arn "$arn" --policy-document "$empty" --set-as-default; done',
].join(' && ');

/** The commands that `streamflix doctor` recommends correct what it found, when they are run as they are. */
export async function checkFixes(
  recorder: CheckRecorder,
  { cleanup, python, policies }: Tools,
): Promise<void> {
  for (const state of ['fresh', 'broken']) {
    await recorder.take(`commands of doctor: ${state} account`, async () => {
      const url = await startLocalAws(
        cleanup,
        policies,
        60,
        '--account',
        state,
      );
      const directory = cleanup.directory(tmpdir());
      const access = accessTo(url, ['us-east-1', region], {
        permissionsBoundary: 'platform/streamflix-boundary',
        executionRole: 'streamflix-cloudformation',
      });
      const check = async () => {
        const report = await checkAccount(
          access,
          { account, region },
          { environments: 1, describeError: error => error.message },
        );
        return open(report.findings);
      };
      // A region that is not enabled hides everything else.
      const [disabled] = await check();
      same(disabled.id, 'region');
      const run = shell(cleanup, { url, python, directory });
      await run(disabled);
      await run({ ...disabled, fix: crowdedPolicy });
      const found = await check();
      ok(found.length > 2, 'There is little to correct.');
      writeFileSync(join(directory, 'secret.json'), '{}');
      for (const finding of found) await run(finding);
      same(await check(), []);
      return `${found.length + 1} corrected`;
    });
  }
}

/** Runs the commands of findings in a shell with the AWS CLI and our own. */
function shell(
  cleanup: Cleanup,
  options: { url: string; python: string; directory: string },
) {
  const { url, python, directory } = options;
  const cli = join(
    dirname(require.resolve('@streamflix/cli/package.json')),
    'src/main.ts',
  );
  const commands = [
    'set -e',
    `aws() { '${python}' -W ignore -m awscli "$@"; }`,
    `streamflix() { '${process.execPath}' --import '${require.resolve(
      'tsx',
    )}' '${cli}' "$@"; }`,
  ].join('\n');
  return async ({ id, fix }: AccountFinding) => {
    ok(fix, `${id} has no command.`);
    const child = cleanup.process(
      spawn('bash', ['-c', `${commands}\n${fix}`], {
        cwd: directory,
        env: environmentFor(url, directory),
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    const [, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    if (code !== 0) throw new Error(`${fix} ended with ${code}: ${stderr}`);
  };
}
