import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { readPage } from './docs/CodeBlock';
import { checkCommands } from './docs/checkCommands';
import { runCommands } from './docs/runCommands';

/*
 * `yarn docs:check`: the Markdown of the repository. Format, links to files and headings, conflict markers, the site that TechDocs
 * builds, and every command: it is run here, or by the test of the installation, or the page says why nothing runs it.
 */
const root = join(
  dirname(createRequire(__filename).resolve('@streamflix/checks/package.json')),
  '../..',
);

const bin = (name: string) => join(root, 'node_modules/.bin', name);

/** Runs a program; what it printed is the problem if it fails. */
function problemsOf(command: string, args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(root, '.venv/bin')}${delimiter}${process.env.PATH}`,
      NO_MKDOCS_2_WARNING: 'true',
    },
  });
  return status === 0 ? [] : [`${stdout ?? ''}${stderr ?? ''}`.trim()];
}

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter(file => file && existsSync(join(root, file)));

const isMarker = (line: string) => /^(<{7}|>{7}|\|{7})( |$)/.test(line);

function checkMarkers(): string[] {
  return files.flatMap(file =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        isMarker(line) ? `${file}:${index + 1} has a conflict marker` : [],
      ),
  );
}

const checkFormat = () => problemsOf(bin('prettier'), ['--check', ...files]);

/** Links to this repository on GitHub are checked like relative ones. */
const checkLinks = () =>
  problemsOf(bin('remark'), [
    ...['--use', 'remark-gfm', '--use'],
    'remark-validate-links=repository:"streamflix/backstage-environments"',
    ...['--frail', '--quiet', '--no-stdout', ...files],
  ]);

/** Undefined where MkDocs is not installed. */
function checkSite(): string[] | undefined {
  const path = `${join(root, '.venv/bin')}${delimiter}${process.env.PATH}`;
  if (!path.split(delimiter).some(each => existsSync(join(each, 'mkdocs')))) {
    return undefined;
  }
  const site = mkdtempSync(join(tmpdir(), 'site-'));
  try {
    return problemsOf('mkdocs', ['build', '--strict', '--quiet', '-d', site]);
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

async function check(): Promise<number> {
  let failed = 0;
  const report = (name: string, problems: string[]) => {
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    problems.forEach(problem => console.log(`  ${problem}`));
    if (problems.length > 0) failed += 1;
  };
  report(`conflict markers, ${files.length} files`, checkMarkers());
  report('format', checkFormat());
  report('links', checkLinks());
  const site = checkSite();
  if (site) report('site', site);
  else
    console.log('-      site: MkDocs is not installed (docs/requirements.txt)');

  const pages = files.map(file => ({
    file,
    page: readPage(readFileSync(join(root, file), 'utf8')),
  }));
  report(
    'every command has a test or a reason',
    pages.flatMap(({ file, page }) => checkCommands(file, page, root)),
  );
  for (const { file, page } of pages) {
    const { problems, ran } = await runCommands(file, page, root);
    if (ran > 0) report(`${file}: ran ${ran} blocks`, problems);
  }
  return failed === 0 ? 0 : 1;
}

check().then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
