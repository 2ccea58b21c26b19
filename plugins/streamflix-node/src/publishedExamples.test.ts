import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elastiCache from '@aws-sdk/client-elasticache';
import * as iam from '@aws-sdk/client-iam';
import * as rds from '@aws-sdk/client-rds';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as sts from '@aws-sdk/client-sts';
import type { LocalAws } from '@streamflix/local-aws';
import { exampleReaders } from './__testUtils__/exampleReaders';
import {
  publishedExamples,
  unpublished,
  type PublishedExample,
} from './__testUtils__/publishedExamples';
import { account, accessTo, startAccess } from './__testUtils__/startAccess';
import { calledOperations } from './__testUtils__/updatePublishedExamples';
import type { AwsClients } from './aws/AwsAccess';

const target = { account, region: 'eu-west-2' };

/** Clients and commands by package of the SDK. */
const packages: Record<string, readonly [keyof AwsClients, object]> = {
  ec2: ['ec2', ec2],
  ecr: ['ecr', ecr],
  ecs: ['ecs', ecs],
  elasticache: ['elastiCache', elastiCache],
  iam: ['iam', iam],
  rds: ['rds', rds],
  s3: ['s3', s3],
  'secrets-manager': ['secretsManager', secretsManager],
  sts: ['sts', sts],
};

/** Operations that change something: only whether they succeed counts. */
const unread = ['rds ModifyDBCluster', 'rds ModifyDBInstance', 's3 PutObject'];

/** Texts of all values, since a wire format may have no other type. In XML an empty text is none. */
function valuesIn(answer: unknown): string[] {
  if (answer === undefined || answer === '') return [];
  if (answer instanceof Date) return [answer.toISOString().slice(0, 19)];
  if (typeof answer !== 'object' || answer === null) return [String(answer)];
  return Object.entries(answer)
    .filter(([name]) => name !== '$metadata')
    .flatMap(([, member]) => valuesIn(member))
    .sort();
}

const operationOf = ({ service, operation }: PublishedExample) =>
  `${service} ${operation}`;
const titled = publishedExamples.map(
  example =>
    [
      `${operationOf(example)}, “${example.title}” (${example.source})`,
      example,
    ] as const,
);

describe('an answer that AWS publishes', () => {
  let aws: LocalAws;
  let restore: (() => void)[] = [];
  beforeAll(async () => {
    ({ aws } = await startAccess());
  });
  afterEach(() => {
    restore.forEach(each => each());
    restore = [];
  });
  afterAll(() => aws.stop());

  /** Lets local AWS answer an operation with this; it still checks the request and the answer against the model of the API. */
  function answers(
    service: string,
    operation: string,
    answer: (input: any) => object,
  ): void {
    const { operations } = aws.services.find(
      each =>
        each.name === service.replace('-', '') && operation in each.operations,
    )!;
    const original = operations[operation];
    restore.push(() => Object.assign(operations, { [operation]: original }));
    // There is one page.
    Object.assign(operations, {
      [operation]: (input: any) => (input.Marker ? {} : answer(input)),
    });
  }

  it.each(titled)('is read by the SDK without loss: %s', async (_, example) => {
    const { service, operation, input, answer } = example;
    const [name, commands] = packages[service];
    const clients = await accessTo(aws.url).clients(target);
    answers(service, operation, () => answer);
    const Command = (commands as any)[`${operation}Command`];
    const read = await (clients[name] as any).send(new Command(input));
    expect(valuesIn(read)).toEqual(valuesIn(answer));
  });

  it.each(titled.filter(([, each]) => !unread.includes(operationOf(each))))(
    'is kept by its reader: %s',
    async (_, example) => {
      const { service, operation, answer } = example;
      const clients = await accessTo(aws.url).clients(target);
      answers(service, operation, () => answer);
      const { read, kept } = exampleReaders[operationOf(example)];
      const found = await read({
        // New, because it asks for its identity once.
        access: accessTo(aws.url, {
          aws: { executionRole: 'Test-Role' },
          secrets: { allow: ['My*'] },
        }),
        clients,
        target,
        answer,
        also: answers,
      });
      // Some keep a number or a text, which toMatchObject does not take.
      expect({ found }).toMatchObject({ found: kept(answer) });
    },
  );

  it(`exists for every operation that is called, but for ${unpublished.join(
    ', ',
  )}`, () => {
    const called = [...calledOperations()].flatMap(([service, operations]) =>
      operations.map(operation => `${service} ${operation}`),
    );
    const published = new Set(publishedExamples.map(operationOf));
    expect([...published, ...unpublished].sort()).toEqual(called.sort());
    expect([...Object.keys(exampleReaders), ...unread].sort()).toEqual(
      [...published].sort(),
    );
  });
});
