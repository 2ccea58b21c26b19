import { tmpdir } from 'node:os';
import type { Belongings } from '../Belongings';
import type { Minutes } from '../Minutes';
import { startLocalAws } from '../startServer';
import { accountChapter } from './accountChapter';
import { AwsCli } from './AwsCli';
import { changesChapter } from './changesChapter';
import { creationChapter } from './creationChapter';
import { deletionChapter } from './deletionChapter';
import { deployChapter } from './deployChapter';
import { servicesChapter } from './servicesChapter';
import { Session } from './Session';

/** The CLI's waiters poll every 30 seconds: an operation of ten minutes has finished before their first poll. */
const speed = 3_000;

/** One session of the AWS CLI against local AWS: its output matches AWS's documentation. */
export async function awsCliJudge(
  minutes: Minutes,
  { belongings, python }: { belongings: Belongings; python: string },
): Promise<void> {
  const url = await startLocalAws(belongings, speed);
  const home = belongings.directory(tmpdir());
  const cli = new AwsCli(python, url, belongings, home);
  const session = new Session(cli, url, home);
  for (const chapter of [
    accountChapter,
    creationChapter,
    servicesChapter,
    changesChapter,
    deletionChapter,
    deployChapter,
  ]) {
    await chapter(minutes, session);
  }
}
