import type { Entity } from '@backstage/catalog-model';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import { AwsError, startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { stackState } from './askCloudFormation';
import { environmentEntity } from './environmentEntity';
import { region } from './requestOf';
import {
  startScaffolder,
  type Scaffolder,
  type TaskEnd,
} from './startScaffolder';
import type { TestUsers } from './testUsers';

/** Owns the attacked environment through the group video. */
export const alice = 'user:default/alice';
/** The attacker; member of the group content. */
export const bob = 'user:default/bob';
/** May assign any owner. */
export const admin = 'user:default/admin';

const assignOwner = 'streamflix.environment.assign-owner';

const step = (action: string, id = 'step') => ({
  id,
  name: id,
  action: `streamflix:environment:${action}`,
  input: `\${{ parameters.${action} }}` as unknown as JsonObject,
});

/** A template as any user may write it: its steps take the task's values unchanged. */
export const templateOf = (
  name: string,
  ...steps: TemplateEntityV1beta3['spec']['steps']
): TemplateEntityV1beta3 => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default' },
  spec: { type: 'environment', steps },
});

const templates = {
  plan: templateOf('plan', step('plan')),
  deploy: templateOf('deploy', step('deploy')),
  destroy: templateOf('destroy', step('destroy')),
  planThenDestroy: templateOf(
    'plan-then-destroy',
    step('plan', 'same'),
    step('destroy', 'same'),
  ),
};
for (const template of Object.values(templates)) {
  const ids = new Set(template.spec.steps.map(({ id }) => id));
  template.spec.output = Object.fromEntries(
    [...ids].map(id => [id, `\${{ steps.${id}.output }}`]),
  );
}

/** The result of an attack. */
interface AttackEnd extends Pick<TaskEnd, 'status' | 'error'> {
  isUnchanged: boolean;
  audits: { status: string; initiator: unknown; isSameError: boolean }[];
}

/** The result of a refused attack: this message, no effect, and one audit event with the attacker as its initiator. */
export const refused = (user: string, message: string | RegExp): AttackEnd => ({
  status: 'failed',
  error: typeof message === 'string' ? message : expect.stringMatching(message),
  isUnchanged: true,
  audits: [{ status: 'failed', initiator: user, isSameError: true }],
});

/** A portal with an owner, an attacker and an operator, who write their own templates and inputs. */
export class TwoUsers {
  /** Operations that AWS received. */
  calls: string[] = [];
  /** Throws for calls that should fail. */
  fault: (operation: string) => void = () => {};

  private constructor(
    readonly aws: LocalAws,
    readonly scaffolder: Scaffolder,
  ) {}

  static async start(
    options: { bob?: TestUsers[string]; entities?: Entity[] } = {},
  ): Promise<TwoUsers> {
    const started: TwoUsers[] = [];
    const hook = {
      beforeCall(_: string, operation: string) {
        for (const users of started) {
          users.calls.push(operation);
          users.fault(operation);
        }
      },
    };
    const aws = await startLocalAws({ port: 0, speed: 6000, faults: [hook] });
    const scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [
        ...Object.values(templates),
        environmentEntity('demo', region),
        ...(options.entities ?? []),
      ],
      users: {
        [alice]: { owns: ['group:default/video'] },
        [bob]: {
          owns: ['group:default/content'],
          ...options.bob,
          denied: [assignOwner, ...(options.bob?.denied ?? [])],
        },
        [admin]: { denied: [] },
      },
    });
    const users = new TwoUsers(aws, scaffolder);
    started.push(users);
    return users;
  }

  async stop(): Promise<void> {
    await this.scaffolder.stop();
    await this.aws.stop();
  }

  run(
    user: string,
    template: keyof typeof templates,
    input: JsonObject,
  ): Promise<TaskEnd> {
    return this.scaffolder.run(
      templates[template],
      template === 'planThenDestroy' ? input : { [template]: input },
      user,
    );
  }

  start(
    user: string,
    template: keyof typeof templates,
    input: JsonObject,
  ): Promise<string> {
    return this.scaffolder.start(
      templates[template],
      { [template]: input },
      { user },
    );
  }

  /** The same, and throws unless the task completed. */
  async succeed(
    user: string,
    template: keyof typeof templates,
    input: JsonObject,
  ): Promise<JsonObject> {
    const { status, error, output } = await this.run(user, template, input);
    if (status !== 'completed') throw new Error(error);
    return Object(output.step);
  }

  /** Runs an attempt on an environment; returns its result, its audit events, and whether the stack is unchanged. */
  async attempt(
    suffix: string,
    run: () => Promise<TaskEnd>,
  ): Promise<AttackEnd> {
    const before = await stackState(this.aws, suffix, region);
    const audited = this.scaffolder.audits().length;
    const { status, error } = await run();
    return {
      status,
      error,
      isUnchanged: (await stackState(this.aws, suffix, region)) === before,
      audits: this.scaffolder
        .audits()
        .slice(audited)
        .map(event => ({
          status: event.status,
          initiator: event.meta.initiator,
          isSameError: event.error === error,
        })),
    };
  }

  /** Lets AWS deny an operation, with a message that is not for users. */
  deny(denied: string): void {
    this.fault = operation => {
      if (operation !== denied) return;
      throw new AwsError(
        'AccessDenied',
        'User: arn:aws:sts::000000000000:assumed-role/portal-role/i-0a1b is not authorized.',
        403,
      );
    };
  }
}
