/** Stands for "leave this property out"; it never reaches a resource. */
export const NO_VALUE = Symbol('AWS::NoValue');

export interface Whereabouts {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly notificationArns: readonly string[];
}

/**
 * Not `amazonaws.com`: the URL of an API that exists here alone could be somebody's there. Names below `localhost` never leave
 * the machine.
 */
export const URL_SUFFIX = 'local-aws.localhost';

const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

/** What `Ref: AWS::…` gives in a stack. */
export const pseudoParameters = (
  where: Whereabouts,
): Record<string, unknown> => ({
  'AWS::AccountId': where.accountId,
  'AWS::NoValue': NO_VALUE,
  'AWS::NotificationARNs': where.notificationArns,
  'AWS::Partition': partitionOf(where.region),
  'AWS::Region': where.region,
  'AWS::StackId': where.stackId,
  'AWS::StackName': where.stackName,
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
