import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import { build } from 'esbuild';
import type { Cleanup } from '../Cleanup';
import { environmentFor } from '../accessTo';

const { resolve } = createRequire(__filename);
const appPackage = resolve('@streamflix/cdk-app/package.json');

/** The CDK CLI, unmodified, in a project with our app. */
export class CdkCli {
  private constructor(
    private readonly endpoint: string,
    private readonly cleanup: Cleanup,
    private readonly directory: string,
    private readonly app: string,
    private readonly permissionsBoundary?: string,
  ) {}

  /** Transpiles the app, as every project does; the CDK itself comes from node_modules. */
  static async of(
    endpoint: string,
    cleanup: Cleanup,
    permissionsBoundary?: string,
  ): Promise<CdkCli> {
    const cdk = createRequire(appPackage).resolve('aws-cdk-lib/package.json');
    const directory = cleanup.directory(join(dirname(cdk), '..'));
    const app = join(directory, 'app.cjs');
    await build({
      entryPoints: [join(dirname(appPackage), 'synth/app.ts')],
      outfile: app,
      bundle: true,
      external: ['aws-cdk-lib', 'constructs'],
      platform: 'node',
      logLevel: 'warning',
    });
    return new CdkCli(endpoint, cleanup, directory, app, permissionsBoundary);
  }

  /**
   * Runs a command on the app with a specification.
   *
   * @returns its exit code and its output, without colours
   */
  async run(
    spec: EnvironmentSpec,
    ...command: string[]
  ): Promise<{ code: number | null; written: string }> {
    const child = this.cleanup.process(
      spawn(
        process.execPath,
        [
          resolve('aws-cdk/bin/cdk'),
          ...command,
          ...['--app', `${process.execPath} ${this.app}`],
          ...['--output', join(this.directory, 'out')],
          ...['--no-notices', '--no-version-reporting', '--no-color'],
          // The CLI writes construct paths into templates by default.
          '--no-path-metadata',
        ],
        {
          cwd: this.directory,
          env: {
            ...environmentFor(this.endpoint, this.directory),
            SPEC: JSON.stringify(spec),
            PERMISSIONS_BOUNDARY: this.permissionsBoundary,
            CDK_VALIDATION: 'false',
            CI: 'true',
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
    );
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, written: stdout + stderr };
  }

  /**
   * The same for a command that must succeed.
   *
   * @throws Error with its output
   */
  async succeeds(spec: EnvironmentSpec, ...command: string[]): Promise<string> {
    const { code, written } = await this.run(spec, ...command);
    if (code !== 0) {
      throw new Error(
        `cdk ${command.join(' ')} ended with ${code}: ${written}`,
      );
    }
    return written;
  }
}
