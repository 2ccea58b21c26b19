/** Looks values up for dynamic references. Values never leave the lookup: the engine only asks whether they exist. */
export interface SecretReader {
  /**
   * @param reference - what stands between `{{resolve:` and `}}`, for example `secretsmanager:db:SecretString:password`
   *   or `ssm:/name:1`.
   * @returns the value, or undefined when the secret, its version or the key in it does not exist; it may also throw an
   *   `AwsError` that says which.
   */
  resolve(region: string, reference: string): string | undefined;
}
