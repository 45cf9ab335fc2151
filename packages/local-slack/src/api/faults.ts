/** Faults that a test puts in the way of the next call of a method. */
export interface Fault {
  /** Answer with this HTTP status and do nothing; 429 is `ratelimited`. */
  status?: number;
  /** Seconds, for status 429; 1 when left out. */
  retryAfter?: number;
  /** Answer `{ ok: false, error }` and do nothing. */
  error?: string;
  /** What `response_metadata` tells besides the error. */
  messages?: string[];
  /** Break the connection before the call has its effect, or after it. */
  loseAnswer?: 'before' | 'after';
  /** Do it, then break the connection in the middle of the answer. */
  cut?: boolean;
  /** Keep the call waiting until the handle's `release` is called. */
  hold?: boolean;
  /** How many calls get it; 1 when left out. */
  times?: number;
}

export interface FaultHandle {
  /** Resolves when the first call has met the fault. */
  reached: Promise<void>;
  /** Lets calls that are held go on. */
  release(): void;
}

/** A fault as a call meets it. */
export interface MetFault extends Fault {
  released: Promise<void>;
}

interface Planned {
  method: string;
  fault: Fault;
  left: number;
  reach: () => void;
  released: Promise<void>;
}

export class Faults {
  readonly #planned: Planned[] = [];

  /** `method` is a Web API method, `upload`, `download` or `response_url`. */
  next(method: string, fault: Fault): FaultHandle {
    const reached = deferred();
    const released = deferred();
    if (!fault.hold) released.resolve();
    const left = fault.times ?? 1;
    this.#planned.push({ method, fault, left, reach: reached.resolve, released: released.promise });
    return { reached: reached.promise, release: released.resolve };
  }

  /** Forgets faults that no call has met yet. */
  clear(): void {
    this.#planned.length = 0;
  }

  take(method: string): MetFault | undefined {
    const planned = this.#planned.find((candidate) => candidate.method === method);
    if (!planned) return undefined;
    planned.left -= 1;
    if (planned.left <= 0) this.#planned.splice(this.#planned.indexOf(planned), 1);
    planned.reach();
    return { ...planned.fault, released: planned.released };
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
