import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scripts } from '../package.json';
import { readTemplates } from './readTemplates';

jest.setTimeout(60_000);

const cwd = resolve(__dirname, '..');

describe('the packed archive', () => {
  it('contains the templates of the repository', () => {
    expect(scripts.prepack).toMatch(/ && yarn copy-templates$/);
    const directory = mkdtempSync(join(tmpdir(), 'streamflix-packed-'));
    execFileSync('yarn', ['copy-templates'], { cwd });
    // Without the other scripts, which rewrite package.json for a moment: other tests read it.
    const packed = execFileSync(
      'npm',
      ['pack', '--ignore-scripts', '--json', '--pack-destination', directory],
      { cwd, encoding: 'utf8' },
    );
    const [{ filename }] = JSON.parse(packed);
    execFileSync('tar', ['xzf', filename], { cwd: directory });

    expect(
      readTemplates(undefined, join(directory, 'package/dist/templates')),
    ).toEqual(readTemplates());
    rmSync(directory, { recursive: true });
  });
});
