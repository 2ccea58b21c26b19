import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Refuses requests that do not come over TLS, whoever makes them. */
export const denyPlaintext = (actions: string[], resource: string) =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions,
    resources: [resource],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
