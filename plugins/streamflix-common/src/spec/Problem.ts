/** One thing that is wrong with what a person gave, in the words of the form. */
export interface Problem {
  /** Where: the field's path, such as `service.maxTasks`; empty for the whole. */
  path: string;
  /** A sentence that says what is wrong and what would be right. */
  message: string;
}
