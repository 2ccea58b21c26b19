/**
 * Stores why the tasks of a service stopped. Other replicas, or this one after a restart, read it after a rollback has deleted
 * the cluster and its tasks. Entries may expire.
 */
export interface DiagnosticsStore {
  /** @param event - id of the stack event in which the service failed */
  get(event: string): Promise<readonly string[] | undefined>;
  /** @param reasons - as AWS reports them */
  set(event: string, reasons: readonly string[]): Promise<void>;
}
