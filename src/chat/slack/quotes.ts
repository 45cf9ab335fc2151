/** A value in quotes, of whichever kind a keyboard makes of them. */

export interface Quoted {
  value: string;
  /** What stands behind the closing quote. */
  rest: string;
}

/**
 * Undefined: no quote stands before it, or one that is an apostrophe. `open`: the quote is not closed. `isNext`: whether a
 * text goes on with the name of an option.
 */
export function readQuoted(text: string, isNext: (rest: string) => boolean): Quoted | 'open' | undefined {
  const opening = text.charAt(0);
  const single = SINGLE[opening];
  if (single)
    return read(text, {
      opening,
      closers: single,
      isEnd: (rest) => rest.trim() === '' || isNext(rest),
      isNext,
    });
  const closers = DOUBLE[opening];
  if (!closers) return undefined;
  const isEnd = () => true;
  // Of straight ones nobody can tell which opens.
  const nested = opening === '"' ? undefined : read(text, { opening, closers, isEnd, isNext });
  return nested ?? read(text, { closers, isEnd, isNext }) ?? 'open';
}

interface Quotes {
  /** Where such quotes may stand within each other. */
  opening?: string;
  closers: string;
  /** Whether the one before this text is the last. */
  isEnd: (rest: string) => boolean;
  isNext: (rest: string) => boolean;
}

function read(text: string, { opening, closers, isEnd, isNext }: Quotes): Quoted | undefined {
  let value = '';
  let depth = 1;
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '\\' && next !== '' && (ESCAPED.includes(next) || closers.includes(next))) {
      value += next;
      at += 1;
      continue;
    }
    const rest = closers.includes(character) ? behind(text.slice(at + 1), isNext) : undefined;
    const isClosing = rest !== undefined;
    if (isClosing && depth === 1 && isEnd(rest)) return { value, rest };
    if (isClosing && depth > 1) depth -= 1;
    else if (character === opening && /[\s([{]/.test(text.charAt(at - 1)) && /\S/.test(next)) depth += 1;
    value += character;
  }
  return undefined;
}

/** Of a quote that ends a word: what follows, without a comma that parts it from the next name. */
function behind(rest: string, isNext: (rest: string) => boolean): string | undefined {
  if (ENDS_WORD.test(rest.charAt(0))) return rest;
  const parted = /^\s*[,;]\s*/.exec(rest)?.[0];
  return parted !== undefined && isNext(rest.slice(parted.length)) ? rest.slice(parted.length) : undefined;
}

const DOUBLE: Record<string, string> = { '"': '"', '“': '”', '”': '”', '„': '“”', '«': '»', '»': '«' };
const SINGLE: Record<string, string> = { "'": "'", '‘': '’', '’': '’', '‚': '‘’', '‹': '›' };
const ESCAPED = '\\"';
/** What may stand behind a closing quote. */
const ENDS_WORD = /^$|\s/;
