/** A local TikTok with a clock that is moved, and what is sent to it. */
import { afterEach, beforeEach } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import {
  type Connection,
  type Intent,
  type Message,
  NetworkError,
  type Published,
} from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/tiktok/index.ts';
import { intentAt, keepIn, outside, picture } from '../servers/outside.ts';
import { startTikTok } from '../servers/tiktok.ts';
import { type TestVideo, video } from '../servers/video.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const MIB = 1024 * 1024;
/** Two chunks, of which the last one has the rest. */
export const LARGE = 13 * MIB + 17;
export let clock: MovableClock;
export let far: Awaited<ReturnType<typeof startTikTok>>;

/** To be called where hooks may be. */
export function useTikTok(): void {
  beforeEach(async () => {
    clock = new MovableClock();
    far = await startTikTok(clock);
  });
  afterEach(() => far.stop());
}

export async function restart(more: Parameters<typeof startTikTok>[1]): Promise<void> {
  await far.stop();
  far = await startTikTok(clock, more);
}

export function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), { ...outside(), clock });
}

export const PUBLIC = { privacy: 'PUBLIC_TO_EVERYONE' };

export function film(
  more: Partial<Message> = {},
  shown: TestVideo = video(2_000),
): Message & { video: TestVideo } {
  return { text: 'Two of them', images: [], ...more, video: shown, fields: { ...PUBLIC, ...more.fields } };
}

export function album(more: Partial<Message> = {}, count = 2): Message {
  const images = Array.from({ length: count }, (_, index) => picture('', index));
  return { text: 'Two of them', ...more, images, fields: { ...PUBLIC, ...more.fields } };
}

/** Each chunk of it takes longer than one try sends. */
export function slowed(shown: TestVideo): TestVideo {
  return {
    ...shown,
    async *pieces(from: number, most: number) {
      for await (const piece of shown.pieces(from, most)) {
        clock.moveTo(clock.now() + 11_000);
        yield piece;
      }
    },
  };
}

/** Marks are kept with the intent, as the store does. */
export function publish(message: Message, intent: Intent = intentAt(clock.now()), connection = connect()) {
  return connection.publish(message, intent, keepIn(intent));
}

/** As the deliverer goes on: looks where it may be live, sends where it surely is not. */
export async function publishOn(message: Message, intent: Intent): Promise<Published> {
  let isDoubtful = false;
  for (let tries = 0; tries < 30; tries += 1) {
    try {
      const found = isDoubtful ? await connect().find?.(message, intent) : undefined;
      return found ?? (await publish(message, intent));
    } catch (error) {
      if (!(error instanceof NetworkError) || error.reason === 'refused') throw error;
      isDoubtful ||= error.reason === 'lost';
    }
    clock.moveTo(clock.now() + MINUTE / 2);
  }
  throw new Error('It never went out.');
}

/** What TikTok says of what was begun, the next time. */
export function tell(data: Record<string, unknown>): void {
  const body = { data, error: { code: 'ok', message: '', log_id: '1' } };
  far.tiktok.faults.next('status.fetch', { refusal: { status: 200, body } });
}

export const posts = () => far.tiktok.posts();
export const begun = () => far.tiktok.publishes();
