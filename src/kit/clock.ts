/** Time as a thing that is handed in: the system's in production, one that can be moved in the playground and in tests. */
export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now(): number;
  /** Runs once at that instant (epoch ms), at once when it has passed. Returns a function that calls it off. */
  at(instant: number, run: () => void): () => void;
}

/** setTimeout counts in 31 bits; a longer wait is taken in steps. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  at: (instant, run) => wait(systemClock, instant, run),
};

/** A clock that runs with the system's, `offset` ahead (or behind), and can be moved forward. Timers that fall due run at the move. */
export class MovableClock implements Clock {
  private offset: number;
  private readonly waiting = new Set<Waiting>();

  constructor(offset = 0) {
    this.offset = offset;
  }

  now(): number {
    return Date.now() + this.offset;
  }

  at(instant: number, run: () => void): () => void {
    const finish = () => {
      if (this.waiting.delete(entry)) run();
    };
    const entry: Waiting = { instant, finish, cancel: wait(this, instant, finish) };
    this.waiting.add(entry);
    return () => {
      this.waiting.delete(entry);
      entry.cancel();
    };
  }

  /** Moves to an instant (epoch ms). Moving back is refused: what fell due has happened. */
  moveTo(instant: number): void {
    const by = instant - this.now();
    if (by < 0) throw new RangeError('The clock moves forward only.');
    this.offset += by;
    for (const entry of [...this.waiting].sort((one, other) => one.instant - other.instant)) {
      if (!this.waiting.has(entry)) continue;
      entry.cancel();
      if (entry.instant <= this.now()) entry.finish();
      else entry.cancel = wait(this, entry.instant, entry.finish);
    }
  }
}

interface Waiting {
  instant: number;
  finish: () => void;
  cancel: () => void;
}

function wait(clock: Clock, instant: number, run: () => void): () => void {
  let timer: NodeJS.Timeout;
  const step = () => {
    const left = instant - clock.now();
    if (left <= 0) run();
    else timer = setTimeout(step, Math.min(left, LONGEST_TIMEOUT));
  };
  timer = setTimeout(step, Math.min(Math.max(0, instant - clock.now()), LONGEST_TIMEOUT));
  return () => clearTimeout(timer);
}
