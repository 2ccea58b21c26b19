import data from '../models/publishedExamples.json';
import { isFields } from '../world/values';

interface Example {
  readonly operation: string;
  readonly output: object;
  /** Where the members have other names on the wire. */
  readonly answer?: object;
}

/** Where a value has members, for example `tasks[].lastStatus`. Keys of maps are ids. */
function membersIn(value: unknown, path = ''): string[] {
  const own = path && !path.endsWith('[]') ? [path] : [];
  if (Array.isArray(value)) {
    return [...own, ...value.flatMap(item => membersIn(item, `${path}[]`))];
  }
  if (!isFields(value) || value instanceof Date) return own;
  return [
    ...own,
    ...Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .flatMap(([name, each]) =>
        membersIn(
          each,
          `${path && `${path}.`}${name.includes('-') ? '*' : name}`,
        ),
      ),
  ];
}

const services: Record<string, { readonly examples: readonly Example[] }> =
  data.services;

/**
 * What the published examples have and answers do not.
 *
 * @param answers - by service and operation, for example `ecs ListTasks`
 */
export function unansweredMembers(
  answers: ReadonlyMap<string, unknown>,
): Record<string, string[]> {
  const missing: Record<string, string[]> = {};
  for (const [name, { examples }] of Object.entries(services)) {
    const key = (operation: string) => `${name.replace('-', '')} ${operation}`;
    for (const { operation, output, answer = output } of examples) {
      const answered = membersIn(answers.get(key(operation)));
      const absent = membersIn(answer).filter(
        member => !answered.includes(member),
      );
      missing[key(operation)] = [
        ...new Set([...(missing[key(operation)] ?? []), ...absent]),
      ]
        // Without a structure it has none of its members.
        .filter(
          (member, _, all) =>
            !all.some(
              other =>
                member.startsWith(`${other}.`) ||
                member.startsWith(`${other}[]`),
            ),
        )
        .sort();
    }
  }
  return Object.fromEntries(
    Object.entries(missing).filter(([, members]) => members.length > 0),
  );
}
