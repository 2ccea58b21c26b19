import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/* `yarn check:archives [directory]`: checks what `yarn pack:all` wrote, with publint and for the files every archive must contain. */

/** What `backstage-cli package prepack` writes into the manifest of every Backstage package. */
const writtenByBackstage: ReadonlySet<string> = new Set([
  // The condition `backstage` names the kind of the default export, and not a file.
  'EXPORTS_VALUE_INVALID',
  // `types` comes after `import` and `require`.
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'TYPES_NOT_EXPORTED',
  // One declaration file serves both formats; ES modules end with `.esm.js`.
  'EXPORT_TYPES_INVALID_FORMAT',
  'FILE_INVALID_FORMAT',
  // The backend loads plugins and modules from their default export.
  'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
]);

const legalFiles = ['LICENSE', 'NOTICE', 'README.md'];

/** The licences of what a bundle contains; only the CDK app is a bundle. */
const thirdPartyNotices = 'dist/THIRD-PARTY-NOTICES.txt';

async function problemsOf(archive: string): Promise<string[]> {
  const content = readFileSync(archive);
  const files = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(path => path.replace(/^package\//, ''));
  const expected = archive.includes('cdk-app')
    ? [...legalFiles, thirdPartyNotices]
    : legalFiles;
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(content).buffer },
    level: 'warning',
    strict: true,
  });
  return [
    ...expected
      .filter(file => !files.includes(file))
      .map(file => `${file} is missing`),
    ...files
      .filter(file => /__testUtils__|__fixtures__|\.test\./.test(file))
      .map(file => `${file} belongs to the tests`),
    ...messages
      .filter(({ code }) => !writtenByBackstage.has(code))
      .map(message => formatMessage(message, pkg) ?? message.code),
  ];
}

async function checkArchives(directory: string): Promise<void> {
  const archives = readdirSync(directory).filter(name => name.endsWith('.tgz'));
  if (archives.length === 0) {
    throw new Error(`${directory} has no archives: run \`yarn pack:all\`.`);
  }
  for (const name of archives) {
    const archive = join(directory, name);
    const problems = await problemsOf(archive);
    const size = Math.ceil(readFileSync(archive).length / 1024);
    console.log(
      `${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name} ${size} KiB`,
    );
    problems.forEach(problem => console.log(`     ${problem}`));
    if (problems.length > 0) process.exitCode = 1;
  }
}

void checkArchives(resolve(process.argv[2] ?? 'dist/archives'));
