import { GetRoleCommand } from '@aws-sdk/client-iam';
import { executionRoleArn } from '../cloudformation/executionRoleArn';
import type { AwsTarget } from '../aws/AwsAccess';
import { partitionOfRegion } from '../aws/partitionOfRegion';
import { retryThrottled } from '../aws/retryThrottled';
import {
  isMissing,
  namedInIam,
  policyCommand,
  type AccountCheck,
} from './AccountCheck';

interface TrustPolicy {
  Statement?: {
    Effect?: string;
    Principal?: { Service?: string | string[] } | '*';
  }[];
}

/** Whether a trust policy names CloudFormation. Conditions are not evaluated. */
function trustsCloudFormation(encoded: string): boolean {
  const { Statement = [] } = JSON.parse(
    decodeURIComponent(encoded),
  ) as TrustPolicy;
  return [Statement].flat().some(({ Effect, Principal }) => {
    const services =
      Principal === undefined || Principal === '*' ? [] : Principal.Service;
    return (
      Effect === 'Allow' &&
      [services ?? []].flat().includes('cloudformation.amazonaws.com')
    );
  });
}

const trustPolicy = 'file://policies/execution/trust-policy.json';

/** The command that creates the policies of the role, or a version of those left over from an earlier one, and attaches them. */
function attachPolicies({ account, region }: AwsTarget, role: string): string {
  const attach = [
    'name=$(basename "$file" .json)',
    `arn="arn:${partitionOfRegion(region)}:iam::${account}:policy/$name"`,
    'if aws iam get-policy --policy-arn "$arn" > /dev/null 2>&1; then',
    // A policy has at most five versions: the oldest of five makes room.
    `oldest=$(aws iam list-policy-versions --policy-arn "$arn" --query 'reverse(sort_by(Versions[?!IsDefaultVersion], &CreateDate))[3].VersionId' --output text)`,
    'if [ "$oldest" != None ]; then aws iam delete-policy-version --policy-arn "$arn" --version-id "$oldest"',
    'fi',
    'aws iam create-policy-version --policy-arn "$arn" --policy-document "file://$file" --set-as-default',
    'else aws iam create-policy --policy-name "$name" --policy-document "file://$file"',
    'fi',
    `aws iam attach-role-policy --role-name ${role} --policy-arn "$arn"`,
  ]
    .join('; ')
    .replaceAll('then; ', 'then ');
  return `for file in policies/execution/streamflix-*.json; do ${attach}; done`;
}

/** The role CloudFormation acts with, where one is configured. */
export const executionRole: AccountCheck = {
  id: 'execution-role',
  title: 'Execution role',
  async run(context) {
    const { access, clients, target } = context;
    const configured = access.settings.executionRole;
    const arn = executionRoleArn(access.settings, target);
    if (!configured || !arn) return [];
    const { name, create } = namedInIam('role', configured);
    try {
      const { Role } = await retryThrottled(() =>
        clients.iam.send(
          new GetRoleCommand({ RoleName: configured.split('/').pop() }),
        ),
      );
      if (Role?.Arn !== arn) {
        return [
          {
            state: 'failed',
            message: `The role is ${Role?.Arn}, but streamflix.aws.executionRole names ${arn}. Correct the setting.`,
          },
        ];
      }
      return trustsCloudFormation(Role.AssumeRolePolicyDocument ?? '{}')
        ? [
            {
              state: 'ok',
              message: `The trust policy of ${arn} names CloudFormation; its conditions are not checked.`,
            },
          ]
        : [
            {
              state: 'failed',
              message: `${arn} does not trust cloudformation.amazonaws.com. CloudFormation cannot act.`,
              fix: `${policyCommand(
                context,
              )} && aws iam update-assume-role-policy --role-name ${name} --policy-document ${trustPolicy}`,
            },
          ];
    } catch (error) {
      if (!isMissing(error)) throw error;
      return [
        {
          state: 'failed',
          message: `${arn} does not exist. CloudFormation cannot act.`,
          fix: [
            policyCommand(context),
            `aws iam create-role ${create} --assume-role-policy-document ${trustPolicy}`,
            attachPolicies(target, name),
          ].join(' && '),
        },
      ];
    }
  },
};
