/** Simulated seconds since local AWS was started. */
export class SimulatedClock {
  private readonly startedAt = performance.now();

  /** @param speed simulated seconds in one real second */
  constructor(readonly speed: number) {}

  now(): number {
    return ((performance.now() - this.startedAt) * this.speed) / 1000;
  }

  /** Real milliseconds until a moment; 0 if it has passed. */
  millisecondsUntil(moment: number): number {
    return Math.max(0, ((moment - this.now()) * 1000) / this.speed);
  }
}
