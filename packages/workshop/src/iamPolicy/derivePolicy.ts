import type { Template } from '@streamflix/local-aws/cloudformation';
import { actionFacts } from './actionFacts';
import type { Conditions } from './Grant';
import { grantsOf } from './grantsOf';
import { neededActions } from './neededActions';
import { policyContext } from './PolicyContext';
import type { Place } from './Place';

/** A statement of an IAM policy. */
export interface Statement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: Conditions;
}

/** A statement with its reasons. */
export interface ReasonedStatement {
  statement: Statement;
  /** Why these resources and no others. */
  scope: string;
  /** What needs the actions: resource types, and StreamFlix itself. */
  neededBy: string[];
}

/**
 * The least a role needs to deploy a template and to tell how it is: for each action the resources it is needed on.
 *
 * @param template - made with `templateSuffix`, so that the suffix is found in every name
 * @param options.region - region the template was made for
 */
export async function derivePolicy(
  template: Template,
  options: { region: string; place: Place; stagingBucket?: string },
): Promise<ReasonedStatement[]> {
  const context = policyContext(template, options);
  const needed = neededActions(template);
  if (context.stagedTemplates) {
    needed.set('s3:GetObject', new Set(['CloudFormation reads the template']));
  } else {
    for (const action of ['s3:PutObject', 's3:DeleteObject']) {
      needed.delete(action);
    }
  }
  const statements = new Map<
    string,
    ReasonedStatement & { neededBySet: Set<string> }
  >();
  for (const action of [...needed.keys()].sort()) {
    const facts = await actionFacts(action);
    const grants = grantsOf(action, facts, context).filter(
      ({ resources }) => resources.length > 0,
    );
    if (grants.length === 0) {
      throw new Error(
        `${action} is needed, but on nothing in the template: say in leftOut.ts why not, or in specialGrants.ts on what.`,
      );
    }
    for (const grant of grants) {
      const { label, resources, conditions, scope } = grant;
      const key = JSON.stringify([label, resources, conditions]);
      const known = statements.get(key);
      const entry = known ?? {
        statement: {
          Sid: label,
          Effect: 'Allow' as const,
          Action: [],
          Resource: resources.length === 1 ? resources[0] : resources,
          ...(conditions && { Condition: conditions }),
        },
        scope,
        neededBy: [],
        neededBySet: new Set<string>(),
      };
      entry.statement.Action.push(action);
      needed.get(action)?.forEach(why => entry.neededBySet.add(why));
      statements.set(key, entry);
    }
  }
  const taken = new Map<string, number>();
  return [...statements.values()]
    .sort((a, b) => (a.statement.Sid < b.statement.Sid ? -1 : 1))
    .map(({ statement, scope, neededBySet }) => {
      const count = (taken.get(statement.Sid) ?? 0) + 1;
      taken.set(statement.Sid, count);
      const Sid = count === 1 ? statement.Sid : `${statement.Sid}${count}`;
      return {
        statement: { ...statement, Sid },
        scope,
        neededBy: [...neededBySet].sort(),
      };
    });
}
