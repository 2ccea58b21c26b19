import { tmpdir } from 'node:os';
import type { CheckRecorder } from '../CheckRecorder';
import type { Tools } from '../Tools';
import { startLocalAws } from '../startServer';
import { checkAccount } from './checkAccount';
import { AwsCli } from './AwsCli';
import { checkChanges } from './checkChanges';
import { checkCreation } from './checkCreation';
import { checkDeletion } from './checkDeletion';
import { checkDeploy } from './checkDeploy';
import { checkEventsStack } from './checkEventsStack';
import { checkFixes } from './checkFixes';
import { checkServices } from './checkServices';
import { Session } from './Session';

/** The CLI's waiters poll every 30 seconds: an operation of ten recorder has finished before their first poll. */
const speed = 3_000;

/** One session of the AWS CLI against local AWS: its output matches AWS's documentation. */
export async function validateWithAwsCli(
  recorder: CheckRecorder,
  tools: Tools,
): Promise<void> {
  const { cleanup, python, policies } = tools;
  const url = await startLocalAws(cleanup, policies, speed);
  const home = cleanup.directory(tmpdir());
  const cli = new AwsCli(python, url, cleanup, home);
  const session = new Session(cli, url, home);
  for (const check of [
    checkAccount,
    checkCreation,
    checkServices,
    checkChanges,
    checkDeletion,
    checkDeploy,
  ]) {
    await check(recorder, session);
  }
  await checkEventsStack(recorder, tools);
  await checkFixes(recorder, tools);
}
