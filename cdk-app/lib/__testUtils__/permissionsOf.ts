import type { TemplateBody } from './environment';
import { resourcesOf } from './platformTable';
import { readable } from './readable';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

interface Policy {
  PolicyDocument: { Statement: Statement[] };
}

const conditionOf = (condition: object): string =>
  Object.entries(condition)
    .flatMap(([operator, tests]) =>
      Object.entries(tests as object).map(
        ([key, value]) => `${operator} ${key} ${readable(value)}`,
      ),
    )
    .join(' and ');

/** Permissions of a role: one line `action on resource` for each pair, with `when …` for a condition, in alphabetical order. */
export function permissionsOf(body: TemplateBody, roleId: string): string[] {
  const inline = (body.Resources[roleId].Properties?.Policies ??
    []) as Policy[];
  const attached = resourcesOf(body, 'AWS::IAM::ManagedPolicy')
    .filter(([, { Roles }]) =>
      (Roles as { Ref: string }[]).some(({ Ref }) => Ref === roleId),
    )
    .map(([, properties]) => properties as unknown as Policy);
  return [...inline, ...attached]
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource, Condition }) =>
      [Action].flat().flatMap(action =>
        [Resource].flat().map(resource => {
          const line = `${action} on ${readable(resource)}`;
          return [
            Effect === 'Allow' ? line : `${Effect}: ${line}`,
            ...(Condition ? [`when ${conditionOf(Condition)}`] : []),
          ].join(' ');
        }),
      ),
    )
    .sort();
}
