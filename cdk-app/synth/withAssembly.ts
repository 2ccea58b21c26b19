import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a function with a directory for an assembly, which is removed afterwards. */
export function withAssembly<Result>(use: (outdir: string) => Result): Result {
  const outdir = mkdtempSync(join(tmpdir(), 'streamflix-synth-'));
  try {
    return use(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
