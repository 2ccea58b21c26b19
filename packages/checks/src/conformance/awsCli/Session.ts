import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@streamflix/local-aws';
import { synthesizeBlueprint } from '@streamflix/cli';
import { list, type AwsCli, word } from './AwsCli';

/** The state of the session: the stack of an environment, variants of its template, and local AWS. */
export class Session {
  readonly stack = 'streamflix-conformance';

  constructor(
    readonly cli: AwsCli,
    private readonly endpoint: string,
    private readonly directory: string,
  ) {}

  /** Path of a file with the template of `complete`, in which dead letters are retained for this many days. */
  async templateFile(retentionDays: number): Promise<string> {
    const file = join(this.directory, `template-${retentionDays}.json`);
    if (!existsSync(file)) {
      const { templateBody } = await synthesizeBlueprint('complete', {
        suffix: 'conformance',
        region: 'eu-west-2',
        set: [`deadLetters.retentionDays=${retentionDays}`],
      });
      writeFileSync(file, templateBody);
    }
    return file;
  }

  /** The same file, as the parameter of commands that are single API operations. */
  async template(retentionDays: number): Promise<string> {
    return `file://${await this.templateFile(retentionDays)}`;
  }

  /** `cloudformation <operation>` for the stack. */
  command(operation: string): string {
    return `cloudformation ${operation} --stack-name ${this.stack}`;
  }

  /** Lets a change be over before the CLI polls for its end: it does so at once, and then every 5 or 30 seconds. */
  async delayAnswers(): Promise<void> {
    const late = (operation: string, seconds: number): Fault => ({
      kind: 'slow-call',
      operation,
      seconds,
      when: 'after',
    });
    await this.faults(late('CreateChangeSet', 1), late('ExecuteChangeSet', 2));
  }

  /** Sets the faults of local AWS. */
  async faults(...faults: Fault[]): Promise<void> {
    const answer = await fetch(`${this.endpoint}/_local-aws/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** The stack's own statuses since its last operation started, oldest first. */
  async states(since: string): Promise<string[]> {
    const { StackEvents } = await this.cli.print(
      this.command('describe-stack-events'),
    );
    const states = list(StackEvents)
      .filter(
        ({ ResourceType }) =>
          word(ResourceType) === 'AWS::CloudFormation::Stack',
      )
      .map(({ ResourceStatus }) => word(ResourceStatus));
    return states.slice(0, states.indexOf(since) + 1).reverse();
  }

  /** Waits until the stack is stable, since the CLI's waiters poll only every 30 seconds. */
  async finished(): Promise<string> {
    for (;;) {
      const { Stacks } = await this.cli.print(this.command('describe-stacks'));
      const status = word(list(Stacks)[0].StackStatus);
      if (!status.endsWith('_IN_PROGRESS')) return status;
    }
  }
}
