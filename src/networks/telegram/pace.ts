/**
 * How fast posts go to one chat: about one message a second, in short bursts more, and twenty a minute to a group (Bots
 * FAQ). Who is faster is told to wait, for longer each time. Each worker keeps the pace by itself.
 */

/** Messages that may go at once. */
const BURST = 5;
const SECOND = 1_000;
const IN_GROUPS = { most: 20, per: 60 * SECOND };

export class Pace {
  /** A channel has no limit by the minute; what is not known to be one counts as a group. */
  isChannel = false;
  /** How far it is ahead of one message a second, ms, as of `at` (epoch ms). Whole numbers, so that no wait is a hair too short. */
  private ahead = 0;
  private at = 0;
  /** Instants of the last minute. */
  private lately: number[] = [];
  private closedUntil = 0;

  /** Ms until so many messages may go; an album's pictures are messages too. */
  wait(messages: number, now: number): number {
    return Math.max(
      0,
      this.closedUntil - now,
      this.waitForBurst(messages, now),
      this.waitForGroup(messages, now),
    );
  }

  take(messages: number, now: number): void {
    this.ahead = this.aheadAt(now) + messages * SECOND;
    this.at = now;
    this.lately = [...this.lately, ...Array.from({ length: messages }, () => now)];
  }

  /** Telegram said so. */
  close(until: number): void {
    this.closedUntil = Math.max(this.closedUntil, until);
  }

  private waitForBurst(messages: number, now: number): number {
    // A large album goes when nothing went before it.
    const allowed = Math.max(0, BURST - messages);
    return this.aheadAt(now) - allowed * SECOND;
  }

  private waitForGroup(messages: number, now: number): number {
    this.lately = this.lately.filter((at) => at > now - IN_GROUPS.per);
    const over = this.lately.length + messages - IN_GROUPS.most;
    const last = this.isChannel ? undefined : this.lately[over - 1];
    return last === undefined ? 0 : last + IN_GROUPS.per - now;
  }

  private aheadAt(now: number): number {
    return Math.max(0, this.ahead - (now - this.at));
  }
}
