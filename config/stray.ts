/** What gets into a value as it is copied: quotes that belong to no shell, blanks at its ends, characters that nobody sees. */
import { t } from '../src/kit/t.ts';

/** Undefined: nothing. Else what is told, without the value, and how to mend it. */
export function strayMarks(value: string): { message: string; remedy: string } | undefined {
  if (value === '') return undefined;
  const first = value.trim().charAt(0);
  const last = value.trim().slice(-1);
  const isQuoted = value.trim().length > 1 && QUOTES.includes(first) && QUOTES.includes(last);
  if (isQuoted || TYPOGRAPHIC.includes(first) || TYPOGRAPHIC.includes(last))
    return {
      message: t('It begins or ends with a quote ({marks}), which would be part of the value.', {
        marks: [...new Set([first, last].filter((mark) => QUOTES.includes(mark)))].join(' '),
      }),
      remedy: t('Take the quotes out, or write straight ones where a shell or YAML reads them.'),
    };
  const hidden = HIDDEN.exec(value.trim())?.[0];
  if (hidden !== undefined)
    return {
      message: t('It holds a character that is not shown (U+{code}).', { code: codeOf(hidden) }),
      remedy: t('Type it anew, or copy it from its source as plain text.'),
    };
  if (value !== value.trim())
    return { message: t('It begins or ends with a blank.'), remedy: t('Take the blank out.') };
  return undefined;
}

/** Undefined: nothing. Of what is a token, which no program makes of other signs: `—`, `…` or a Cyrillic `а` came by copying. */
export function noAscii(value: string): ReturnType<typeof strayMarks> {
  // What is no token at all is told elsewhere.
  if (/[\r\n]|^(?:xox|xapp).*\s/.test(value.trim()))
    return {
      message: t('It holds a blank or a line break.'),
      remedy: t('Copy it anew from its source, as plain text and whole.'),
    };
  const found = /[^\x21-\x7e]/u.exec(value.replace(/\s/g, ''))?.[0];
  if (found === undefined) return undefined;
  return {
    message: t('It holds a character that no token has (U+{code}).', { code: codeOf(found) }),
    remedy: t('Copy it anew from its source, as plain text and whole.'),
  };
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Those that no shell reads. */
const TYPOGRAPHIC = '“”„‟‘’‚‛«»‹›´＂＇〝〞〟「」『』';
const QUOTES = `"'\`${TYPOGRAPHIC}`;
/** Of no width, or that turn the direction of what follows. */
const HIDDEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/;
