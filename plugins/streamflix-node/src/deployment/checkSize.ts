import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';

/** CloudFormation's limit for a template that travels in the call, in bytes. Source: AWS, "CloudFormation quotas". */
const templateLimit = 51_200;

/** Whether a template of this many bytes can be deployed. */
export function checkSize(bytes: number): Problem[] {
  return bytes <= templateLimit
    ? []
    : [
        {
          path: '',
          message: `The template has ${bytes} bytes, and CloudFormation takes at most ${templateLimit}. Switch off parts of the environment, or shorten its tags.`,
        },
      ];
}
