import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentRef,
  type EnvironmentSpec,
  type MetadataReading,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { refuseDisabledRegion } from '../aws/refuseDisabledRegion';
import { retryThrottled } from '../aws/retryThrottled';
import { runsProtected } from './completion';
import {
  describeStack,
  readTemplateBody,
  specOfTemplate,
} from './describeStack';
import { isSameState } from './ObservedStack';
import { readResources, type StackResource } from './readResources';
import type { Stack } from './Stack';

interface Parts {
  stack: Stack | undefined;
  template: string;
  resources: StackResource[];
}

/**
 * The stack of an environment as it runs. Each part is read from AWS when it is first needed, and kept: all checks of an operation
 * see the same state. It is for checks only: what decides on an effect reads AWS again immediately before it.
 *
 * @public
 */
export class RunningStack {
  #parts: { [Part in keyof Parts]?: Promise<Parts[Part]> } = {};

  constructor(
    private readonly access: AwsAccess,
    readonly ref: EnvironmentRef,
  ) {}

  /** Undefined when there is none. */
  stack(): Promise<Stack | undefined> {
    return this.#once('stack', client =>
      describeStack(client, stackName(this.ref.suffix)).catch(
        async (error: unknown) => {
          throw await refuseDisabledRegion(this.access, this.ref, error);
        },
      ),
    );
  }

  /** Its template, as text; an empty one when there is no stack. */
  async template(): Promise<string> {
    const stack = await this.stack();
    if (!stack) return '{}';
    return this.#once('template', client =>
      readTemplateBody(client, stack.arn),
    );
  }

  /** Its specification, or why it cannot be read: there is none, it is damaged, or a later version wrote it. */
  async spec(): Promise<MetadataReading<EnvironmentSpec>> {
    const body = await this.template();
    const spec = specOfTemplate(body);
    const stack = await this.stack();
    if (!spec.ok || !stack) return spec;
    const deletionProtection = runsProtected(
      stack,
      JSON.parse(body),
      spec.value,
    );
    return { ok: true, value: { ...spec.value, deletionProtection } };
  }

  /** Its resources that have not been deleted. */
  async resources(): Promise<StackResource[]> {
    const stack = await this.stack();
    if (!stack) return [];
    return this.#once('resources', client => readResources(client, stack.arn));
  }

  /** Reads the same stack again. What was read of it is kept while it is unchanged. */
  async refresh(): Promise<Stack | undefined> {
    const before = await this.#parts.stack;
    const now = await this.#read(client =>
      describeStack(client, before?.arn ?? stackName(this.ref.suffix)),
    );
    const isUnchanged = before && now && isSameState(before, now);
    this.#parts = {
      ...(isUnchanged && this.#parts),
      stack: Promise.resolve(now),
    };
    return now;
  }

  /** Reads a part unless it was read. A failure is not kept. */
  #once<Part extends keyof Parts>(
    part: Part,
    read: (client: CloudFormationClient) => Promise<Parts[Part]>,
  ): Promise<Parts[Part]> {
    const parts = this.#parts;
    const kept = parts[part] ?? this.#read(read);
    Object.assign(parts, { [part]: kept });
    kept.catch(() => delete parts[part]);
    return kept;
  }

  async #read<T>(
    read: (client: CloudFormationClient) => Promise<T>,
  ): Promise<T> {
    const { cloudFormation } = await this.access.clients(this.ref);
    return retryThrottled(() => read(cloudFormation));
  }
}
