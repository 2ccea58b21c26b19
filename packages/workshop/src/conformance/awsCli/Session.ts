import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@streamflix/local-aws';
import { synthesizeBlueprint } from '../../synthesizeBlueprint';
import { list, type AwsCli, word } from './AwsCli';

/** What the session is about: the stack of an environment, its template with small differences, and local AWS. */
export class Session {
  readonly stack = 'streamflix-conformance';

  constructor(
    readonly cli: AwsCli,
    private readonly endpoint: string,
    private readonly directory: string,
  ) {}

  /** Path of a file with the template of `complete` in which dead letters are kept for so many days. */
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

  /** The same file, as the commands take it that are no more than operations of the API. */
  async template(retentionDays: number): Promise<string> {
    return `file://${await this.templateFile(retentionDays)}`;
  }

  /** `cloudformation <operation>` of the stack. */
  command(operation: string): string {
    return `cloudformation ${operation} --stack-name ${this.stack}`;
  }

  /** Tells local AWS what is to go wrong from now on. */
  async faults(...faults: Fault[]): Promise<void> {
    const answer = await fetch(`${this.endpoint}/_local-aws/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** What the stack itself went through since its last operation began, oldest first. */
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

  /** Waits for the stack to come to rest; the waiters of the CLI look every 30 seconds. */
  async rests(): Promise<string> {
    for (;;) {
      const { Stacks } = await this.cli.print(this.command('describe-stacks'));
      const status = word(list(Stacks)[0].StackStatus);
      if (!status.endsWith('_IN_PROGRESS')) return status;
    }
  }
}
