/**
 * One problem with the user's input, described in the terms of the form.
 *
 * @public
 */
export interface Problem {
  /** Path of the field, such as `service.maxTasks`; empty for the whole input. */
  path: string;
  /** Message that says what is wrong and what is valid. */
  message: string;
}
