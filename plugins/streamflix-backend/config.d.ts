export interface Config {
  streamflix?: {
    /**
     * Whether owners and requesters are notified of the outcome of an operation. They are unless this is false; without the
     * notifications plugin there are none, and nothing else changes.
     * @visibility backend
     */
    notifications?: boolean;
  };
}
