import { deepStrictEqual as same, match, ok } from 'node:assert';
import { entityName } from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { policiesOfInstallation } from '../policy/generatedPolicies';
import { CountingProxy } from '../bench/CountingProxy';
import { RealBackend } from '../realBackend/RealBackend';
import type { ScaffolderApi, TaskEnd } from '../realBackend/ScaffolderApi';
import { Administrator, region } from './Administrator';
import { attackTemplates } from './attackTemplates';

/** The users of the example: ada and grace are in group video, alan in group content; the guest is in platform and video. */
export type UserName = 'ada' | 'grace' | 'alan' | 'guest';

/** The environment that ada's team owns and that the others attack. */
export const victim = {
  suffix: 'victim',
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
};

/** A request that alan is allowed to make. */
export const ownRequest = (suffix: string) => ({
  suffix,
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/content',
});

export const entityRefOf = (suffix: string) =>
  `resource:default/${entityName({ suffix, region })}`;

/** A real backend with three users' real tokens, and an AWS that they attack through it. */
export class World {
  #names = 0;

  private constructor(
    readonly aws: LocalAws,
    readonly proxy: CountingProxy,
    readonly backend: RealBackend,
    readonly administrator: Administrator,
  ) {}

  /** @param options.isAllowed - whether permissions are switched off, so that only StreamFlix's own checks apply */
  static async open(options: { isAllowed: boolean }): Promise<World> {
    const aws = await startLocalAws({
      speed: 6000,
      policies: await policiesOfInstallation(false),
    });
    const administrator = new Administrator(aws.url);
    await administrator.createSecrets();
    const proxy = await CountingProxy.start(aws.url);
    const backend = await RealBackend.start({
      endpoint: proxy.url,
      templates: attackTemplates,
      config: {
        ...(options.isAllowed && { permission: { enabled: false } }),
        streamflix: {
          regions: [region],
          aws: { endpoint: proxy.url },
          // The attacks do not wait for it.
          refreshInterval: { seconds: 600 },
        },
      },
    }).catch(async (error: unknown) => {
      await proxy.stop();
      await aws.stop();
      throw error;
    });
    const world = new World(aws, proxy, backend, administrator);
    const created = await world.run('ada', 'raw-deploy', victim);
    same(created.status, 'completed', created.error);
    return world;
  }

  async close(): Promise<void> {
    await this.backend.dispose();
    await this.proxy.stop();
    await this.aws.stop();
  }

  as(user: UserName): ScaffolderApi {
    return this.backend.as(user);
  }

  newSuffix(): string {
    this.#names += 1;
    return `try-${this.#names}`;
  }

  /** Runs a template until it ends. */
  async run(
    user: UserName,
    template: string,
    values: object,
    secrets?: Record<string, string>,
  ): Promise<TaskEnd & { id: string }> {
    const api = this.as(user);
    const id = await api.createTask(template, values, secrets);
    return { id, ...(await api.waitForTask(id)) };
  }

  /**
   * An attack on an environment: it is refused, the environment is unchanged byte for byte, and the audit log contains a failed
   * event with the attacker's name.
   */
  async refuses(
    attack: () => Promise<TaskEnd>,
    expected: {
      message: RegExp;
      attacker?: UserName;
      /** Suffix of the attacked environment. */
      suffix?: string;
      /** Id of the failed audit event; `task` is the scaffolder's own, if it refuses the input before an action runs. */
      event?: string;
      /** Number of failed audit events. */
      failures?: number;
    },
  ): Promise<void> {
    const {
      message,
      attacker = 'alan',
      suffix = victim.suffix,
      event = 'environment-deploy',
      failures = 1,
    } = expected;
    const before = await this.administrator.snapshot(suffix);
    const audited = this.backend.auditEvents.length;
    const { status, error = '' } = await attack();
    same(status, 'failed', `The attack succeeded.`);
    match(error, message);
    ok(!/\n\s+at /.test(error), `The refusal has a stack trace: ${error}`);
    same(await this.administrator.snapshot(suffix), before);
    const failed = this.backend.auditEvents
      .slice(audited)
      .filter(
        ({ eventId, status: ended, plugin }) =>
          eventId === event && ended === 'failed' && plugin === 'scaffolder',
      );
    same(
      failed.length,
      failures,
      `${failed.length} failed audit events of ${event}`,
    );
    const { initiator, createdBy } = failed[0].meta ?? {};
    same(initiator ?? createdBy, `user:default/${attacker}`);
  }

  /** The control of an attack: the same request succeeds for an authorized user. */
  async succeeds(act: () => Promise<TaskEnd>): Promise<TaskEnd> {
    const end = await act();
    same(end.status, 'completed', end.error);
    return end;
  }

  /** Asserts that a request is refused. @returns the text of the response */
  async denies(
    request: () => Promise<unknown>,
    status: number | readonly number[],
  ): Promise<string> {
    const expected = [status].flat();
    try {
      await request();
    } catch (error) {
      const refused = error as { status?: number; message: string };
      ok(
        refused.status !== undefined && expected.includes(refused.status),
        `Expected ${expected.join(' or ')}: ${refused.message}`,
      );
      return refused.message;
    }
    throw new Error('The request was answered.');
  }
}
