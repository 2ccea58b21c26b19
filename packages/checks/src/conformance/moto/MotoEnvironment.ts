import { randomUUID } from 'node:crypto';
import {
  blueprints,
  deriveStatus,
  stackName,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  destroyEnvironment,
  readSnapshot,
  resolveTarget,
  TerminalAuthorizer,
  type Authorizer,
  type AwsAccess,
  type DeploymentOutcome,
  type DestructionOutcome,
  type Plan,
} from '@streamflix/backstage-plugin-streamflix-node';
import { exampleSecrets } from '@streamflix/cli';

export type Change = Partial<Omit<EnvironmentInput, 'suffix' | 'blueprint'>>;

/** An environment that the engine deploys and destroys, like a terminal or a task. */
export class MotoEnvironment {
  readonly types = new Set<string>();

  constructor(
    private readonly access: AwsAccess,
    readonly blueprint: BlueprintId,
    readonly suffix: string = blueprint,
  ) {}

  get region(): string {
    return blueprints[this.blueprint].homeRegions[0];
  }

  get stackName(): string {
    return stackName(this.suffix);
  }

  /** Names of the secrets it needs. */
  get secrets(): string[] {
    const { database, apiKeys } = exampleSecrets;
    return blueprints[this.blueprint].requiredSecrets
      ? [database, ...apiKeys]
      : [];
  }

  async deploy(
    change: Change = {},
    allowDataLoss: readonly string[] = [],
  ): Promise<{ plan: Plan; outcome: DeploymentOutcome; notes: string[] }> {
    const notes: string[] = [];
    let plan: Plan | undefined;
    const outcome = await deployEnvironment(this.access, {
      token: randomUUID(),
      authorizer: await this.authorizer(),
      allowDataLoss,
      input: {
        suffix: this.suffix,
        region: this.region,
        blueprint: this.blueprint,
        owner: 'group:default/conformance',
        secrets: this.secrets.length > 0 ? exampleSecrets : undefined,
        ...change,
      },
      onPlan: made => {
        plan = made;
      },
      onPlanning: line => notes.push(line),
      onNotice: message => notes.push(message),
    });
    if (!plan) throw new Error('The deployment made no plan.');
    for (const { type } of plan.changes) this.types.add(type);
    return { plan, outcome, notes };
  }

  async destroy(): Promise<{ outcome: DestructionOutcome; notes: string[] }> {
    const notes: string[] = [];
    const outcome = await destroyEnvironment(this.access, {
      ref: await resolveTarget(this.access, this),
      token: randomUUID(),
      authorizer: await this.authorizer(),
      onNotice: message => notes.push(message),
    });
    return { outcome, notes };
  }

  private async authorizer(): Promise<Authorizer> {
    return new TerminalAuthorizer(
      this.access,
      await resolveTarget(this.access, this),
    );
  }

  async status(): Promise<EnvironmentStatus> {
    const ref = await resolveTarget(this.access, this);
    return deriveStatus(await readSnapshot(this.access, ref));
  }

  /**
   * The engine's error message for an operation that must fail.
   *
   * @throws Error when it succeeds
   */
  async fails(act: () => Promise<unknown>): Promise<string> {
    try {
      await act();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    throw new Error('It went through, and was expected not to.');
  }
}
