import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { CfnResource, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { resourcesOf } from './__testUtils__/platformTable';
import { specOf } from './__testUtils__/environment';
import { withStack } from './__testUtils__/withStack';
import { boundRoles } from './boundRoles';
import { synthesizeEnvironment } from '../synth/synthesizeEnvironment';

const assumedBy = new ServicePrincipal('ecs-tasks.amazonaws.com');

function propertiesIn(add: (stack: Stack) => void, boundary?: string) {
  return withStack(stack => {
    boundRoles(stack, boundary);
    add(stack);
    return Object.values<{ Properties?: object }>(
      Template.fromStack(stack).toJSON().Resources,
    ).map(({ Properties }) => Properties);
  });
}

const boundary = {
  PermissionsBoundary: {
    'Fn::Sub':
      'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/platform/limits',
  },
};

describe('bounding the roles of a stack', () => {
  it.each<[string, (stack: Stack) => void]>([
    [
      'a role of a construct that is added later',
      stack => new Role(new Construct(stack, 'Later'), 'Role', { assumedBy }),
    ],
    [
      'a role that asks for a path of its own',
      stack => new Role(stack, 'Role', { assumedBy, path: '/other/' }),
    ],
    [
      'a role written as plain CloudFormation',
      stack => new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role' }),
    ],
    ['a user', stack => new User(stack, 'User')],
  ])('reaches %s', (_, add) => {
    expect(propertiesIn(add, 'platform/limits')).toEqual([
      expect.objectContaining({ Path: '/streamflix/', ...boundary }),
    ]);
  });

  it('puts managed policies under the path, which have no boundary', () => {
    const [properties] = propertiesIn(
      stack =>
        new CfnResource(stack, 'Policy', { type: 'AWS::IAM::ManagedPolicy' }),
      'platform/limits',
    );
    expect(properties).toHaveProperty('Path', '/streamflix/');
    expect(properties).not.toHaveProperty('PermissionsBoundary');
  });

  it.each(blueprintIds)(
    'leaves the roles of %s unbounded without a boundary',
    blueprint => {
      const { template } = synthesizeEnvironment(specOf(blueprint));
      const roles = resourcesOf(JSON.parse(template), 'AWS::IAM::Role');
      expect(roles).not.toEqual([]);
      for (const [, properties] of roles) {
        expect(properties.Path).toBe('/streamflix/');
        expect(properties).not.toHaveProperty('PermissionsBoundary');
      }
    },
  );
});
