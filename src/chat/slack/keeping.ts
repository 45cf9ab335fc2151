/** What somebody asks for in Slack, kept from before its acknowledgement until it is answered. */
import type { Clock } from '../../kit/clock.ts';
import type { Journal } from '../journal.ts';
import {
  blockActions,
  interactionEvent,
  messageAction,
  slashCommand,
  submissionEvent,
  viewSubmission,
} from './payloads.ts';
import { SLACK } from './rich-text.ts';
import type { Work } from './work.ts';

/** Who takes what was heard, one method for each kind. `isLate`: the way that Slack gave for the answer is closed. */
export interface Hearer {
  command(body: unknown, isLate?: boolean): Promise<void>;
  action(body: unknown, isLate?: boolean): Promise<void>;
  submission(body: unknown, isLate?: boolean): Promise<void>;
  menu(body: unknown, isLate?: boolean): Promise<void>;
}

export type HeardKind = keyof Hearer;

export class Keeping {
  private readonly hearer: Hearer;
  private readonly work: Work;
  private readonly journal: Journal;
  private readonly clock: Clock;
  /** What is kept and nobody has taken up yet. */
  private readonly events = new WeakMap<object, string>();

  constructor(hearer: Hearer, work: Work, journal: Journal, clock: Clock) {
    this.hearer = hearer;
    this.work = work;
    this.journal = journal;
    this.clock = clock;
  }

  /** Before it is acknowledged. What nobody waits for an answer to is not kept. */
  keep(body: object): void {
    const asked = askedIn(body);
    if (!asked) return;
    const { kind, event } = asked;
    this.events.set(body, event);
    const until = this.clock.now() + ANSWERED_WITHIN;
    this.journal.heard({ chat: SLACK, event, until, body: { kind, payload: body } });
  }

  /** From here on Slack tells nobody that it failed. */
  acknowledged(body: object): void {
    const event = this.events.get(body);
    if (event !== undefined) this.journal.reached(event, 'acknowledged');
  }

  /** The work on it, which begins in the next turn. */
  begin(kind: HeardKind, body: object): void {
    const event = this.events.get(body);
    this.events.delete(body);
    this.run(kind, body, event, false);
  }

  /** Bolt is done with it. What had nobody who takes it is done. */
  end(body: object): void {
    const event = this.events.get(body);
    if (event !== undefined) this.journal.done(event);
  }

  /** Goes on with what the dead left, until the returned function is called. */
  takeUp(): () => void {
    return this.journal.takeUp(SLACK, ({ event, body }, isLate) => {
      const { kind, payload } = body as { kind: HeardKind; payload: object };
      this.run(kind, payload, event, isLate);
    });
  }

  private run(kind: HeardKind, body: object, event: string | undefined, isLate: boolean): void {
    this.work.begin(NAMES[kind], async () => {
      try {
        await this.hearer[kind](body, isLate);
      } finally {
        if (event !== undefined) this.journal.done(event);
      }
    });
  }
}

const NAMES: Record<HeardKind, string> = {
  command: 'a command',
  action: 'a press',
  submission: 'a form',
  menu: 'an entry of a menu',
};

/** ms that a response_url takes answers. */
const ANSWERED_WITHIN = 30 * 60_000;

function askedIn(body: object): { kind: HeardKind; event: string } | undefined {
  const type = 'type' in body ? body.type : undefined;
  if (type === 'block_actions') {
    const { data } = blockActions.safeParse(body);
    // Typing in a form.
    return data && data.view === undefined ? { kind: 'action', event: interactionEvent(data) } : undefined;
  }
  if (type === 'view_submission') {
    const { data } = viewSubmission.safeParse(body);
    return data && { kind: 'submission', event: submissionEvent(data) };
  }
  if (type === 'message_action') {
    const { data } = messageAction.safeParse(body);
    return data && { kind: 'menu', event: interactionEvent(data) };
  }
  const { data } = slashCommand.safeParse(body);
  return data && { kind: 'command', event: interactionEvent(data) };
}
