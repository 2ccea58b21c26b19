import { findCause, isCascade } from './findCause';
import { generalCauses } from './generalCauses';
import corpus from './__fixtures__/awsMessages.json';

// Two thousand messages, each with every pattern.
jest.setTimeout(60_000);

const withLabel = corpus.messages.map(({ cause, text }): [string, string] => [
  cause,
  text,
]);

/** Each message once, with one of the variants: all of them would take ten times as long. */
const varied = <T>(
  variants: readonly T[],
): [label: string, text: string, variant: T][] =>
  withLabel
    .filter(([, text]) => !isCascade(text))
    .map(([label, text], i) => [label, text, variants[i % variants.length]]);

const other = { service: 'Glue', operation: 'StartJobRun' };

/** The message as another service, which has no causes of its own, would send it. */
const ofOtherService = (text: string) =>
  `${text
    .replace(/\(Service: [\w ]+/g, `(Service: ${other.service}`)
    .replace(
      /operation error [^:]+: \w+/g,
      `operation error ${other.service}: ${other.operation}`,
    )
    .replace(
      /AWS::(?!CloudFormation)\w+::/g,
      `AWS::${other.service}::`,
    )} (Service: ${other.service}, Status Code: 400)`;

describe('the causes of variants of known messages', () => {
  it('are none of a service when another one sends the message', () => {
    const claimed = withLabel
      .map(([, text]) => findCause(ofOtherService(text.replace(/\s+/g, ' '))))
      .filter(cause => cause?.services);
    expect(claimed.map(cause => cause?.id)).toEqual([]);
  });

  it.each([
    'InvalidParameterException: ',
    'An error occurred (ValidationError) when calling the CreateStack operation: ',
    'DBInstanceNotFound: ',
    'InsufficientFreeAddressesInSubnet: ',
    'ExpiredToken: ',
    'DependencyViolation: ',
  ])('are those of the sentence when its error code is %s', code => {
    const changed = withLabel
      .filter((_, i) => i % 3 === 0)
      .map(([, text]) => ({ text, cause: findCause(text) }))
      .filter(
        ({ text, cause }) =>
          cause?.patterns.some(pattern => pattern.test(text)) &&
          !generalCauses.includes(cause),
      )
      .filter(({ text, cause }) => findCause(`${code}${text}`) !== cause);
    expect(changed.map(({ text }) => text)).toEqual([]);
  });

  it('are the same behind what a tool puts in front of a message', () => {
    const changed = varied([
      '❌  demo failed: Error: ',
      '╷ │ Error: creating demo: ',
      '10:01:02 | CREATE_FAILED | AWS::CloudFormation::CustomResource | Demo ',
      'ROLLBACK_COMPLETE: ',
    ]).filter(([, text, front]) => findCause(front + text) !== findCause(text));
    expect(changed).toEqual([]);
  });

  it('are the same before a sentence of advice, which names other resources', () => {
    const changed = varied([
      'Please verify the role, the subnet and the image, and see the documentation.',
      'The security group and the repository were not changed.',
      'A secret or a certificate that does not belong to the service is deleted.',
    ]).filter(
      ([, text, advice]) =>
        findCause(text) &&
        findCause(`${text.replace(/\.?$/, '.')} ${advice}`) !== findCause(text),
    );
    expect(changed).toEqual([]);
  });

  it.each([
    'The image was pulled. The file was not found.',
    'The replication group was read. A cluster was not in available state.',
    'InvalidParameterException: "demo"',
    'An error occurred (ValidationError) when calling the CreateStack operation: bad',
    'Resource handler returned message: "Invalid request provided: AWS::ECS::Service Validation exception" (RequestToken: 1, HandlerErrorCode: InvalidRequest)',
    'An error occurred (InvalidRegion) when calling the CreateService operation',
    'Error: connect ECONNREFUSED 10.0.1.5:5432',
  ])('are none of %s', text => {
    expect(findCause(text)?.id).toBeUndefined();
  });

  it('are none of what other resources stopped', () => {
    const stopped = [...new Set(withLabel.map(([label]) => label))].flatMap(
      name => [
        `The following resource(s) failed to create: [${name}]. Rollback requested by user.`,
        `Embedded stack arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/1 was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [${name}].`,
        `The stack named ${name} failed creation, it may need to be manually deleted from the AWS console: ROLLBACK_COMPLETE`,
      ],
    );
    expect(stopped.map(text => findCause(text)?.id).filter(Boolean)).toEqual(
      [],
    );
  });
});
