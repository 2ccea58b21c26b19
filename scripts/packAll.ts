import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/* `yarn pack:all [directory]`: writes the archive of every published package, named as `npm pack` names it. */

/** The repository has them once; every archive contains a copy. */
const legalFiles = ['LICENSE', 'NOTICE'];

interface Workspace {
  /** With its scope. */
  readonly name: string;
  /** Relative to the root of the repository. */
  readonly location: string;
}

function publishedPackages(): Workspace[] {
  return execFileSync(
    'yarn',
    ['workspaces', 'list', '--no-private', '--json'],
    { encoding: 'utf8' },
  )
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

function pack({ name, location }: Workspace, directory: string): void {
  const archive = join(
    directory,
    `${name.replace('@', '').replace('/', '-')}-%v.tgz`,
  );
  const copies = legalFiles.map(file => join(location, file));
  try {
    legalFiles.forEach((file, index) => cpSync(file, copies[index]));
    execFileSync('yarn', ['pack', '--out', archive], {
      cwd: location,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    copies.forEach(copy => rmSync(copy, { force: true }));
  }
  console.log(archive.replace('%v', '*'));
}

const directory = resolve(process.argv[2] ?? 'dist/archives');
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
for (const workspace of publishedPackages()) pack(workspace, directory);
