import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { BlueprintDesign } from './BlueprintDesign';
import { code, section, table } from './markdown';
import type { ExplainedStatement } from './statementsOf';
import { readable } from '@streamflix/cdk-app/template';

const listed = (value: unknown) =>
  [value]
    .flat()
    .map(element => code(readable(element)))
    .join('<br>');

/** The principal: a service or account for trust and resource policies, otherwise the service that assumes the role. */
function principal(value: unknown): string {
  if (value === undefined) return '';
  if (!isValues(value)) return value === '*' ? 'everyone' : readable(value);
  return Object.values(value)
    .flat()
    .map(who => (who === '*' ? 'everyone' : code(readable(who))))
    .join(', ');
}

function conditions(value: unknown): string {
  if (!isValues(value)) return '';
  return Object.entries(value)
    .flatMap(([operator, tests]) =>
      isValues(tests)
        ? Object.entries(tests).map(
            ([key, expected]) =>
              `if ${code(`${key} ${operator} ${readable(expected)}`)}`,
          )
        : [],
    )
    .join('<br>');
}

/** The scope of a statement. Without a resource it applies to the one it is attached to. */
function scope({ statement }: ExplainedStatement): string {
  return [
    statement.Effect === 'Deny' ? '**denied**' : '',
    principal(statement.Principal) && `by ${principal(statement.Principal)}`,
    statement.Resource === undefined ? '' : `on ${listed(statement.Resource)}`,
    conditions(statement.Condition),
  ]
    .filter(Boolean)
    .join('<br>');
}

function byResource(
  statements: readonly ExplainedStatement[],
): Map<string, ExplainedStatement[]> {
  const groups = new Map<string, ExplainedStatement[]>();
  for (const statement of statements) {
    const group = groups.get(statement.resource) ?? [];
    groups.set(statement.resource, [...group, statement]);
  }
  return groups;
}

const actions = ({ Action }: Values) => listed(Action);

/** Every IAM statement with its reason, by the resource it is attached to. */
export const permissionsSection = ({
  statements,
  template,
}: BlueprintDesign): string =>
  section(
    'Permissions',
    'Every IAM statement of roles and policies, with why it is there. A statement that names no resource is about the one that carries it. CloudFormation gets some of them as one, where they can be.',
    ...[...byResource(statements)].flatMap(([resource, own]) => [
      `### ${code(resource)} (${code(template.Resources[resource].Type)})`,
      table(
        ['Actions', 'Whose, on what', 'Why'],
        own.map(explained => [
          actions(explained.statement),
          scope(explained),
          explained.why ?? '',
        ]),
      ),
    ]),
  );
