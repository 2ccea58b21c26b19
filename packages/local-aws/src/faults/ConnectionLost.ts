/** Ends a call without an answer. */
export class ConnectionLost extends Error {
  constructor() {
    super('The connection is lost on purpose.');
    this.name = 'ConnectionLost';
  }
}
