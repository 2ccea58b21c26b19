import { InputError } from '@backstage/errors';
import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';

/** What was asked for is refused, for every reason given; nothing was touched. A 400 to HTTP callers. */
export class RefusedError extends InputError {
  constructor(readonly problems: Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
  }
}
