import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { explain } from '@streamflix/backstage-plugin-streamflix-node';
import { checkCauses, type Corpus, type Labels } from './checkCauses';
import type { Measurement } from './Measurement';

const fixtures = () =>
  join(
    dirname(
      createRequire(__filename).resolve(
        '@streamflix/backstage-plugin-streamflix-node/package.json',
      ),
    ),
    'src/causes/__fixtures__',
  );

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** The cause of a message as users get it: that of the failed resource of an operation. */
const causeOf = (reason: string) =>
  explain([
    {
      id: '1',
      at: '2026-01-01T00:00:00.000Z',
      logicalId: 'Resource',
      resourceType: 'AWS::CloudFormation::CustomResource',
      status: 'CREATE_FAILED',
      reason,
    },
  ])?.id;

/**
 * How many of AWS's messages are explained.
 *
 * @param file - another corpus of the same format instead of the repository's
 */
export async function benchCauses(file?: string): Promise<Measurement[]> {
  const labels: Labels = readJson(join(fixtures(), 'causeLabels.json'));
  const corpus: Corpus = readJson(file ?? join(fixtures(), 'awsMessages.json'));
  return checkCauses(corpus, labels, text => {
    const id = causeOf(text);
    return id === 'unexplained' ? undefined : id;
  });
}
