import { readFileSync } from 'node:fs';
import { z } from 'zod/v4';
import { negatedOperators, operators } from './evaluate';
import { knownConditionKey } from './conditionKeys';
import type { Policies, PolicyStatement } from './PolicyStatement';

const texts = z.union([z.string(), z.array(z.string()).min(1)]);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts,
  Resource: texts,
  Condition: z.record(z.string(), z.record(z.string(), texts)).optional(),
});

const document = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(statement),
});

const policiesOfRole = z.object({
  policies: z.array(z.object({ document })),
});

/** As `streamflix policy --json` prints it; what describes the documents is not read. */
const set = policiesOfRole.extend({
  execution: policiesOfRole.optional(),
  boundary: document.optional(),
});

const file = z.union([document, z.array(document), set]);

function assertSupported({ Sid = '', Condition = {} }: PolicyStatement): void {
  for (const [name, keys] of Object.entries(Condition)) {
    const operator = name.replace(/^(ForAllValues|ForAnyValue):/, '');
    if (!(operator in operators) && !(operator in negatedOperators)) {
      throw new Error(
        `Local AWS does not evaluate the condition operator ${name} of statement ${Sid}.`,
      );
    }
    for (const key of Object.keys(keys)) {
      if (!knownConditionKey(key)) {
        throw new Error(
          `Local AWS does not know the condition key ${key} of statement ${Sid}.`,
        );
      }
    }
  }
}

const statementsOf = (documents: readonly z.infer<typeof document>[]) =>
  documents.flatMap(({ Statement }): PolicyStatement[] => Statement);

/** @throws Error naming the statement, when an operator or a condition key is not supported */
export function checkPolicies(policies: Policies): Policies {
  for (const statements of Object.values(policies)) {
    for (const each of statements ?? []) assertSupported(each);
  }
  return policies;
}

/**
 * The policies in files: documents of callers, or the output of `streamflix policy --json`, which also has those of the service role
 * and the boundary of the roles of stacks.
 *
 * @throws Error naming the file that is not valid, or the statement that cannot be evaluated
 */
export function readPolicies(files: readonly string[]): Policies {
  const portal: PolicyStatement[] = [];
  const execution: PolicyStatement[] = [];
  const boundary: PolicyStatement[] = [];
  let hasServiceRole = false;
  for (const path of files) {
    const read = file.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!read.success) {
      throw new Error(
        `${path} must hold policy documents, or what "streamflix policy --json" prints.`,
      );
    }
    const { data } = read;
    if ('policies' in data) {
      portal.push(...statementsOf(data.policies.map(each => each.document)));
      boundary.push(
        ...statementsOf([data.boundary].flatMap(each => each ?? [])),
      );
      if (data.execution) {
        hasServiceRole = true;
        execution.push(
          ...statementsOf(data.execution.policies.map(each => each.document)),
        );
      }
    } else {
      portal.push(...statementsOf(Array.isArray(data) ? data : [data]));
    }
  }
  return checkPolicies({
    portal,
    boundary,
    ...(hasServiceRole && { execution }),
  });
}
