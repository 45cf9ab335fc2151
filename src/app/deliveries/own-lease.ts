/**
 * Until when this process surely holds a delivery that it has begun, judged by its own clocks: it may have stood still
 * meanwhile, and another may have taken the delivery over.
 */
export class OwnLease {
  private readonly span: number;
  private readonly longest: number;
  private readonly begun = thisMoment();
  private since = NEVER;
  private isReleased = false;

  /** `span`: ms for which it holds without being renewed; `longest`: in all. */
  constructor(span: number, longest: number) {
    this.span = span;
    this.longest = longest;
  }

  /** `since`: right before the database was asked, so that the lease ends here no later than there. */
  extend(since: Moment): void {
    // Answers may come in another order than they were asked for.
    if (since.steady > this.since.steady) this.since = since;
  }

  /** Whoever lets go makes no further request. */
  release(): void {
    this.isReleased = true;
  }

  /** Whoever has not ended by now hangs. */
  get isOver(): boolean {
    return thisMoment().steady - this.begun.steady >= this.longest;
  }

  get isSure(): boolean {
    if (this.isReleased) return false;
    const { steady, wall } = thisMoment();
    // While a machine sleeps its steady clock may stand still too; the other one may be set.
    return Math.max(steady - this.since.steady, wall - this.since.wall) < this.span;
  }
}

/** Ms, each of its own beginning. */
export interface Moment {
  steady: number;
  wall: number;
}

const NEVER: Moment = { steady: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY };

export function thisMoment(): Moment {
  return { steady: performance.now(), wall: Date.now() };
}
