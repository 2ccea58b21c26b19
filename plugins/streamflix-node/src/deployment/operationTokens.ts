import { createHash } from 'node:crypto';

/** Every name and token an operation gives to AWS. */
export interface OperationTokens {
  changeSet: string;
  create: string;
  execute: string;
  destroy: string;
  cancel: string;
  clear: string;
  recover: string;
}

/**
 * Derives them from the token of the request, so that whoever runs the request again finds what the first run began.
 *
 * A token names one operation: the same token is the same operation with the same end. A new attempt needs a new token.
 * The token itself is not shown to AWS: CloudFormation allows it letters, digits and dashes alone, and at most 128.
 */
export function operationTokens(token: string): OperationTokens {
  const id = createHash('sha256').update(token).digest('hex').slice(0, 32);
  const named = (step: string) => `streamflix-${step}-${id}`;
  return {
    changeSet: named('plan'),
    create: named('create'),
    execute: named('deploy'),
    destroy: named('destroy'),
    cancel: named('cancel'),
    clear: named('clear'),
    recover: named('recover'),
  };
}
