/**
 * Where it is kept why the tasks of a service stopped, for whoever asks when cluster and tasks have gone with the rollback: another
 * replica, or this one after a restart. It may forget.
 */
export interface DiagnosticsStore {
  /** @param event - id of the stack event in which the service failed */
  get(event: string): Promise<readonly string[] | undefined>;
  /** @param reasons - in AWS's words */
  set(event: string, reasons: readonly string[]): Promise<void>;
}
