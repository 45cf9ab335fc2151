/** Does what somebody asked for in Discord, when it is acknowledged, and shows its answer. */
import { withEmoji } from '../../kit/emoji.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import { type Card, card, text } from '../card.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { Journal, Kept } from '../journal.ts';
import type { Options, RawValues } from '../option.ts';
import type { Answers } from './answers.ts';
import { type Asked, readAsked } from './asked.ts';
import { isStaleInteraction, loggable } from './fault.ts';
import { TYPED } from './form.ts';
import type { Names } from './speak/names.ts';

export interface PerformerOptions<App> {
  dispatcher: Dispatcher<App>;
  answers: Answers;
  journal: Journal;
  log: Log;
  names: Pick<Names, 'readable'>;
  /** Where uploaded files may be fetched from. */
  hosts: readonly string[];
  /** Tells somebody in a direct message; told twice with a key, it stands there once. */
  direct(user: string, shown: Card, key: string): Promise<void>;
}

type Put = (shown: Card) => Promise<void>;

export class Performer<App> {
  private readonly options: PerformerOptions<App>;

  constructor(options: PerformerOptions<App>) {
    this.options = options;
  }

  async perform(asked: Asked, put: Put = this.placeOf(asked)): Promise<void> {
    const shown = await this.run(asked, await this.readable(asked));
    if (shown) await this.show(shown, put);
  }

  /** What a process left that died. `isLate`: what answers it is no longer taken. */
  async again({ event, body }: Kept, isLate: boolean): Promise<void> {
    const asked = readAsked(body, this.options.hosts);
    const { user } = asked.incoming.identity;
    if (isLate) return this.perform(asked, (shown) => this.options.direct(user, shown, event));
    if (await this.isAcknowledged(asked)) {
      this.options.journal.reached(event, 'acknowledged');
      return this.perform(asked);
    }
    this.options.log.info({ event }, 'Discord told the person itself that this was not taken');
  }

  /** Where Discord cannot be asked it is: else what somebody asked for would be lost without a word. */
  private async isAcknowledged(asked: Asked): Promise<boolean> {
    try {
      return await this.options.answers.isAcknowledged(asked);
    } catch (error) {
      this.options.log.warn(loggable(error), 'Discord does not say whether this was acknowledged');
      return true;
    }
  }

  /** What was done is done: if its card cannot be shown, that is said instead of leaving the person waiting. */
  async show(shown: Card, put: Put): Promise<void> {
    try {
      await put(shown);
    } catch (error) {
      this.tell(error);
      await put(notShown());
    }
  }

  tell(error: unknown): void {
    const { log } = this.options;
    if (isStaleInteraction(error))
      log.info(loggable(error), 'Discord took no answer: too late, or another bot answered');
    else log.error(loggable(error), 'an answer to Discord failed');
  }

  private run(asked: Asked, values: RawValues): Promise<Card | undefined> {
    const { dispatcher } = this.options;
    const { incoming } = asked;
    if (asked.kind === 'run') return dispatcher.run(asked.name, values, incoming);
    if (asked.kind === 'take') return dispatcher.take(asked.name, asked.target, incoming);
    const { action, id, message, choice } = asked;
    return dispatcher.press(action, id, { ...incoming, message, choice, values });
  }

  /** A press changes its card; what it says besides is a message of its own. */
  private placeOf(asked: Asked): Put {
    const { answers } = this.options;
    return (shown) => (asked.kind === 'press' ? answers.whisper(asked, shown) : answers.fill(asked, shown));
  }

  /** Words as their reader sees them, but for those that may go to a channel of Discord's, which knows their markup. */
  private async readable(asked: Asked): Promise<RawValues> {
    const { names } = this.options;
    const options = this.optionsOf(asked);
    const server = asked.server === undefined ? {} : { server: asked.server };
    const pairs = Object.entries(asked.values).map(async ([name, value]) => {
      const option = options ? options[name] : TYPED;
      if (option?.kind !== 'text' || typeof value !== 'string') return [name, value];
      const text = await withEmoji(withBareLinks(value));
      return [name, option.keepsMarkup ? text : await names.readable({ text, names: {}, ...server })];
    });
    return Object.fromEntries(await Promise.all(pairs));
  }

  /** Undefined where the fields depend on what the form is about. */
  private optionsOf(asked: Asked): Options | undefined {
    const { dispatcher } = this.options;
    if (asked.kind === 'run') return dispatcher.command(asked.name)?.options ?? {};
    return asked.kind === 'press' ? dispatcher.optionsOf(asked) : {};
  }
}

/** Without the brackets that keep Discord from showing what is behind a link; code stays. */
function withBareLinks(text: string): string {
  return text.replace(BRACKETED, (whole, link?: string) => link ?? whole);
}

const BRACKETED = /```[\s\S]*?```|`[^`\n]+`|<(https?:\/\/[^<>\s]+)>/gi;

function notShown(): Card {
  return card(t('The answer cannot be shown here'), {
    tone: 'warning',
    blocks: [text(t('It may have been done: look before you try again.'))],
  });
}
