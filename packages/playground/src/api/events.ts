/** Tells the page by server-sent events that something changed. `end` lets the server stop at once. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Changes } from '../changes.ts';

const KEEP_ALIVE = 20_000;

export class EventStreams {
  readonly #changes: Changes;
  readonly #open = new Set<() => void>();

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  answer(context: Context): Response {
    return streamSSE(context, async (stream) => {
      const send = (event: string) => void stream.writeSSE({ event, data: '' }).catch(() => {});
      const stopWatching = this.#changes.watch(() => send('change'));
      const alive = setInterval(() => send('alive'), KEEP_ALIVE);
      send('change');
      await new Promise<void>((resolve) => {
        const close = () => {
          this.#open.delete(close);
          resolve();
        };
        this.#open.add(close);
        stream.onAbort(close);
      });
      clearInterval(alive);
      stopWatching();
    });
  }

  /** Ends every stream. */
  end(): void {
    for (const close of [...this.#open]) close();
  }
}
