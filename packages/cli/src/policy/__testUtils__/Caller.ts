import type { Account, Actor, Role } from './Account';
import { allows, type Call } from './evaluate';

export const isUnderOurPath = (arn: string) => /^[^/]*\/streamflix\//.test(arn);
export const short = (arn: string) => arn.split(':').slice(5).join(':');

/** A caller, and the sequence of calls that made it one. */
export class Caller {
  constructor(
    readonly account: Account,
    readonly actor: Actor,
    readonly before: readonly string[],
  ) {}

  /** The sequence with this call; undefined when it is denied. */
  try(call: Call, label: string): string[] | undefined {
    if (!allows(this.actor.statements, call)) return undefined;
    this.account.findings.calls.add(call.action);
    return [...this.before, `${this.actor.name}: ${call.action} ${label}`];
  }

  /** As `try`, for a change of a role. */
  tryChange(
    arn: string,
    role: Role,
    action: string,
    keys: Call['keys'] = {},
  ): string[] | undefined {
    return this.try(
      {
        action,
        resource: arn,
        keys: { 'iam:PermissionsBoundary': role.boundary, ...keys },
      },
      `${short(arn)} ${JSON.stringify(keys)}`,
    );
  }
}
