import { CustomErrorBase } from '@backstage/errors';

/**
 * The template could not be synthesized: an internal error, not one of the requester.
 *
 * @public
 */
export class SynthesisError extends CustomErrorBase {
  name = 'SynthesisError' as const;
}
