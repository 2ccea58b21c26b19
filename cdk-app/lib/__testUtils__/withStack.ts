import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';

/** Runs a function with an empty stack. The directory that its app makes at once is removed afterwards. */
export function withStack<Result>(use: (stack: Stack) => Result): Result {
  const outdir = mkdtempSync(join(tmpdir(), 'streamflix-stack-'));
  try {
    return use(new Stack(new App({ outdir })));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
