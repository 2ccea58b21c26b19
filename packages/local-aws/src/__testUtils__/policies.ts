/** Policies that IAM and KMS accept. */

export const trustPolicy = {
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
};

export const keyPolicy = (version: string) => ({
  Version: version,
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::000000000000:root' },
    Action: 'kms:*',
    Resource: '*',
  },
});
