import { AnyPrincipal, Effect } from 'aws-cdk-lib/aws-iam';
import { permission } from './permission';

/** Denies requests without TLS, for every principal. */
export const denyPlaintext = (actions: string[], resource: string) =>
  permission({
    why: 'It cannot be reached without TLS, not even by the account itself.',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions,
    resources: [resource],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
