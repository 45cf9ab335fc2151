/** What a connection is given of the outside, for tests. */
import { pixel } from '../../../packages/local-networks/tests/picture.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import {
  type Intent,
  type Keep,
  type Message,
  NetworkError,
  type Outside,
} from '../../../src/networks/network.ts';
import { publicPictures } from './public-pictures.ts';

export interface Kept {
  value?: string;
}

/** `kept` may be shared by several, as by workers of one account. */
export function outside(kept: Kept = {}): Outside {
  return {
    clock: systemClock,
    log: createLog('silent'),
    publicMedia: publicPictures,
    session: {
      load: async () => kept.value,
      save: async (value) => {
        kept.value = value;
      },
    },
  };
}

let keys = 0;

export function intentAt(at: number = Date.now()): Intent {
  keys += 1;
  return { key: `delivery${String(keys).padStart(6, '0')}`, at, marks: {} };
}

/** Marks are kept with the intent, as the store does. */
export function keepIn(intent: Intent): Keep {
  return async (marks) => {
    Object.assign(intent.marks, marks);
  };
}

/** As the deliverer does: again, as long as it is told that the network works on it. `meanwhile`: between two tries. */
export async function patiently<Result>(
  attempt: () => Promise<Result>,
  meanwhile: () => unknown = () => {},
): Promise<Result> {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof NetworkError && error.reason === 'processing')) throw error;
      await meanwhile();
    }
  }
  throw new Error('It never became ready.');
}

export function textOf(text: string): Message {
  return { text, images: [] };
}

/** Of one pixel; `seed` makes it another file. */
export function picture(alt: string, seed = 0) {
  return { bytes: Buffer.from(pixel(seed)), contentType: 'image/png', alt, width: 1, height: 1 };
}
