/** Looks up values of dynamic references. The engine only checks whether they exist and never keeps them. */
export interface SecretReader {
  /**
   * @param reference - the text between `{{resolve:` and `}}`, for example `secretsmanager:db:SecretString:password` or
   *   `ssm:/name:1`.
   * @returns the value, or undefined when the secret, its version or the key in it does not exist; may also throw an `AwsError`
   *   that names which.
   */
  resolve(region: string, reference: string): string | undefined;
}
