import type { Conditions, Grant } from './Grant';

/** A statement of an IAM policy. */
export interface Statement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: Conditions;
}

export interface ReasonedStatement {
  statement: Statement;
  /** Why these resources and no others. */
  scope: string;
  /** What needs the actions: resource types, or StreamFlix itself. */
  neededBy: string[];
}

/** Combines grants of the same label, resources and conditions into one statement, in the order of their Sids. */
export function combineGrants(
  derived: readonly {
    action: string;
    grants: readonly Grant[];
    neededBy: Iterable<string>;
  }[],
): ReasonedStatement[] {
  const statements = new Map<
    string,
    { grant: Grant; actions: string[]; neededBy: Set<string> }
  >();
  const byAction = [...derived].sort((a, b) => (a.action < b.action ? -1 : 1));
  for (const { action, grants, neededBy } of byAction) {
    for (const grant of grants) {
      const { label, resources, conditions } = grant;
      const key = JSON.stringify([label, resources, conditions]);
      const entry = statements.get(key) ?? {
        grant,
        actions: [],
        neededBy: new Set<string>(),
      };
      entry.actions.push(action);
      for (const why of neededBy) entry.neededBy.add(why);
      statements.set(key, entry);
    }
  }
  const taken = new Map<string, number>();
  return [...statements.values()]
    .sort((a, b) => (a.grant.label < b.grant.label ? -1 : 1))
    .map(({ grant, actions, neededBy }) => {
      const { label, resources, conditions, scope } = grant;
      const count = (taken.get(label) ?? 0) + 1;
      taken.set(label, count);
      return {
        statement: {
          Sid: count === 1 ? label : `${label}${count}`,
          Effect: 'Allow',
          Action: actions,
          Resource: resources.length === 1 ? resources[0] : resources,
          ...(conditions && { Condition: conditions }),
        },
        scope,
        neededBy: [...neededBy].sort(),
      };
    });
}
