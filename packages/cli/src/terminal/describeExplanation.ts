import type { Explanation } from '@streamflix/backstage-plugin-streamflix-common';

/** Formats why it failed: the same four parts that the cards show. */
export const describeExplanation = ({
  resource,
  awsMessage,
  cause,
  resolution,
}: Explanation): string[] => [
  ...(resource ? [`  Resource: ${resource.logicalId} (${resource.type})`] : []),
  `  AWS reports: ${awsMessage}`,
  `  Cause: ${cause}`,
  `  Resolution: ${resolution}`,
];
