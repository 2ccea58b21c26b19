import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common';
import { Command } from 'commander';
import {
  charactersOf,
  managedPolicyLimit,
  type PolicyDocument,
} from './iamPolicy/packDocuments';
import {
  defaultAllowedImages,
  defaultAllowedSecrets,
  policySet,
  type PolicySet,
  type PolicySetOptions,
  type RolePolicies,
} from './iamPolicy/policySet';
import { renderReasons } from './iamPolicy/renderReasons';
import type { TrustPolicy } from './iamPolicy/trustPolicies';
import { runCommand } from './runCommand';
import { exampleSecrets } from '@streamflix/cli';

interface Flags extends PolicySetOptions {
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
    characters: charactersOf(document),
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
  const sizes = documents.map(charactersOf);
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

/*
 * `yarn iam-policy <blueprint>`: the least permissions of the portal's role and of CloudFormation's role. Prints the policies to
 * stdout or writes them into files; everything else goes to stderr.
 */
async function iamPolicy(blueprint: string, flags: Flags): Promise<number> {
  const { permissionsBoundary, withoutBoundary, directory } = flags;
  if (permissionsBoundary === undefined && !withoutBoundary) {
    throw new InputError(
      'Without a permissions boundary, this policy can create a role with every permission. Name the managed policy that limits every role with --permissions-boundary, or accept this with --without-boundary.',
    );
  }
  if (permissionsBoundary !== undefined && withoutBoundary) {
    throw new InputError(
      '--permissions-boundary and --without-boundary exclude each other.',
    );
  }
  if (flags.executionRole && !directory && !flags.json && !flags.markdown) {
    throw new InputError(
      'With --execution-role there are policies for two roles. Write them into files with --directory, or print them with --json.',
    );
  }

  const set = await policySet(blueprint, flags);
  const { portal, execution, boundary } = set;
  const name = `streamflix-${blueprint}`;
  if (directory) {
    writeFiles(directory, filesOf(blueprint, set));
  } else if (flags.markdown) {
    console.log(renderReasons(portal.statements).join('\n'));
    if (execution) {
      console.log(`\n${renderReasons(execution.statements).join('\n')}`);
    }
  } else if (flags.json) {
    console.log(
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
    console.log(
      JSON.stringify(
        documents.length === 1 ? documents[0] : documents,
        null,
        2,
      ),
    );
  }

  console.error(
    execution
      ? `Portal's role: ${summaryOf(portal)}.\nExecution role: ${summaryOf(
          execution,
        )}.`
      : `${summaryOf(portal)}.`,
  );
  if (withoutBoundary) {
    console.error(
      `WARNING: without a permissions boundary, ${
        execution ? 'the execution role' : 'this role'
      } can create a role with every permission in the account.`,
    );
  }
  if (!directory && !flags.json && boundary) {
    console.error('--directory or --json also print the boundary itself.');
  }
  if (!flags.trust) {
    console.error(
      'There is no trust policy for the portal’s role: name who may assume it with --trust.',
    );
  }
  if (set.secretsAreExamples) {
    console.error(
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

runCommand(
  new Command('iam-policy')
    .description(
      'The least permissions of the role StreamFlix deploys with, as IAM policy documents on stdout',
    )
    .argument('<blueprint>', `one of ${blueprintIds.join(', ')}`)
    .option(
      '--permissions-boundary <name>',
      'managed policy that limits every role of an environment: its name with its path, outside /streamflix/',
    )
    .option('--without-boundary', 'print a policy that limits no role')
    .option(
      '--execution-role <name>',
      'role CloudFormation acts with: its name with its path, outside /streamflix/',
    )
    .option('--trust <arn>', 'role or user that may assume the portal’s role')
    .option('--external-id <id>', 'external id it has to give')
    .option('--account <id>', 'AWS account of the ARNs; any')
    .option('--region <region>', 'AWS region; any the blueprint may use')
    .option('--suffix <suffix>', 'one environment; all')
    .option(
      '--allow-secrets <pattern...>',
      `existing secrets environments may use, as streamflix.secrets.allow (default: ${defaultAllowedSecrets})`,
    )
    .option(
      '--allow-images <pattern...>',
      `images tasks may run, as streamflix.images.allow (default: ${defaultAllowedImages})`,
    )
    .option(
      '--staging-bucket <name>',
      'S3 bucket for templates of more than 51,200 bytes; may contain {account} and {region}',
    )
    .option('--directory <path>', 'write a file for each document instead')
    .option('--json', 'print documents, sizes and reasons as JSON')
    .option('--markdown', 'print the reasons as a table'),
  iamPolicy,
);
