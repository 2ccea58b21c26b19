import type { Explanation } from '@streamflix/backstage-plugin-streamflix-common';
import { withoutCaller } from '../cloudformation/withoutCaller';

/** An explanation without the identity that was denied access. */
export const publicExplanation = (explanation: Explanation | undefined) =>
  explanation && {
    ...explanation,
    awsMessage: withoutCaller(explanation.awsMessage),
    cause: withoutCaller(explanation.cause),
  };
