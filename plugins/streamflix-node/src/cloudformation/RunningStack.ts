import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type {
  EnvironmentSpec,
  MetadataReading,
} from '@streamflix/backstage-plugin-streamflix-common';
import { retryThrottled } from '../aws/retryThrottled';
import { readTemplateBody, specOfTemplate } from './describeStack';
import type { Stack } from './Stack';

/**
 * A stack as it was read when a plan started. Its template is read once, when it is first needed. It is for checks only: what
 * decides on an effect reads AWS again immediately before it.
 */
export class RunningStack {
  #template?: Promise<string>;

  constructor(
    private readonly client: CloudFormationClient,
    readonly stack: Stack,
  ) {}

  /** Its template, as text. */
  template(): Promise<string> {
    this.#template ??= retryThrottled(() =>
      readTemplateBody(this.client, this.stack.arn),
    );
    // A failure is not kept.
    this.#template.catch(() => {
      this.#template = undefined;
    });
    return this.#template;
  }

  /** Its specification, or why it cannot be read: there is none, it is damaged, or a later version wrote it. */
  async spec(): Promise<MetadataReading<EnvironmentSpec>> {
    return specOfTemplate(await this.template());
  }
}
