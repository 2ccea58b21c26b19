import { strictEqual as equal } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsStackName } from '@streamflix/backstage-plugin-streamflix-common';
import {
  synthesizeEvents,
  type EventsOptions,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { CheckRecorder } from '../CheckRecorder';
import { startLocalAws, startMoto } from '../startServer';
import type { Tools } from '../Tools';
import { AwsCli, list, word } from './AwsCli';
import { Session } from './Session';

const speed = 3_000;

/** Moto breaks on a rule whose event bus is a `Ref`. */
const kinds: Record<string, EventsOptions & { onMoto: boolean }> = {
  'with a queue': { onMoto: true },
  'with an event bus for other accounts': {
    acceptFrom: ['111122223333'],
    onMoto: false,
  },
  'that forwards': {
    forwardTo: 'arn:aws:events:eu-west-1:000000000000:event-bus/streamflix',
    onMoto: true,
  },
};

/**
 * The command of docs/operations.md creates the stack of events, of each kind, on local AWS and on moto.
 *
 * @see https://docs.aws.amazon.com/cli/v1/reference/cloudformation/deploy.html
 */
export async function checkEventsStack(
  recorder: CheckRecorder,
  { cleanup, python, policies }: Tools,
): Promise<void> {
  const directory = cleanup.directory(tmpdir());
  const template = join(directory, 'events.json');
  for (const [kind, { onMoto, ...options }] of Object.entries(kinds)) {
    writeFileSync(template, await synthesizeEvents(options));
    const deploy = async (cli: AwsCli) => {
      const { code, stderr } = await cli.run(
        `cloudformation deploy --stack-name ${eventsStackName} --template-file ${template} --capabilities CAPABILITY_IAM`,
      );
      equal(code, 0, stderr);
      const { StackResourceSummaries } = await cli.print(
        `cloudformation list-stack-resources --stack-name ${eventsStackName}`,
      );
      const made = list(StackResourceSummaries);
      for (const { ResourceStatus } of made) {
        equal(word(ResourceStatus), 'CREATE_COMPLETE');
      }
      return `${made.length} resources`;
    };
    await recorder.take(`deploy, stack of events ${kind}`, async () => {
      const url = await startLocalAws(cleanup, policies, speed);
      const cli = new AwsCli(python, url, cleanup, directory);
      await new Session(cli, url, directory).delayAnswers();
      return deploy(cli);
    });
    if (!onMoto) continue;
    await recorder.take(
      `deploy, stack of events ${kind}, on moto`,
      async () => {
        const url = await startMoto(cleanup, python);
        const cli = new AwsCli(python, url, cleanup, directory);
        const made = await deploy(cli);
        // Local AWS serves only what the product asks for; moto shows the rules themselves.
        const { Rules } = await cli.print('events list-rules');
        equal(list(Rules).length, 4);
        return made;
      },
    );
  }
}
