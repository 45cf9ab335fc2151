/**
 * One at a time, in the order of asking. A turn that lasts longer than `patience` ms while others wait is a mistake:
 * whoever waited as long is refused. A long queue alone is none, however long it takes.
 */
export class Mutex {
  private readonly patience: number;
  private waiting: Waiter[] = [];
  private held = false;
  private watch: NodeJS.Timeout | undefined;

  constructor(patience: number) {
    this.patience = patience;
  }

  /**
   * Resolves when it is this caller's turn, with the function that ends the turn (calling it twice does nothing).
   * Rejects when one turn before it does not end.
   */
  acquire(): Promise<() => void> {
    if (!this.held) {
      this.held = true;
      return Promise.resolve(this.turn());
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ since: performance.now(), begin: () => resolve(this.turn()), refuse: reject });
      this.watch ??= this.watchFor(this.patience);
    });
  }

  private turn(): () => void {
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.next();
    };
  }

  private next(): void {
    clearTimeout(this.watch);
    const waiter = this.waiting.shift();
    this.held = waiter !== undefined;
    this.watch = this.waiting.length > 0 ? this.watchFor(this.patience) : undefined;
    waiter?.begin();
  }

  private watchFor(span: number): NodeJS.Timeout {
    return setTimeout(() => this.refuseOldest(), span);
  }

  /** Nobody's turn ended for that long. Who came later waits for as long. */
  private refuseOldest(): void {
    const longAgo = performance.now() - this.patience + TICK;
    const [refused, others] = [
      this.waiting.filter(({ since }) => since <= longAgo),
      this.waiting.filter(({ since }) => since > longAgo),
    ];
    this.waiting = others;
    const [first] = others;
    this.watch = first ? this.watchFor(Math.max(1, first.since - longAgo)) : undefined;
    for (const waiter of refused)
      waiter.refuse(new Error(`One turn lasted longer than ${this.patience} ms.`));
  }
}

/** ms that a timer may come early. */
const TICK = 2;

interface Waiter {
  /** By performance.now(). */
  since: number;
  begin: () => void;
  refuse: (error: Error) => void;
}
