/** Whether CloudFormation reports that the change set does not exist. */
export const isChangeSetGone = (error: unknown): boolean =>
  error instanceof Error &&
  (/^ChangeSetNotFound/.test(error.name) ||
    (error.name === 'ValidationError' &&
      /does not exist/i.test(error.message)));
