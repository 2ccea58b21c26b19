/** Lets those who want the same thing at the same time share one attempt at getting it. */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Promise<T>>();

  run(key: string, get: () => Promise<T>): Promise<T> {
    const flight = this.flights.get(key);
    if (flight) return flight;
    const begun = get().finally(() => this.flights.delete(key));
    this.flights.set(key, begun);
    return begun;
  }

  /** Waits for the attempt under way, whatever becomes of it, and then makes another. */
  async runAfter(key: string, get: () => Promise<T>): Promise<T> {
    await this.flights.get(key)?.catch(() => undefined);
    return this.run(key, get);
  }
}
