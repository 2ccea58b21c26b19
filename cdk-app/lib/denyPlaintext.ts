import { AnyPrincipal, Effect } from 'aws-cdk-lib/aws-iam';
import { permission } from './permission';

/** Denies requests without TLS, for every principal. */
export const denyPlaintext = (actions: string[], resource: string) =>
  permission({
    why: 'Nobody, not even the account itself, reaches it without TLS.',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions,
    resources: [resource],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
