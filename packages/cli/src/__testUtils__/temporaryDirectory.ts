import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

/** @returns the path of a new directory, which is deleted after the tests of the file */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'streamflix-cli-'));
  directories.push(directory);
  return directory;
}
