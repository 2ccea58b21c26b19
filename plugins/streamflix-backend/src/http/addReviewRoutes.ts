import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import express, { type Request, type Router } from 'express';
import { CallBudget } from '../limits/CallBudget';
import type { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import { parse, reviewBody, reviewQuery, suffixPath } from '../requests';
import type { Reviews } from '../reviews/Reviews';
import { resolveAwsTarget } from '../targets';

/** Calls to AWS that the start of a review usually makes. */
const callsOfReview = 30;
/** Calls to AWS that a reading of a review makes at most. */
const callsOfReviewReading = 4;
/** Calls to AWS for reviews that a user may cause at once: three reviews. */
const reviewBurst = 100;

/** Adds the routes that start and read reviews of deployments. */
export function addReviewRoutes(
  router: Router,
  options: {
    access: AwsAccess;
    authorizer: EnvironmentAuthorizer;
    httpAuth: HttpAuthService;
    reviews: Reviews;
  },
): void {
  const { access, authorizer, httpAuth, reviews } = options;
  const reviewBudget = new CallBudget(reviewBurst);

  /** The user of a request for a review, and the environment it is about. A service reviews nothing. */
  async function reviewerOf(request: Request) {
    const given = parse(suffixPath, request.params);
    const user = await httpAuth.credentials(request, { allow: ['user'] });
    const mayRead = await authorizer.read(user);
    return {
      user,
      mayRead,
      ref: await resolveAwsTarget(access, given),
      spend: reviewBudget.of(user.principal.userEntityRef),
    };
  }

  router.post(
    '/environments/:account/:region/:suffix/plans',
    express.json({ limit: '100kb' }),
    async (request, response) => {
      const body = parse(reviewBody, request.body);
      const { user, ref, spend } = await reviewerOf(request);
      const review = await spend(callsOfReview, () =>
        reviews.start(request, user, ref, body),
      );
      response.status(review.state === 'creating' ? 202 : 200).json(review);
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/plans',
    async (request, response) => {
      const { changeSetArn } = parse(reviewQuery, request.query);
      const { user, ref, spend, mayRead } = await reviewerOf(request);
      response.json(
        await spend(callsOfReviewReading, () =>
          reviews.read(user, ref, changeSetArn, facts => {
            if (mayRead(facts)) return;
            throw new NotAllowedError(
              'You do not have permission to see this environment.',
            );
          }),
        ),
      );
    },
  );
}
