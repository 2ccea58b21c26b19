/**
 * What AWS says, without the identity it denies something to: users need not know which role this installation has. The roles of
 * an environment are named elsewhere.
 */
export const withoutCaller = <T extends string | undefined>(text: T) =>
  text?.replace(
    /\barn:[\w-]+:(?:sts::\d*:(?:assumed-role|federated-user)|iam::\d*:user)\/[^\s"',;)]+/g,
    '(identity not shown)',
  );
