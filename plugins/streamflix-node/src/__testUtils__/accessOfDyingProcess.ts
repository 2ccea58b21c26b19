import type { AwsAccess, AwsClients } from '../aws/AwsAccess';

/** Where a process dies: at the first call of an operation, before AWS receives it or before the response arrives. */
export interface Death {
  call: string;
  when: 'before' | 'after';
  /** A call that must have been made before. */
  since?: string;
}

/** Thrown by a process that is dead. */
export class Dead extends Error {}

/** Access with its own clients that works until the process dies. */
export function accessOfDyingProcess(
  access: AwsAccess,
  death: Death,
): AwsAccess {
  let isDead = false;
  let isSince = death.since === undefined;
  const touched = new WeakSet<object>();

  function dying(clients: AwsClients): AwsClients {
    const { cloudFormation } = clients;
    if (touched.has(cloudFormation)) return clients;
    touched.add(cloudFormation);
    cloudFormation.middlewareStack.add(
      (next, context) => async args => {
        if (isDead) throw new Dead();
        const isIt = isSince && context.commandName === `${death.call}Command`;
        if (isIt && death.when === 'before') {
          isDead = true;
          throw new Dead();
        }
        const answer = await next(args);
        if (isIt) isDead = true;
        if (isDead) throw new Dead();
        isSince ||= context.commandName === `${death.since}Command`;
        return answer;
      },
      { step: 'initialize', priority: 'high' },
    );
    return clients;
  }
  return {
    ...access,
    clients: async target => dying(await access.clients(target)),
  };
}
