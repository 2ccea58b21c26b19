export interface Config {
  streamflix?: {
    /**
     * Whether owners and whoever asked are notified of the end of an operation. They are unless this is false; without the
     * notifications plugin nobody is told, and nothing else changes.
     * @visibility backend
     */
    notifications?: boolean;
  };
}
