import type { Attempt, Family, Scenario } from '../Scenario';
import { running } from './steps';

const denies = (call: string) =>
  new RegExp(
    `AWS denies \\w+:${call} in (account 000000000000, )?eu-central-1`,
  );

/** The message may be visible to all users, so it names no role. */
const deniesSecret =
  /AWS denies secretsmanager:DescribeSecret in eu-central-1, which this installation needs/;

const denied = (
  name: string,
  operation: Scenario['operation'],
  call: string,
  attempt: Pick<Attempt, 'do' | 'expects' | 'stack'> & Partial<Attempt>,
  before: readonly Attempt[] = [],
  /** The expected messages, without and with an SCP. */
  messages: readonly [RegExp[], RegExp[]] = [
    [denies(call), /because no identity-based policy allows the/],
    [denies(call), /with an explicit deny in a service control policy/],
  ],
): Scenario[] =>
  [
    { kind: 'deny', operation: call } as const,
    {
      kind: 'deny',
      operation: call,
      policy: 'service control',
      explicit: true,
    } as const,
  ].map((fault, index) => ({
    name: `${name} is ${
      index === 0
        ? 'not allowed to the role'
        : 'forbidden by a service control policy'
    }`,
    operation,
    attempts: [
      ...before,
      {
        ...attempt,
        faults: [fault],
        messages: [...messages[index], ...(attempt.messages ?? [])],
      },
    ],
  }));

const nothing = { do: 'create', expects: 'no-aws', stack: 'absent' } as const;

export const denials: Family = {
  name: 'denied',
  scenarios: [
    ...denied('making the change set', 'create', 'CreateChangeSet', nothing),
    ...denied(
      'executing the change set',
      'create',
      'ExecuteChangeSet',
      // The plan is kept for another attempt.
      { ...nothing, stack: 'REVIEW_IN_PROGRESS', leavesPlan: true },
    ),
    ...denied(
      'deleting the stack',
      'destroy',
      'DeleteStack',
      {
        do: 'destroy',
        expects: 'no-aws',
        stack: 'CREATE_COMPLETE',
      },
      [running],
    ),
    ...denied('looking for the stack', 'create', 'DescribeStacks', nothing),
    ...denied(
      'looking for secrets',
      'create',
      'DescribeSecret',
      { ...nothing, expects: 'refused' },
      [],
      [[deniesSecret], [deniesSecret]],
    ),
    ...denied(
      'protecting the stack',
      'create',
      'UpdateTerminationProtection',
      {
        do: 'create',
        input: { deletionProtection: true },
        expects: 'needs-attention',
        stack: 'CREATE_COMPLETE',
        messages: [
          /was created in .*Only its protection against deletion could not be changed\..*Then deploy again\.$/,
        ],
      },
      [],
      // The outcome is published, so it names no role.
      [
        [denies('UpdateTerminationProtection')],
        [denies('UpdateTerminationProtection')],
      ],
    ),
    {
      name: 'reading events is denied for a while, and the operation is still followed',
      operation: 'create',
      speed: 600,
      attempts: [
        {
          ...running,
          meanwhile: [
            {
              at: { line: /Vpc · CREATE_COMPLETE/ },
              do: {
                faults: [
                  { kind: 'deny', operation: 'DescribeStackEvents', times: 2 },
                ],
              },
            },
          ],
          notices: [
            /^AWS is not responding \(AWS denies cloudformation:DescribeStackEvents .* The operation continues in AWS/,
            /^AWS is responding again/,
          ],
        },
      ],
    },
    {
      name: 'cancelling is denied, and the creation continues to its end',
      operation: 'create',
      speed: 300,
      attempts: [
        {
          ...running,
          meanwhile: [
            {
              at: { line: /Vpc · CREATE_COMPLETE/ },
              do: { faults: [{ kind: 'deny', operation: 'DeleteStack' }] },
            },
            { at: { line: /Vpc · CREATE_COMPLETE/ }, do: 'cancel' },
          ],
          notices: [
            /^It cannot be cancelled: AWS denies cloudformation:DeleteStack .* followed to its end/,
          ],
          messages: [
            /was created in .*\. It could not be cancelled: AWS denies cloudformation:DeleteStack/,
          ],
        },
      ],
    },
    {
      name: 'ECS may not be read, and the failure of a service is reported as far as CloudFormation describes it',
      operation: 'create',
      // Slow enough that tasks are inspected before ECS gives up.
      speed: 50,
      attempts: [
        {
          do: 'create',
          faults: [
            {
              kind: 'stop-tasks',
              resource: 'Worker',
              reason: 'CannotPullContainerError: x',
            },
            { kind: 'deny', service: 'ecs' },
          ],
          expects: 'rolled-back',
          stack: 'ROLLBACK_COMPLETE',
          notices: [/^Why tasks stop could not be read\. AWS denies ecs:\w+ /],
          messages: [
            /^Worker \(AWS::ECS::Service\): The tasks of a service did not stay up, and ECS gave up/m,
          ],
        },
      ],
    },
  ],
};
