/** Means that a property is omitted; it never reaches a resource. */
export const NO_VALUE = Symbol('AWS::NoValue');

export interface StackIdentity {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly notificationArns: readonly string[];
}

/**
 * Not `amazonaws.com`: the URL of a local API could belong to a real API there. Names below `localhost` are never resolved
 * outside the machine.
 */
const URL_SUFFIX = 'local-aws.localhost';

const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

/** What `Ref: AWS::…` returns in a stack. */
export const pseudoParameters = (
  stack: StackIdentity,
): Record<string, unknown> => ({
  'AWS::AccountId': stack.accountId,
  'AWS::NoValue': NO_VALUE,
  'AWS::NotificationARNs': stack.notificationArns,
  'AWS::Partition': partitionOf(stack.region),
  'AWS::Region': stack.region,
  'AWS::StackId': stack.stackId,
  'AWS::StackName': stack.stackName,
  'AWS::URLSuffix': URL_SUFFIX,
});

const PSEUDO_PARAMETERS = new Set(
  Object.keys(
    pseudoParameters({
      region: '',
      accountId: '',
      stackName: '',
      stackId: '',
      notificationArns: [],
    }),
  ),
);

export const isPseudoParameter = (name: string): boolean =>
  PSEUDO_PARAMETERS.has(name);
