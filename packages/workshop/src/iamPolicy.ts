import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  blueprintIds,
  blueprints,
} from '@streamflix/backstage-plugin-streamflix-common';
import { parseTemplate } from '@streamflix/local-aws/cloudformation';
import { Command } from 'commander';
import { derivePolicy } from './iamPolicy/derivePolicy';
import {
  charactersOf,
  managedPolicyLimit,
  packDocuments,
} from './iamPolicy/packDocuments';
import { renderReasons } from './iamPolicy/renderReasons';
import { templateSuffix } from './iamPolicy/arnsOf';
import { runCommand } from './runCommand';
import { exampleSecrets, synthesizeBlueprint } from './synthesizeBlueprint';

interface Flags {
  set?: string[];
  account?: string;
  region?: string;
  suffix?: string;
  stagingBucket?: string;
  directory?: string;
  json?: boolean;
  markdown?: boolean;
}

/*
 * `yarn iam-policy <blueprint>`: the least the deploying role needs. The policy goes to stdout, everything else to stderr.
 */
async function iamPolicy(blueprint: string, flags: Flags): Promise<number> {
  const { suffix = '*', account = '*' } = flags;
  if (account !== '*' && !/^\d{12}$/.test(account)) {
    throw new InputError('An account has twelve digits.');
  }
  if (suffix !== '*') {
    // Checked as every suffix is; the template itself is made with one that is found again in every name.
    await synthesizeBlueprint(blueprint, { ...flags, suffix });
  }
  const { spec, templateBody, secretsAreExamples } = await synthesizeBlueprint(
    blueprint,
    { set: flags.set, region: flags.region, suffix: templateSuffix },
  );
  const bound = flags.region ?? blueprints[spec.blueprint].onlyRegions;
  const statements = await derivePolicy(parseTemplate(templateBody), {
    region: spec.region,
    place: { region: bound ? spec.region : '*', account, suffix },
    stagingBucket: flags.stagingBucket,
  });
  const documents = packDocuments(statements);
  const names = documents.map((_, index) =>
    documents.length === 1
      ? `streamflix-${blueprint}`
      : `streamflix-${blueprint}-${index + 1}`,
  );
  const sizes = documents.map(charactersOf);
  const actions = new Set(
    statements.flatMap(({ statement }) => statement.Action),
  );

  if (flags.directory) {
    mkdirSync(flags.directory, { recursive: true });
    documents.forEach((document, index) =>
      writeFileSync(
        join(flags.directory ?? '', `${names[index]}.json`),
        `${JSON.stringify(document, null, 2)}\n`,
      ),
    );
  } else if (flags.markdown) {
    console.log(renderReasons(statements).join('\n'));
  } else if (flags.json) {
    console.log(
      JSON.stringify(
        {
          policies: documents.map((document, index) => ({
            name: names[index],
            characters: sizes[index],
            document,
          })),
          reasons: statements.map(
            ({ statement: { Sid }, scope, neededBy }) => ({
              Sid,
              scope,
              neededBy,
            }),
          ),
        },
        null,
        2,
      ),
    );
  } else {
    console.log(
      JSON.stringify(
        documents.length === 1 ? documents[0] : documents,
        null,
        2,
      ),
    );
  }
  console.error(
    `${statements.length} statements, ${actions.size} actions, ${sizes.reduce(
      (sum, size) => sum + size,
      0,
    )} characters${
      documents.length === 1
        ? ''
        : `. A managed policy holds ${managedPolicyLimit}: these are ${
            documents.length
          } documents (${sizes.join(
            ', ',
          )}), all for the same role; --directory writes a file for each`
    }. --markdown tells the reasons.`,
  );
  if (secretsAreExamples) {
    console.error(
      `No secrets were named: ${[
        exampleSecrets.database,
        ...exampleSecrets.apiKeys,
      ].join(
        ' and ',
      )} stand in. Name yours with --set secrets.database=… and --set secrets.apiKeys=….`,
    );
  }
  return 0;
}

runCommand(
  new Command('iam-policy')
    .description(
      'The least permissions the deploying role needs, as IAM policy documents on stdout',
    )
    .argument('<blueprint>', `one of ${blueprintIds.join(', ')}`)
    .option('--account <id>', 'AWS account of the ARNs; any')
    .option('--region <region>', 'AWS region; any the blueprint may live in')
    .option('--suffix <suffix>', 'one environment; all')
    .option(
      '--staging-bucket <name>',
      'S3 bucket for templates of more than 51,200 bytes; may hold {account} and {region}',
    )
    .option('--directory <path>', 'write a file for each document instead')
    .option('--json', 'print documents, sizes and reasons as JSON')
    .option('--markdown', 'print the reasons as a table'),
  iamPolicy,
);
