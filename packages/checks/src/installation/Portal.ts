import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freePort } from '../realBackend/freePort';
import { applyEdit, type Edit } from './applyEdit';
import type { InstallPage } from './InstallPage';
import { Shell, type Command } from './Shell';

export const repository = resolve(
  dirname(require.resolve('@streamflix/local-aws/package.json')),
  '../..',
);

/** The versions of a release, as Backstage's server of manifests lists them: `versions:bump` reads a file in its place. */
const manifestOf = (release: string) =>
  join(repository, `packages/checks/src/installation/release-${release}.json`);

const appFolder = 'packages/app/';
const classicAppFolder = 'packages/classic/';

/** An edit of the app, made in the classic app. */
const inClassicApp = (edit: Edit): Edit => ({
  ...edit,
  file: edit.file.replace(appFolder, classicAppFolder),
});

/** The port of local AWS in the page. */
const pagePort = 4566;

/** Yarn's settings in the portal, which change what it installs in nothing but time and disk space. */
const yarnSettings = `
enableTelemetry: false
# In CI, Yarn would refuse to write the lock file of a new portal.
enableImmutableInstalls: false
# No package is compiled; better-sqlite3 contains binaries since version 13.
enableScripts: false
nmMode: hardlinks-global
`;

interface Manifest {
  name: string;
  resolutions?: Record<string, string>;
  dependencies?: Record<string, string>;
}

function editManifest(file: string, edit: (manifest: Manifest) => void): void {
  const content = JSON.parse(readFileSync(file, 'utf8'));
  edit(content);
  writeFileSync(file, JSON.stringify(content, undefined, 2));
}

/** A portal that is made, changed and started as the page says, in a temporary directory. */
export class Portal {
  private readonly home = mkdtempSync(join(tmpdir(), 'streamflix-newcomer-'));
  readonly directory = join(this.home, 'portal');
  readonly image = join(this.home, 'image');
  readonly shell = new Shell({
    PORTAL: this.directory,
    STREAMFLIX: repository,
  });

  private constructor(
    private readonly page: InstallPage,
    /** Port of local AWS, in place of the page's. */
    readonly awsPort: number,
  ) {}

  static async prepare(page: InstallPage): Promise<Portal> {
    return new Portal(page, await freePort());
  }

  /** Stops everything, and removes the portal. */
  async close(): Promise<void> {
    await this.shell.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Creates the portal and upgrades it. */
  async create(): Promise<void> {
    await this.createApp(this.directory, '');
    editManifest(join(this.directory, 'package.json'), root => {
      root.resolutions = { ...root.resolutions, 'better-sqlite3': '^13' };
    });
    appendFileSync(join(this.directory, '.yarnrc.yml'), yarnSettings);
    await this.upgrade();
  }

  /** Adds the classic app as one more package of the portal, so that both frontends are compiled at once, with the page's edits. */
  async addClassicApp(): Promise<void> {
    const created = join(this.home, 'classic');
    await this.createApp(created, '--legacy');
    const app = join(this.directory, classicAppFolder);
    renameSync(join(created, appFolder), app);
    editManifest(join(app, 'package.json'), manifest => {
      manifest.name = 'classic';
    });
    await this.upgrade();
    for (const block of this.page.section('2. The packages')) {
      if ('file' in block && block.file.startsWith(appFolder)) {
        applyEdit(this.directory, inClassicApp(block));
      }
    }
    for (const block of this.page.section('The classic frontend')) {
      if ('file' in block) applyEdit(this.directory, inClassicApp(block));
    }
  }

  private createApp(path: string, flags: string): Promise<string> {
    const version = this.page.find(/@backstage\/create-app@(\S+)/);
    return this.shell.run(
      this.home,
      `npx -y @backstage/create-app@${version} --skip-install --path ${path} ${flags}`,
      { BACKSTAGE_APP_NAME: 'portal' },
    );
  }

  /** Like `versions:bump` of the portal's own CLI, which would have to be installed first. */
  private upgrade(): Promise<string> {
    const release = this.page.find(/versions:bump --release (\S+)/);
    const cli = join(
      dirname(require.resolve('@backstage/cli/package.json')),
      'bin/backstage-cli',
    );
    return this.shell.run(
      this.directory,
      `node ${cli} versions:bump --release ${release} --skip-install`,
      { BACKSTAGE_MANIFEST_FILE: manifestOf(release) },
    );
  }

  /** Does what a section of the page says; a command that it starts continues. @returns the last of these */
  async follow(
    title: string,
    environment: Record<string, string> = {},
  ): Promise<Command | undefined> {
    let started: Command | undefined;
    for (const block of this.page.section(title)) {
      const text = block.text.replaceAll(
        String(pagePort),
        String(this.awsPort),
      );
      if (block.kind === 'merge' || block.kind === 'insert') {
        applyEdit(this.directory, { ...block, text });
        continue;
      }
      const directory =
        block.directory === 'portal' ? this.directory : repository;
      if (block.kind === 'run') {
        await this.shell.run(directory, text, environment);
      } else {
        started = this.shell.start(directory, text, environment);
      }
    }
    return started;
  }

  get lockFile(): string {
    return readFileSync(join(this.directory, 'yarn.lock'), 'utf8');
  }

  /** A new directory for the image. */
  makeImageDirectory(): string {
    mkdirSync(this.image);
    return this.image;
  }
}
