import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CodeBlock, Page } from './CodeBlock';

/** How long the commands of one block may take. */
const timeout = 120_000;

/** How long a started program may take until its port answers. */
const startTimeout = 60_000;

const untracked = (root: string) =>
  execFileSync('git', ['ls-files', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);

function runBlock({ text }: CodeBlock, root: string): Promise<string | null> {
  return new Promise(done => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', text], {
      cwd: root,
      timeout,
    });
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    child.on('close', code =>
      done(code === 0 ? null : `exit code ${code}\n${output.slice(-2_000)}`),
    );
  });
}

/** Starts a program in a process group of its own, and waits until its port answers. */
async function startBlock(
  { text }: CodeBlock,
  root: string,
): Promise<ChildProcess> {
  const child = spawn('bash', ['-c', `exec ${text}`], {
    cwd: root,
    stdio: 'ignore',
    detached: true,
  });
  const port = /--port (\d+)/.exec(text)?.[1];
  const deadline = Date.now() + startTimeout;
  while (port && Date.now() < deadline) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers) break;
    await sleep(200);
  }
  return child;
}

/**
 * Runs the commands of a page in their order, and removes the files that they write.
 *
 * @returns what failed, and how many blocks ran
 */
export async function runCommands(
  file: string,
  page: Page,
  root: string,
): Promise<{ problems: string[]; ran: number }> {
  const before = new Set(untracked(root));
  const started: ChildProcess[] = [];
  const problems: string[] = [];
  let ran = 0;
  try {
    for (const block of page.blocks) {
      if (block.instruction === 'start') {
        started.push(await startBlock(block, root));
        ran += 1;
      }
      if (block.instruction === 'run') {
        const problem = await runBlock(block, root);
        if (problem) problems.push(`${file}:${block.line} ${problem}`);
        ran += 1;
      }
    }
  } finally {
    for (const { pid } of started) if (pid) process.kill(-pid);
    for (const name of untracked(root)) {
      if (!before.has(name)) rmSync(join(root, name));
    }
  }
  return { problems, ran };
}
