/**
 * Keeps one chat heard: a chat that is down is tried again until it is there, and nothing else waits for it. Only a
 * token that is not taken stops the start, since nothing but an operator can mend it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Chat, ChatError } from '../chat/chat.ts';
import { pauseBefore } from '../kit/backoff.ts';
import type { Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';

export interface HearingOptions {
  /** ms that a start waits for the first attempt; it goes on in the background after. */
  patience?: number;
  /** Resolves after so many ms, or when the signal says that it is over. */
  pause?(ms: number, signal: AbortSignal): Promise<unknown>;
}

/** ms */
const PATIENCE = 15_000;
/** ms; whoever mends a token on the chat's side is noticed. */
const TOKEN_PAUSE = 5 * 60_000;

export class Hearing {
  private readonly chat: Chat;
  private readonly log: Log;
  private readonly patience: number;
  private readonly pause: NonNullable<HearingOptions['pause']>;
  private stopping = new AbortController();
  private problem: string | undefined = t('not connected yet');
  private attempts: Promise<void> | undefined;

  constructor(chat: Chat, log: Log, { patience = PATIENCE, pause = waitUnless }: HearingOptions = {}) {
    this.chat = chat;
    this.log = log;
    this.patience = patience;
    this.pause = pause;
  }

  /**
   * Resolves when the chat is heard, or is being tried in the background. `strict`: throws a `ChatError` when it does
   * not take the token at the first attempt.
   */
  async start({ strict }: { strict: boolean }): Promise<void> {
    this.stopping = new AbortController();
    this.problem = t('not connected yet');
    const { signal } = this.stopping;
    const first = this.attempt(signal);
    this.attempts = first.then(() => {});
    const decided = new AbortController();
    const failed = await Promise.race([first, this.pause(this.patience, decided.signal)]);
    decided.abort();
    if (strict && failed instanceof ChatError && failed.isTokenRefused) throw failed;
    this.attempts = first.then((result) => this.goOn(result, signal));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.chat.stop();
    await this.attempts;
  }

  /** Undefined while it is heard, else the reason in words. */
  fault(): string | undefined {
    return this.problem ?? this.chat.fault();
  }

  /** What went wrong; undefined when it is heard. Never rejects. */
  private async attempt(signal: AbortSignal): Promise<unknown> {
    try {
      await this.chat.start();
      this.problem = undefined;
      // A stop that came meanwhile found nothing to stop.
      if (signal.aborted) await this.chat.stop();
      return undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      return error ?? new Error(t('the connection was closed'));
    }
  }

  private async goOn(first: unknown, signal: AbortSignal): Promise<void> {
    let failed = first;
    for (let count = 1; failed !== undefined && !signal.aborted; count += 1) {
      const ms = pauseAfter(failed, count);
      this.tell(failed, ms);
      await this.pause(ms, signal);
      if (signal.aborted) return;
      failed = await this.attempt(signal);
      if (failed === undefined) this.log.info({ chat: this.chat.chat }, 'the chat is heard');
    }
  }

  private tell(error: unknown, ms: number): void {
    const about = { err: error, chat: this.chat.chat, again: Math.ceil(ms / 1000) };
    if (error instanceof ChatError && error.reason === 'refused')
      this.log.error(about, 'the chat does not let the bot in; what is approved goes out all the same');
    else this.log.warn(about, 'the chat is not there; what is approved goes out all the same');
  }
}

function pauseAfter(error: unknown, count: number): number {
  if (!(error instanceof ChatError)) return pauseBefore(count);
  return error.isTokenRefused ? TOKEN_PAUSE : pauseBefore(count, error.retryAfter);
}

async function waitUnless(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {});
}
