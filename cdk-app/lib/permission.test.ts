import { PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { withStack } from './__testUtils__/withStack';
import { permission, trust, reasonOf } from './permission';

const why = 'Tasks read what they are for.';
const read = {
  actions: ['s3:GetObject'],
  resources: ['arn:aws:s3:::video/*'],
};

describe('a permission', () => {
  it('keeps its reason next to the statement', () => {
    expect(reasonOf(permission({ why, ...read }))).toBe(why);
  });

  it('has no reason when it was made in any other way', () => {
    expect(reasonOf(new PolicyStatement(read))).toBeUndefined();
  });

  it('is the same statement in a template as one without a reason', () => {
    const written = (statement: PolicyStatement) =>
      JSON.stringify(
        withStack(stack =>
          stack.resolve(new PolicyDocument({ statements: [statement] })),
        ),
      );
    expect(written(permission({ why, ...read }))).toBe(
      written(new PolicyStatement(read)),
    );
  });

  it('to assume a role is only given to the service', () => {
    const policy = withStack(stack => {
      const role = new Role(stack, 'Role', {
        assumedBy: trust('ecs-tasks.amazonaws.com', why),
      });
      return stack.resolve(role.assumeRolePolicy);
    });
    expect(policy).toEqual({
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
        },
      ],
      Version: '2012-10-17',
    });
  });
});
