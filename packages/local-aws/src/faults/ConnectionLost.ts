/** Ends a call without a response. */
export class ConnectionLost extends Error {
  constructor() {
    super('The connection is lost on purpose.');
    this.name = 'ConnectionLost';
  }
}
