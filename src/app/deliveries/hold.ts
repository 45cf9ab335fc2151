/**
 * Until when this process surely holds a delivery that it has begun, by its own clocks: it may have stood still, and what
 * is begun by nobody that lives is another's after a while.
 */
export class Hold {
  private readonly lease: number;
  private since: Moment = { steady: Number.NEGATIVE_INFINITY, wall: 0 };

  /** `lease` in ms. */
  constructor(lease: number) {
    this.lease = lease;
  }

  /** `since`: right before the database was asked, so that the lease ends here no later than there. */
  extend(since: Moment): void {
    this.since = since;
  }

  get isSure(): boolean {
    const { steady, wall } = thisMoment();
    // While a machine sleeps its steady clock may stand still too; the other one may be set.
    return Math.max(steady - this.since.steady, wall - this.since.wall) < this.lease;
  }
}

/** Ms, each of its own beginning. */
export interface Moment {
  steady: number;
  wall: number;
}

export function thisMoment(): Moment {
  return { steady: performance.now(), wall: Date.now() };
}
