import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsAccess } from '../aws/AwsAccess';
import { refuseDisabledRegion } from '../aws/refuseDisabledRegion';
import { retryThrottled } from '../aws/retryThrottled';
import type { Authorizer } from './Authorizer';
import { Grant, type GrantedEffect, type Requester } from './Grant';

/**
 * With AWS credentials in the terminal, AWS decides what is allowed.
 *
 * @public
 */
export class TerminalAuthorizer implements Authorizer {
  #requester?: Promise<Requester>;

  /** @param target - account and region where the credentials are used */
  constructor(
    private readonly access: Pick<AwsAccess, 'clients'>,
    private readonly target: Pick<EnvironmentRef, 'account' | 'region'>,
  ) {}

  requester(): Promise<Requester> {
    this.#requester ??= this.#identify();
    this.#requester.catch(() => {
      this.#requester = undefined;
    });
    return this.#requester;
  }

  async authorize(effect: GrantedEffect): Promise<Grant> {
    return Grant.issue(await this.requester(), effect, {
      coversMissingOwner: true,
    });
  }

  async #identify(): Promise<Requester> {
    const { sts } = await this.access.clients(this.target);
    const { Arn: id = '' } = await retryThrottled(() =>
      sts.send(new GetCallerIdentityCommand({})),
    ).catch(async (error: unknown) => {
      throw await refuseDisabledRegion(this.access, this.target, error);
    });
    return { id };
  }
}
