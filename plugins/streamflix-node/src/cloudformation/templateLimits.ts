/** Maximum bytes of a template in the request, and of one in S3. Source: AWS, "CloudFormation quotas". */
export const inlineLimit = 51_200;
export const stagedLimit = 1_048_576;
