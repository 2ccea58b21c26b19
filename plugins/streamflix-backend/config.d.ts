export interface Config {
  streamflix?: {
    /**
     * Whether owners and requesters are notified of the outcome of an operation; true by default. Without the notifications plugin,
     * no notifications are sent.
     * @visibility backend
     */
    notifications?: boolean;
  };
}
