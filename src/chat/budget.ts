/** How often one person may do one thing: a burst at once, then by and by. Of this process alone; nothing is stored. */
export class Budget {
  private readonly left = new Map<string, { tokens: number; at: number }>();
  private readonly burst: number;
  private readonly every: number;

  /** `every`: ms after which one more is there again. */
  constructor(burst: number, every: number) {
    this.burst = burst;
    this.every = every;
  }

  /** True: it is within the budget, and taken from it. */
  take(key: string, now: number): boolean {
    const known = this.left.get(key) ?? { tokens: this.burst, at: now };
    const tokens = Math.min(this.burst, known.tokens + (now - known.at) / this.every);
    if (this.left.size >= MOST_KNOWN && !this.left.has(key)) this.forget(now);
    this.left.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }

  /** Whose budget is whole again is as if they had never come. */
  private forget(now: number): void {
    for (const [key, { tokens, at }] of this.left)
      if (tokens + (now - at) / this.every >= this.burst) this.left.delete(key);
  }
}

const MOST_KNOWN = 10_000;
