/**
 * A `fetch` that ends: a deadline for the whole of it, one for silence in between, and a limit on what is read, the body
 * included. `AbortSignal.timeout` does not do it: fetch holds the signal's way to a body weakly, so a garbage collection
 * takes the deadline away, and an answer that drips, or never ends, holds its reader and fills the memory.
 */
import { t } from './t.ts';

export interface FetchLimits {
  /** ms from the call to the last byte of the answer. */
  deadline: number;
  /** ms without a byte of the answer's body; the deadline unless told. */
  idle?: number;
  /** Bytes of the answer's body, unpacked. */
  most: number;
  /** Given what begins the deadline anew, from then on of that many ms. */
  renewable?(renew: (deadline: number) => void): void;
}

/** More came than the purpose allows. */
export class AnswerTooLarge extends Error {
  override name = 'AnswerTooLarge';
}

/** Throws what `fetch` throws, a `TimeoutError`; reading the body throws these and `AnswerTooLarge`. */
export async function limitedFetch(
  input: string | URL | Request,
  init: RequestInit,
  limits: FetchLimits,
): Promise<Response> {
  const controller = new AbortController();
  const ending = new Ending(limits.deadline, controller);
  limits.renewable?.((deadline) => ending.renew(deadline));
  try {
    const response = await ending.before(fetch(input, { ...init, signal: controller.signal }));
    if (response.body === null) {
      ending.settle();
      return response;
    }
    const body = limitedBody(response.body.getReader(), ending, limits);
    const { status, statusText, headers } = response;
    return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', {
      value: response.url,
    });
  } catch (error) {
    ending.settle();
    throw error;
  }
}

/** The one deadline of a request, held by its timer, which nothing collects. */
class Ending {
  readonly late: Promise<never>;
  private readonly end: () => void;
  private timer: NodeJS.Timeout;
  private isSettled = false;

  constructor(deadline: number, controller: AbortController) {
    const { promise, reject } = withReject();
    this.late = promise;
    this.end = () => {
      const error = timeout();
      reject(error);
      controller.abort(error);
    };
    // A request that is waited for has a connection, which keeps the process.
    this.timer = setTimeout(this.end, deadline).unref();
  }

  /** The work, or the deadline where that comes first. */
  before<T>(work: Promise<T>): Promise<T> {
    // What comes after the deadline is nobody's.
    work.catch(() => {});
    return Promise.race([work, this.late]);
  }

  renew(deadline: number): void {
    if (this.isSettled) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.end, deadline).unref();
  }

  settle(): void {
    this.isSettled = true;
    clearTimeout(this.timer);
  }
}

function limitedBody(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  ending: Ending,
  { deadline, idle = deadline, most }: FetchLimits,
): ReadableStream<Uint8Array> {
  let size = 0;
  const stop = (reason: unknown) => {
    ending.settle();
    reader.cancel(reason).catch(() => {});
  };
  // Also where nobody reads on.
  ending.late.catch(stop);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await ending.before(within(idle, reader.read()));
          if (done) {
            ending.settle();
            return controller.close();
          }
          size += value.byteLength;
          if (size > most) throw tooLarge(most);
          controller.enqueue(value);
        } catch (error) {
          stop(error);
          controller.error(error);
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}

async function within<T>(idle: number, work: Promise<T>): Promise<T> {
  const { promise: silent, reject } = withReject();
  const timer = setTimeout(() => reject(timeout()), idle);
  try {
    return await Promise.race([work, silent]);
  } finally {
    clearTimeout(timer);
  }
}

function withReject(): { promise: Promise<never>; reject(error: Error): void } {
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  // Nobody may be waiting for it any more.
  promise.catch(() => {});
  return { promise, reject };
}

function timeout(): Error {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
}

function tooLarge(most: number): Error {
  return new AnswerTooLarge(t('the answer has more than {most} MB', { most: most / 1_000_000 }));
}
