/** Whether CloudFormation says that there is no such change set. */
export const isChangeSetGone = (error: unknown): boolean =>
  error instanceof Error &&
  (/^ChangeSetNotFound/.test(error.name) ||
    (error.name === 'ValidationError' &&
      /does not exist/i.test(error.message)));
