// How often a server that crashed is started again.

/** At most `limit` crashes within `window` milliseconds; the next one is the last. */
export class Restarts {
  private crashes: number[] = [];

  constructor(
    private readonly limit = 4,
    private readonly window = 3 * 60_000,
  ) {}

  /** Counts a crash at this time; whether to start again. */
  mayRestart(now: number): boolean {
    this.crashes = this.crashes.filter((at) => now - at < this.window);
    this.crashes.push(now);
    return this.crashes.length <= this.limit;
  }

  /** Forgets the crashes: the user asked for a new start. */
  forget(): void {
    this.crashes = [];
  }
}
