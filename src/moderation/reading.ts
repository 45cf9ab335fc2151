/** A text that rules read: its mark-up and its foldings, each worked out once and only when a rule asks for it. */
import { foldText, HIDDEN, UNREAD } from './folding/fold.ts';
import type { FoldedText } from './folding/folded-text.ts';
import { CODE, MARK, OBJECT, QUOTED } from './markup/bits.ts';
import { type Markup, readMarkup } from './markup/markup.ts';
import type { Part } from './message.ts';

export interface View {
  /** Without mark-up, as it is shown; else letter by letter as it was written. */
  shown?: boolean;
  /** Capitals and line breaks stay. */
  asWritten?: boolean | undefined;
  keepMarks?: boolean | undefined;
  withoutCode?: boolean;
  withoutQuotes?: boolean;
  /** I is the capital of ı, as in Turkish. */
  dotless?: boolean | undefined;
}

export class Reading {
  readonly part: Part;
  private readonly views = new Map<number, FoldedText>();
  private known: Markup | undefined | null = null;
  private readonly learnt = new Map<unknown, unknown>();

  constructor(part: Part) {
    this.part = part;
  }

  get raw(): string {
    return this.part.text;
  }

  /** Undefined where there is none. */
  get markup(): Markup | undefined {
    if (this.known === null) this.known = this.part.markup ? readMarkup(this.raw) : undefined;
    return this.known;
  }

  /** What a function says of it, asked once: several rules of a type ask the same. */
  learn<T>(ask: (reading: Reading) => T): T {
    if (!this.learnt.has(ask)) this.learnt.set(ask, ask(this));
    return this.learnt.get(ask) as T;
  }

  folded(view: View): FoldedText {
    // Without mark-up it is all the same what is done about it.
    const key = keyOf(
      this.markup ? view : { asWritten: view.asWritten, keepMarks: view.keepMarks, dotless: view.dotless },
    );
    const known = this.views.get(key);
    if (known) return known;
    const { asWritten = false, keepMarks = false, dotless = false } = view;
    const made = foldText(dotless ? withDotless(this.raw) : this.raw, {
      asWritten,
      keepMarks,
      mask: this.mask(view),
    });
    this.views.set(key, made);
    return made;
  }

  /** The text as it was written and, where mark-up makes a difference, as it is shown. */
  both(view: View): FoldedText[] {
    const written = this.folded(view);
    return this.markup && (this.markup.all & MARK) !== 0
      ? [this.folded({ ...view, shown: true }), written]
      : [written];
  }

  has(bit: number, at: number): boolean {
    return ((this.markup?.bits[at] ?? 0) & bit) !== 0;
  }

  private mask({ shown, withoutCode, withoutQuotes }: View): Uint8Array | undefined {
    const { markup } = this;
    if (!markup) return undefined;
    const unread = OBJECT | (withoutCode ? CODE : 0) | (withoutQuotes ? QUOTED : 0);
    const hidden = shown ? MARK : 0;
    if ((markup.all & (unread | hidden)) === 0) return undefined;
    return markup.bits.map((bits) => ((bits & unread) !== 0 ? UNREAD : (bits & hidden) !== 0 ? HIDDEN : 0));
  }
}

/** Letter for letter, so that everything stays where it stands. */
export function withDotless(text: string): string {
  return text.replaceAll('I', 'ı');
}

function keyOf({ shown, asWritten, keepMarks, withoutCode, withoutQuotes, dotless }: View): number {
  return (
    (shown ? 1 : 0) +
    (asWritten ? 2 : 0) +
    (keepMarks ? 4 : 0) +
    (withoutCode ? 8 : 0) +
    (withoutQuotes ? 16 : 0) +
    (dotless ? 32 : 0)
  );
}
