import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  countCharacters,
  managedPolicyLimit,
  type PolicyDocument,
} from '../policy/packDocuments';
import {
  policySet,
  type PolicySet,
  type RolePolicies,
} from '../policy/policySet';
import type { PolicySetOptions } from '../policy/PolicySetOptions';
import { problemsOf } from '../policy/problemsOf';
import { renderReasons } from '../policy/renderReasons';
import type { TrustPolicy } from '../policy/trustPolicies';
import type { Terminal } from '../terminal/Terminal';
import { exampleSecrets } from '../input/synthesizeBlueprint';

export interface PolicyFlags extends PolicySetOptions {
  withoutBoundary?: boolean;
  directory?: string;
  json?: boolean;
  markdown?: boolean;
}

/** Documents of one role with their names in AWS: letters, digits and dashes. */
const namesOf = (name: string, { documents }: RolePolicies) =>
  documents.map((_, index) =>
    documents.length === 1 ? name : `${name}-${index + 1}`,
  );

/** Every document by its path under `--directory`. */
function filesOf(
  blueprint: string,
  { portal, execution, boundary }: PolicySet,
): Record<string, PolicyDocument | TrustPolicy> {
  const files: Record<string, PolicyDocument | TrustPolicy> = {};
  const add = (folder: string, name: string, role: RolePolicies) => {
    namesOf(name, role).forEach((each, index) => {
      files[join(folder, `${each}.json`)] = role.documents[index];
    });
    if (role.trust) files[join(folder, 'trust-policy.json')] = role.trust;
  };
  const name = `streamflix-${blueprint}`;
  add(execution ? 'portal' : '', name, portal);
  if (execution) add('execution', `${name}-execution`, execution);
  if (boundary) files['boundary.json'] = boundary;
  return files;
}

function writeFiles(directory: string, files: ReturnType<typeof filesOf>) {
  for (const [path, document] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  }
}

const toJson = (name: string, role: RolePolicies) => ({
  policies: role.documents.map((document, index) => ({
    name: namesOf(name, role)[index],
    characters: countCharacters(document),
    document,
  })),
  reasons: role.statements.map(({ statement: { Sid }, scope, neededBy }) => ({
    Sid,
    scope,
    neededBy,
  })),
  trustPolicy: role.trust,
});

function summaryOf({ statements, documents }: RolePolicies): string {
  const actions = new Set(
    statements.flatMap(({ statement }) => statement.Action),
  );
  const sizes = documents.map(countCharacters);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return `${statements.length} statements, ${
    actions.size
  } actions, ${total} characters${
    documents.length === 1
      ? ''
      : ` in ${
          documents.length
        } managed policies of at most ${managedPolicyLimit} (${sizes.join(
          ', ',
        )}), all for the same role`
  }`;
}

/**
 * Prints the least permissions of the portal's role and of CloudFormation's role as policy documents, or writes them into files;
 * everything else is a note.
 */
export async function policy(
  terminal: Terminal,
  blueprint: string,
  flags: PolicyFlags,
): Promise<number> {
  const { permissionsBoundary, withoutBoundary, directory } = flags;
  const problems = problemsOf(blueprint, flags);
  if (permissionsBoundary === undefined && !withoutBoundary) {
    problems.push(
      'Without a permissions boundary, this policy can create a role with every permission. Name the managed policy that limits every role with --permissions-boundary, or accept this with --without-boundary.',
    );
  }
  if (permissionsBoundary !== undefined && withoutBoundary) {
    problems.push(
      '--permissions-boundary and --without-boundary exclude each other.',
    );
  }
  if (flags.executionRole && !directory && !flags.json && !flags.markdown) {
    problems.push(
      'With --execution-role there are policies for two roles. Write them into files with --directory, or print them with --json.',
    );
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));

  const set = await policySet(blueprint, flags);
  const { portal, execution, boundary } = set;
  const name = `streamflix-${blueprint}`;
  if (directory) {
    writeFiles(directory, filesOf(blueprint, set));
  } else if (flags.markdown) {
    terminal.result(renderReasons(portal.statements).join('\n'));
    if (execution) {
      terminal.result(`\n${renderReasons(execution.statements).join('\n')}`);
    }
  } else if (flags.json) {
    terminal.result(
      JSON.stringify(
        {
          ...toJson(name, portal),
          execution: execution && toJson(`${name}-execution`, execution),
          boundary,
        },
        null,
        2,
      ),
    );
  } else {
    const { documents } = portal;
    terminal.result(
      JSON.stringify(
        documents.length === 1 ? documents[0] : documents,
        null,
        2,
      ),
    );
  }

  terminal.note(
    execution
      ? `Portal's role: ${summaryOf(portal)}.\nExecution role: ${summaryOf(
          execution,
        )}.`
      : `${summaryOf(portal)}.`,
  );
  if (withoutBoundary) {
    terminal.note(
      `WARNING: without a permissions boundary, ${
        execution ? 'the execution role' : 'this role'
      } can create a role with every permission in the account.`,
    );
  }
  if (!directory && !flags.json && boundary) {
    terminal.note('--directory or --json also print the boundary itself.');
  }
  if (!flags.trust) {
    terminal.note(
      'There is no trust policy for the portal’s role: name who may assume it with --trust.',
    );
  }
  if (set.secretsAreExamples) {
    terminal.note(
      `The blueprint needs secrets, and none were named: the examples ${[
        exampleSecrets.database,
        ...exampleSecrets.apiKeys,
      ].join(
        ' and ',
      )} are used. Name others with --set secrets.database=… and --set secrets.apiKeys=….`,
    );
  }
  return 0;
}
