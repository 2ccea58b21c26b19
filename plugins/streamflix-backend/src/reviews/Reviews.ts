import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  inputFromForm,
  type EnvironmentFacts,
  type EnvironmentForm,
  type EnvironmentRef,
  type EnvironmentReview,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  BackstageAuthorizer,
  completeChange,
  readReview,
  RefusedError,
  startReview,
  type AuthorizationServices,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Request } from 'express';
import type { DurationsCache } from '../collection/DurationsCache';
import type { ReviewRequest } from '../requests';

type User = BackstageCredentials<BackstageUserPrincipal>;

/** Starts and reads reviews of deployments, each for the user who asks. */
export class Reviews {
  constructor(
    private readonly access: AwsAccess,
    private readonly durations: DurationsCache,
    private readonly services: AuthorizationServices & {
      auditor: AuditorService;
      logger: LoggerService;
    },
  ) {}

  /** @throws NotAllowedError, NotFoundError, ConflictError, AwsError */
  async start(
    request: Request,
    user: User,
    ref: EnvironmentRef,
    { operation, values, skipResources }: ReviewRequest,
  ): Promise<EnvironmentReview> {
    const authorizer = new BackstageAuthorizer(this.services, async () => user);
    return this.audited(request, user, ref, async () => {
      try {
        const complete =
          operation === 'change'
            ? await completeChange(this.access, ref, authorizer, values)
            : {
                input: inputFromForm({ ...values, ...ref } as EnvironmentForm),
              };
        return await startReview(this.access, {
          ...complete,
          authorizer,
          skipResources,
          durations: await this.durations.of(ref.account),
          token: randomUUID(),
          onUndeleted: this.noteUndeleted,
        });
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        return { state: 'refused', problems: error.problems };
      }
    });
  }

  /**
   * @throws NotFoundError when the user did not start such a review, and AwsError
   */
  async read(
    user: User,
    ref: EnvironmentRef,
    changeSetArn: string,
    assertMayRead: (facts: EnvironmentFacts) => void,
  ): Promise<EnvironmentReview> {
    const found = await readReview(this.access, {
      ref,
      changeSetArn,
      requester: user.principal.userEntityRef,
      durations: await this.durations.of(ref.account),
      onUndeleted: this.noteUndeleted,
    });
    if (!found) {
      throw new NotFoundError(
        'There is no such review of yours. It may have been executed, replaced by a later one, or deleted after an hour.',
      );
    }
    assertMayRead(found.facts);
    return found.review;
  }

  private readonly noteUndeleted = (error: unknown) =>
    this.services.logger.warn(
      `A change set that will not be executed could not be deleted yet: ${error}`,
    );

  /** Audits a review as the action `streamflix:environment:plan` audits a plan. */
  private async audited(
    request: Request,
    user: User,
    ref: EnvironmentRef,
    run: () => Promise<EnvironmentReview>,
  ): Promise<EnvironmentReview> {
    const event = await this.services.auditor
      .createEvent({
        eventId: 'environment-plan',
        // Not `low`, which Backstage logs only at debug level: refused plans should be logged.
        severityLevel: 'medium',
        request,
        meta: { initiator: user.principal.userEntityRef, ...ref },
      })
      .catch((error: unknown) => {
        this.services.logger.warn(
          `An audit event could not be written: ${error}`,
        );
        return undefined;
      });
    try {
      const review = await run();
      if (review.state === 'refused') {
        void event?.fail({ error: new RefusedError(review.problems) });
      } else {
        void event?.success({
          meta: {
            outcome: review.state,
            ...('changeSetArn' in review && {
              changeSetArn: review.changeSetArn,
            }),
          },
        });
      }
      return review;
    } catch (error) {
      void event?.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }
}
