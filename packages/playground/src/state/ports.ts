/**
 * The ports that the chats and the account had at the last start, to be had again: published posts, files and
 * answers still to be given carry their addresses. Where one is taken meanwhile, another will do.
 */

import type { Stateful } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';

const shape = z.record(z.string(), z.number().int().min(1).max(65_535));

export class Ports implements Stateful {
  #ports: Record<string, number> = {};

  /** `start` listens on the port that it is given (0: a free one) and gives the address. */
  async open(name: string, start: (port: number) => Promise<string>): Promise<void> {
    const before = this.#ports[name] ?? 0;
    const address = await start(before).catch((error: unknown) => {
      if (!before || !isTaken(error)) throw error;
      return start(0);
    });
    this.#ports[name] = Number(new URL(address).port);
  }

  snapshotState(): unknown {
    return this.#ports;
  }

  restoreState(value: unknown): void {
    this.#ports = shape.parse(value);
  }
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
