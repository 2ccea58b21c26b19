const caller =
  /\barn:[\w-]+:(?:sts::\d*:(?:assumed-role|federated-user)|iam::\d*:user)\/[^\s"',;)]+/g;

/**
 * Removes the identity that was denied access from an AWS message: users need not know the role of this installation. An
 * environment's own roles are kept.
 */
export function withoutCaller(text: string): string;
export function withoutCaller(text: string | undefined): string | undefined;
export function withoutCaller(text: string | undefined): string | undefined {
  return text?.replace(caller, '(identity not shown)');
}
