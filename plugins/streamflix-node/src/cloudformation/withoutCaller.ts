const caller =
  /\barn:[\w-]+:(?:sts::\d*:(?:assumed-role|federated-user)|iam::\d*:user)\/[^\s"',;)]+/g;

/**
 * What AWS says, without the identity it denies something to: users need not know which role this installation has. The roles of
 * an environment are named elsewhere.
 */
export function withoutCaller(text: string): string;
export function withoutCaller(text: string | undefined): string | undefined;
export function withoutCaller(text: string | undefined): string | undefined {
  return text?.replace(caller, '(identity not shown)');
}
