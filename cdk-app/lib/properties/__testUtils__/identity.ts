import { longestBoundary } from '../../__testUtils__/deployedTemplate';
import type { Property } from './Property';
import { valuesBelow } from './references';

const boundaryArn = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${longestBoundary}`;

/** What the policies of the portal's own role depend on. */
export const identity: readonly Property[] = [
  {
    title:
      "has nothing of IAM but roles and managed policies, all under the platform's path",
    violations: ({ environment: { resources } }) =>
      resources
        .filter(([, { Type }]) => Type.startsWith('AWS::IAM::'))
        .flatMap(([id, { Type, Properties }]) => [
          ...(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy'].includes(Type)
            ? []
            : [`${id} is ${Type}`]),
          ...(Properties?.Path === '/streamflix/'
            ? []
            : [`${id} has another path`]),
        ]),
  },
  {
    title: 'bounds every role by the permissions boundary it was given',
    violations: ({ environment: { resources } }) =>
      resources
        .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
        .filter(
          ([, { Properties }]) =>
            JSON.stringify(Properties?.PermissionsBoundary) !==
            JSON.stringify({ 'Fn::Sub': boundaryArn }),
        )
        .map(([id]) => `${id} has another boundary`),
  },
  {
    title:
      'never makes the ARN of a role from its name, which would lack the path',
    violations: ({ environment: { body } }) =>
      [...valuesBelow(body)]
        .filter(([value]) => typeof value === 'string' && /:role\b/.test(value))
        .map(([, keys]) => keys.join('.')),
  },
];
