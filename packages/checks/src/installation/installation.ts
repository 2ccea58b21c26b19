import { deepStrictEqual as equal, ok } from 'node:assert';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { renderResults, runCheck, type CheckResult } from '../faults/Suite';
import { installedTwice } from '../frameworkVersions';
import { freePort } from '../realBackend/freePort';
import { InstallPage } from './InstallPage';
import { Portal, repository } from './Portal';
import { Replicas } from './Replicas';
import { runLayers, type Layers } from './runLayers';
import type { Command } from './Shell';
import { Visitor } from './Visitor';

/** Seconds until a new portal serves its app and its backend is ready, on a busy machine. */
const startTimeout = 300;

const suffix = 'cinema';

const pictures = join(repository, 'artefacts/installation');

/** Seconds between two collections of status by the replicas, and the time for which their calls are counted. */
const refresh = 4;
const counted = 20;

const responds = async (url: string) => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

/** What happens in a browser, with a picture of the end. */
async function visit(
  url: string,
  picture: string,
  action: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await Visitor.open(url, pictures);
  try {
    await visitor.signIn();
    await action(visitor);
  } finally {
    await visitor.picture(picture);
    await visitor.close();
  }
}

/** The installation that the page describes, step by step: each needs the one before it. */
class Installation {
  private trial?: { url: string; command: Command };
  private image?: Layers;
  private replicas?: Replicas;

  constructor(private readonly portal: Portal) {}

  readonly steps: readonly [string, () => Promise<void>][] = [
    [
      'a stock portal is created and upgraded as the page says',
      () => this.portal.create(),
    ],
    [
      'the packages are installed from their archives',
      async () => {
        await this.portal.follow('2. The packages');
      },
    ],
    [
      'each archive contains what it must, and publint finds nothing',
      async () => {
        const { shell } = this.portal;
        await shell.run(repository, 'yarn check:archives "$PORTAL/streamflix"');
      },
    ],
    [
      'no framework package of the portal is installed twice',
      async () => equal(installedTwice(this.portal.lockFile), []),
    ],
    ['the portal starts with local AWS', () => this.start()],
    [
      'a guest finds the template, creates an environment in the form and sees its five cards',
      () => this.createEnvironment(),
    ],
    [
      'the portal is compiled with both frontends and built for production',
      () => this.build(),
    ],
    [
      'two replicas start, the second once the first has created the tables',
      () => this.startReplicas(),
    ],
    [
      'a guest sees the environment through both replicas',
      () => this.visitReplicas(),
    ],
    [
      'one replica at a time collects the status of environments',
      () => this.countCalls(),
    ],
  ];

  private async start(): Promise<void> {
    await this.portal.follow('3. The backend');
    await this.portal.follow('5. Configuration');
    const [app, backend] = [await freePort(), await freePort()];
    const url = `http://localhost:${app}`;
    // In place of the page's ports, which may be in use.
    const command = await this.portal.follow('6. Try it with local AWS', {
      APP_CONFIG_app_baseUrl: JSON.stringify(url),
      APP_CONFIG_backend_baseUrl: JSON.stringify(`http://localhost:${backend}`),
      APP_CONFIG_backend_listen: JSON.stringify(`127.0.0.1:${backend}`),
      APP_CONFIG_backend_cors_origin: JSON.stringify(url),
    });
    ok(command, 'The page starts nothing.');
    const health = `http://localhost:${backend}/.backstage/health/v1/readiness`;
    await command.ready(
      async () => (await responds(url)) && responds(health),
      startTimeout,
    );
    this.trial = { url, command };
  }

  private async createEnvironment(): Promise<void> {
    ok(this.trial);
    await visit(this.trial.url, 'trial', async visitor => {
      await visitor.createEnvironment(suffix, 'Complete');
      await visitor.seeCards();
    });
    await this.trial.command.stop();
  }

  private async build(): Promise<void> {
    await this.portal.addClassicApp();
    await this.portal.follow('The backend');
    await this.portal.follow('Configuration');
    await this.portal.follow('The image');
    equal(installedTwice(this.portal.lockFile), []);
    this.image = await runLayers(
      this.portal.shell,
      join(this.portal.directory, 'packages/backend/Dockerfile'),
      this.portal.directory,
      this.portal.makeImageDirectory(),
    );
  }

  private async startReplicas(): Promise<void> {
    ok(this.image);
    this.replicas = await Replicas.prepare(
      this.portal.shell,
      this.image,
      `http://127.0.0.1:${this.portal.awsPort}`,
      refresh,
    );
    for (const replica of this.replicas.each) await replica.ready();
  }

  private async visitReplicas(): Promise<void> {
    ok(this.replicas);
    for (const [index, { url }] of this.replicas.each.entries()) {
      await visit(url, `replica-${index + 1}`, async visitor => {
        await visitor.openEnvironment(suffix);
        await visitor.seeCards();
      });
    }
  }

  private async countCalls(): Promise<void> {
    const { replicas } = this;
    ok(replicas);
    // Each collection reads the services of the only environment once.
    const calls = () =>
      replicas.each.reduce(
        (sum, replica) => sum + replica.calls('ecs:DescribeServices'),
        0,
      );
    const before = calls();
    await sleep(counted * 1000);
    const made = calls() - before;
    const most = counted / refresh + 1;
    ok(
      made > 0 && made <= most,
      `The replicas read the services of the environment ${made} times in ${counted} s. One of them would do so at most ${most} times.`,
    );
  }

  async stop(): Promise<void> {
    await this.replicas?.stop();
    await this.portal.close();
  }
}

/** Follows the page, prints the result of each step, and returns the exit code. */
export async function installation(): Promise<number> {
  const page = InstallPage.read(join(repository, 'docs/install.md'));
  const followed = new Installation(await Portal.prepare(page));
  const results: CheckResult[] = [];
  try {
    for (const [name, step] of followed.steps) {
      const result = results.some(({ problem }) => problem !== undefined)
        ? { name, problem: 'An earlier step failed.', seconds: 0 }
        : await runCheck(name, step);
      results.push(result);
      console.log(renderResults([result]).join('\n'));
    }
  } finally {
    await followed.stop();
  }
  const failed = results.filter(({ problem }) => problem !== undefined).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
