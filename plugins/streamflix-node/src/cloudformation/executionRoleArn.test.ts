import { executionRoleArn } from './executionRoleArn';

describe('the ARN of the execution role', () => {
  it.each([
    ['eu-west-2', 'role', 'arn:aws:iam::111122223333:role/role'],
    ['cn-north-1', 'role', 'arn:aws-cn:iam::111122223333:role/role'],
    ['us-gov-west-1', 'role', 'arn:aws-us-gov:iam::111122223333:role/role'],
    [
      'us-east-1',
      'platform/role',
      'arn:aws:iam::111122223333:role/platform/role',
    ],
    ['us-east-1', undefined, undefined],
  ])('in %s of the role %s is %s', (region, executionRole, arn) => {
    expect(
      executionRoleArn({ executionRole }, { account: '111122223333', region }),
    ).toBe(arn);
  });
});
