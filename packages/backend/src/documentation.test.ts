import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { GeneratorRunOptions } from '@backstage/plugin-techdocs-node';
import { DocumentationGenerator } from './documentation';

describe('the generator of the documentation', () => {
  const directory = mkdtempSync(join(tmpdir(), 'documentation-test-'));
  const inputDir = join(directory, 'input');
  const outputDir = join(directory, 'output');
  const options = {
    inputDir,
    outputDir,
    etag: '',
    logger: mockServices.logger.mock(),
  } as unknown as GeneratorRunOptions;
  const path = process.env.PATH;

  beforeEach(() => {
    for (const name of [join(inputDir, 'docs'), outputDir]) {
      mkdirSync(name, { recursive: true });
    }
    writeFileSync(join(inputDir, 'mkdocs.yml'), 'site_name: test\n');
    writeFileSync(join(inputDir, 'docs/index.md'), '# Test\n');
    writeFileSync(join(inputDir, 'other'), '');
  });

  afterEach(() => {
    process.env.PATH = path;
    rmSync(directory, { recursive: true });
  });

  it('writes a page with the installation of MkDocs where it is not installed', async () => {
    process.env.PATH = directory;
    const run = jest.fn();

    await new DocumentationGenerator({ run }).run(options);

    expect(run).not.toHaveBeenCalled();
    expect(readFileSync(join(outputDir, 'index.html'), 'utf8')).toContain(
      'docs/requirements.txt',
    );
    expect(
      JSON.parse(
        readFileSync(join(outputDir, 'techdocs_metadata.json'), 'utf8'),
      ),
    ).toEqual({ site_name: 'StreamFlix environments' });
  });

  it('gives MkDocs a copy of the pages, and removes it', async () => {
    writeFileSync(join(directory, 'mkdocs'), '');
    process.env.PATH = directory;
    const run = jest.fn(async (given: GeneratorRunOptions) => {
      expect(given.inputDir).not.toBe(inputDir);
      expect(existsSync(join(given.inputDir, 'docs/index.md'))).toBe(true);
      expect(existsSync(join(given.inputDir, 'other'))).toBe(false);
    });

    await new DocumentationGenerator({ run }).run(options);

    expect(run).toHaveBeenCalledTimes(1);
    expect(existsSync(run.mock.calls[0][0].inputDir)).toBe(false);
  });
});
