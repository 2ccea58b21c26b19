import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { CreationTime, FleetCommand } from './fleetAws';
import type { RecordedCall } from './peakUse';

/** Local AWS with many environments, in its own process, so that it does not delay the measured one. */
export class FleetAwsProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<FleetAwsProcess> {
    const child = fork(require.resolve('./fleetAws'), {
      execArgv: ['--import', require.resolve('tsx')],
    });
    const url = await answerOf<string>(child);
    return new FleetAwsProcess(child, url);
  }

  /** Creates environments, evenly of all blueprints and in four regions. */
  create(
    environments: number,
    options: { pushes?: boolean } = {},
  ): Promise<EnvironmentRef[]> {
    return this.run({ name: 'create', environments, ...options });
  }

  /** Lets it answer listings of stacks, which wait until then: nothing else is read in the background without them. */
  open(): Promise<void> {
    return this.run({ name: 'open' });
  }

  /** The calls since the last time this was asked. */
  calls(): Promise<RecordedCall[]> {
    return this.run({ name: 'calls' });
  }

  /** How long CloudFormation took to create the stack of an environment. */
  creationTime(region: string, suffix: string): Promise<CreationTime> {
    return this.run({ name: 'creationTime', region, suffix });
  }

  deleteService({ region, suffix }: EnvironmentRef): Promise<void> {
    return this.run({ name: 'deleteService', region, suffix });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }

  private run<T>(command: FleetCommand): Promise<T> {
    const answer = answerOf<T>(this.child);
    this.child.send(command);
    return answer;
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const stopped = new AbortController();
  const [answer] = await Promise.race([
    once(child, 'message', { signal: stopped.signal }),
    once(child, 'exit', { signal: stopped.signal }).then(() => {
      throw new Error('Local AWS has ended.');
    }),
  ]).finally(() => stopped.abort());
  const { value, error } = answer as { value: T; error?: string };
  if (error) throw new Error(error);
  return value;
}
