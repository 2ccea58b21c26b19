import { causes, findCause, isCascade } from './findCause';
import { generalCauses } from './generalCauses';
import causeLabels from './__fixtures__/causeLabels.json';
import corpus from './__fixtures__/awsMessages.json';
import fewMessages from './__fixtures__/fewMessages.json';

const { silent } = causeLabels;

/** Sources whose name was not kept: each of their messages is from another file. */
const nameless = ['public repository (stored copy)', 'not recorded'];

const found = corpus.messages.map(({ source, text }) => ({
  id: findCause(text)?.id,
  source: nameless.includes(source) ? text : source,
}));

const distinctSources = (id: string) =>
  new Set(found.filter(m => m.id === id).map(({ source }) => source)).size;

const expected = (label: string): (string | undefined)[] =>
  silent.includes(label)
    ? [undefined]
    : (causeLabels.labels as Record<string, string[]>)[label] ?? [label];

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

describe('the known causes', () => {
  it.each(withLabel)('give %s for %s', (label, text) => {
    expect(expected(label)).toContain(findCause(text)?.id);
  });

  it.each(['GeneralServiceException', 'InvalidRequest'])(
    'are found in the message of a resource handler, which leaves out the service’s error code and adds %s',
    code => {
      const missed = withLabel
        .filter(
          ([label, text]) =>
            !silent.includes(label) && !text.includes('HandlerErrorCode'),
        )
        .map(([label, text]): [string, string] => {
          const [, name] = /\(Service: ([\w ]+)/.exec(text) ?? [];
          const service = name ? `Service: ${name}, ` : '';
          const sentence = text.replace(/ \(Service: [^)]*\)/, '');
          return [
            label,
            `Resource handler returned message: "${sentence} (${service}Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: ${code})`,
          ];
        })
        .filter(
          ([label, text]) => !expected(label).includes(findCause(text)?.id),
        );
      expect(missed).toEqual([]);
    },
  );

  it('have a message for each cause that the corpus labels', () => {
    const ids = new Set(causes.map(({ id }) => id));
    const labels = new Set(
      withLabel.map(([label]) => label).filter(l => !silent.includes(l)),
    );
    expect([...labels].filter(label => !ids.has(label))).toEqual([]);
  });

  it('each have messages from two sources, or a reason why there are fewer', () => {
    const few = causes
      .map(({ id }) => id)
      .filter(id => distinctSources(id) < 2);
    expect(few.sort()).toEqual(Object.keys(fewMessages.causes).sort());
  });

  it('have every id that a label of the corpus maps to', () => {
    const ids = new Set(causes.map(({ id }) => id));
    const mapped = new Set(Object.values(causeLabels.labels).flat());
    expect([...mapped].filter(id => !ids.has(id))).toEqual([]);
  });

  it('are found in linear time, however long the message is', () => {
    const patterns = causes.flatMap(({ patterns: sentences, codes = [] }) => [
      ...sentences,
      ...codes,
    ]);
    const words = new Set(
      patterns.flatMap(({ source }) => source.match(/[A-Za-z]{3,}/g) ?? []),
    );
    const texts = [
      [...words].join(' ').repeat(3),
      'CannotPull secret EFS stack subnet '.repeat(1_000),
      'a'.repeat(30_000),
    ];
    const slow = patterns.filter(pattern => {
      const start = process.cpuUsage().user;
      texts.forEach(text => pattern.test(text));
      // Microseconds: a pattern that backtracks takes minutes for these.
      return process.cpuUsage().user - start > 2_000_000;
    });
    expect(slow).toEqual([]);
  });

  it('never advise to destroy an environment for a general reason', () => {
    const destructive = generalCauses.filter(({ resolution }) =>
      /destroy/i.test(resolution),
    );
    expect(destructive).toEqual([]);
  });

  it('each have an id, a cause, a resolution and a page of their own', () => {
    for (const { id, cause, resolution, documentation } of causes) {
      expect([id, cause]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([id, resolution]).toEqual([
        id,
        expect.stringMatching(/^[A-Z].*\.$/),
      ]);
      expect([id, documentation]).toEqual([
        id,
        expect.stringMatching(
          /^https:\/\/(docs\.aws\.amazon\.com|health\.aws\.amazon\.com|aws\.amazon\.com|nodejs\.org)\/\S+$/,
        ),
      ]);
    }
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
    expect(new Set(causes.map(({ cause }) => cause)).size).toBe(causes.length);
  });
});
