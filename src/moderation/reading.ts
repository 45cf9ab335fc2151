/** A text that rules read: its mark-up and its foldings, each worked out once and only when a rule asks for it. */
import { foldText } from './folding/fold.ts';
import type { FoldedText } from './folding/folded-text.ts';
import { HIDDEN, UNREAD } from './folding/quickly.ts';
import { CODE, MARK, OBJECT, QUOTED } from './markup/bits.ts';
import { type Markup, readMarkup } from './markup/markup.ts';
import type { Part } from './message.ts';

/** How a text is looked at, as bits to add. A view is asked for by every rule, so it is a number. */
export const VIEW = {
  /** Without mark-up, as it is shown; else letter by letter as it was written. */
  shown: 1,
  /** Capitals and line breaks stay. */
  asWritten: 2,
  keepMarks: 4,
  withoutCode: 8,
  withoutQuotes: 16,
  /** I is the capital of ı, as in Turkish. */
  dotless: 32,
} as const;

/** What makes a difference where there is no mark-up. */
const WITHOUT_MARKUP = VIEW.asWritten | VIEW.keepMarks | VIEW.dotless;

export class Reading {
  readonly part: Part;
  private readonly views: (FoldedText | undefined)[] = [];
  private readonly learnt = new Map<unknown, unknown>();
  private known: Markup | undefined;
  private isKnown = false;
  private ascii: boolean | undefined;

  constructor(part: Part) {
    this.part = part;
  }

  get raw(): string {
    return this.part.text;
  }

  /** Undefined where there is none. */
  get markup(): Markup | undefined {
    if (this.isKnown) return this.known;
    this.isKnown = true;
    this.known = this.part.markup ? readMarkup(this.raw) : undefined;
    return this.known;
  }

  /** Most texts are: what is looked for in no other letters is not looked for in them. */
  get isAscii(): boolean {
    this.ascii ??= !NOT_ASCII.test(this.raw);
    return this.ascii;
  }

  /** What a function says of it, asked once: several rules of a type ask the same. */
  learn<T extends object>(ask: (reading: Reading) => T): T {
    const known = this.learnt.get(ask);
    if (known !== undefined) return known as T;
    const learnt = ask(this);
    this.learnt.set(ask, learnt);
    return learnt;
  }

  folded(wanted: number): FoldedText {
    const view = this.markup ? wanted : wanted & WITHOUT_MARKUP;
    const known = this.views[view];
    if (known) return known;
    const made = foldText((view & VIEW.dotless) !== 0 ? withDotless(this.raw) : this.raw, {
      asWritten: (view & VIEW.asWritten) !== 0,
      keepMarks: (view & VIEW.keepMarks) !== 0,
      mask: this.mask(view),
    });
    this.views[view] = made;
    return made;
  }

  /** As it is shown where mark-up makes a difference, then as it was written. */
  both(view: number): FoldedText[] {
    const written = this.folded(view);
    if (!this.markup || (this.markup.all & MARK) === 0) return [written];
    return [this.folded(view | VIEW.shown), written];
  }

  has(bit: number, at: number): boolean {
    return ((this.markup?.bits[at] ?? 0) & bit) !== 0;
  }

  private mask(view: number): Uint8Array | undefined {
    const { markup } = this;
    if (!markup) return undefined;
    const code = (view & VIEW.withoutCode) !== 0 ? CODE : 0;
    const quoted = (view & VIEW.withoutQuotes) !== 0 ? QUOTED : 0;
    const unread = OBJECT | code | quoted;
    const hidden = (view & VIEW.shown) !== 0 ? MARK : 0;
    if ((markup.all & (unread | hidden)) === 0) return undefined;
    const { bits } = markup;
    const mask = new Uint8Array(bits.length);
    for (let at = 0; at < bits.length; at += 1) {
      const here = bits[at] ?? 0;
      if ((here & unread) !== 0) mask[at] = UNREAD;
      else if ((here & hidden) !== 0) mask[at] = HIDDEN;
    }
    return mask;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
const NOT_ASCII = /[^\x00-\x7f]/;

/** Whether a person phrased it: how a file is called, or a page speaks of itself, is nobody's shouting. */
export function isPhrased({ part }: Reading): boolean {
  return part.origin === undefined;
}

/** Letter for letter, so that everything stays where it stands. */
export function withDotless(text: string): string {
  return text.replaceAll('I', 'ı');
}
