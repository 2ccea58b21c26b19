import { InputError } from '@backstage/errors';
import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';

/**
 * The request is refused, for all the reasons listed; nothing was changed. HTTP status 400.
 *
 * @public
 */
export class RefusedError extends InputError {
  constructor(readonly problems: Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
  }
}
