import { CustomErrorBase } from '@backstage/errors';

/** The template could not be made: the platform's own fault, not that of whoever asked. */
export class SynthesisError extends CustomErrorBase {
  name = 'SynthesisError' as const;
}
