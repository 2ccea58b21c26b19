import * as apiGateway from '@aws-sdk/client-api-gateway';
import * as apiGatewayV2 from '@aws-sdk/client-apigatewayv2';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elastiCache from '@aws-sdk/client-elasticache';
import * as iam from '@aws-sdk/client-iam';
import * as kinesis from '@aws-sdk/client-kinesis';
import * as rds from '@aws-sdk/client-rds';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as serviceQuotas from '@aws-sdk/client-service-quotas';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Service } from '../protocols/Service';
import type { LocalAws } from '../server/startLocalAws';
import { isFields } from '../world/values';

/** The SDK's packages by signing name. API Gateway's two versions share one. */
const packages: Readonly<Record<string, readonly object[]>> = {
  apigateway: [apiGateway, apiGatewayV2],
  cloudformation: [cloudFormation],
  ecr: [ecr],
  ecs: [ecs],
  elasticache: [elastiCache],
  iam: [iam],
  kinesis: [kinesis],
  monitoring: [cloudWatch],
  rds: [rds],
  s3: [s3],
  secretsmanager: [secretsManager],
  servicequotas: [serviceQuotas],
  sqs: [sqs],
  sts: [sts],
};

/** The package of a service, if it is installed: the one that has all its operations. */
export function packageOf({
  name,
  operations,
}: Service): Record<string, unknown> | undefined {
  const found = packages[name]?.find(each =>
    Object.keys(operations).every(operation => `${operation}$` in each),
  );
  return found as Record<string, unknown> | undefined;
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** Number of required members of a structure, which the SDK lists first. */
function requiredMembers(schema: NormalizedSchema): string[] {
  const declared = schema.getSchema();
  if (!Array.isArray(declared)) return [];
  const [, , , , names, , count] = declared as unknown[];
  return (names as string[]).slice(0, Number(count ?? 0));
}

function isOfType(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isDocumentSchema()) return true;
  if (schema.isTimestampSchema()) return value instanceof Date;
  // Services keep bytes in base64.
  if (schema.isBlobSchema()) {
    return typeof value === 'string' || value instanceof Uint8Array;
  }
  if (schema.isNumericSchema()) return typeof value === 'number';
  if (schema.isBooleanSchema()) return typeof value === 'boolean';
  return typeof value === 'string';
}

/** Where a value does not fit a schema: unknown and missing members, and wrong types. */
function problemsOf(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
): string[] {
  if (schema.isListSchema()) {
    return Array.isArray(value)
      ? value.flatMap((item, index) =>
          problemsOf(schema.getValueSchema(), item, `${path}[${index}]`),
        )
      : [`${path} is not a list`];
  }
  if (schema.isMapSchema()) {
    return isFields(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          problemsOf(schema.getValueSchema(), item, `${path}.${key}`),
        )
      : [`${path} is not a map`];
  }
  if (!schema.isStructSchema()) {
    return isOfType(schema, value)
      ? []
      : [`${path} has the wrong type: ${JSON.stringify(value)}`];
  }
  if (!isFields(value)) return [`${path} is not a structure`];
  const members = new Map(
    [...schema.structIterator()].map(([name, member]) => [
      member.getMergedTraits().jsonName ?? name,
      { name, member },
    ]),
  );
  const present = Object.entries(value).filter(
    ([, each]) => each !== undefined,
  );
  const names = present.map(([wireName]) => members.get(wireName)?.name);
  return [
    ...requiredMembers(schema)
      .filter(name => !names.includes(name))
      .map(name => `${path}.${name} is missing`),
    ...present.flatMap(([wireName, each]) => {
      const member = members.get(wireName)?.member;
      return member
        ? problemsOf(member, each, `${path}.${wireName}`)
        : [`${path}.${wireName} is unknown`];
    }),
  ];
}

/** Compares the answers of all operations of a local AWS with the schemas in the SDK. */
export class AnswerCheck {
  readonly problems = new Set<string>();
  /** Answers by service and operation, for example `ecs ListTasks`; the last one of each. */
  readonly answers = new Map<string, unknown>();

  constructor({ services }: Pick<LocalAws, 'services'>) {
    for (const service of services) {
      for (const [name, operation] of Object.entries(service.operations)) {
        const checked: typeof operation = async (input, call) => {
          const answer = await operation(input, call);
          this.check(service, name, answer);
          return answer;
        };
        Object.assign(service.operations, { [name]: checked });
      }
    }
  }

  /** @throws Error with all problems */
  assertNoProblems(): void {
    if (this.problems.size) throw new Error([...this.problems].join('\n'));
  }

  private check(service: Service, operation: string, answer: unknown): void {
    this.answers.set(`${service.name} ${operation}`, answer);
    const schema = packageOf(service)?.[`${operation}$`];
    if (!schema) return;
    const [, , , , , output] = schema as unknown[];
    const expected = NormalizedSchema.of(output as SchemaRef);
    if (expected.isUnitSchema() && answer === undefined) return;
    const problems = problemsOf(expected, answer ?? {}, operation);
    for (const problem of problems) {
      this.problems.add(problem.replace(/\[\d+\]/g, '[]'));
    }
  }
}
