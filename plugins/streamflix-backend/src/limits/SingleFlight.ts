/** Shares one attempt among concurrent callers with the same key. */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Promise<T>>();

  run(key: string, get: () => Promise<T>): Promise<T> {
    const flight = this.flights.get(key);
    if (flight) return flight;
    const started = get().finally(() => this.flights.delete(key));
    this.flights.set(key, started);
    return started;
  }

  /** Waits for the current attempt, regardless of its result, and then starts another. */
  async runAfter(key: string, get: () => Promise<T>): Promise<T> {
    await this.flights.get(key)?.catch(() => undefined);
    return this.run(key, get);
  }
}
