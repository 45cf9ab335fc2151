import { isWordUnit } from '../folding/characters.ts';
import type { FoldedText } from '../folding/folded-text.ts';
import { isMixed, scriptOf } from '../folding/scripts.ts';
import { isLikelyHost } from '../links/bare.ts';

/** Digits and signs that stand for letters: c4$1n0, к@зин0. The look-alikes of currency signs count among them. */
const CLASSES: Record<string, string> = {
  a: '4 @ ^ ∆ ₳',
  b: '8 6 ฿ ₿',
  c: '( < [ { ¢ © ₵',
  d: '₫',
  e: '3 € £',
  f: '₣',
  g: '9 6 ₲',
  h: '#',
  i: '1 ! | ¡',
  k: '₭',
  l: '1 | ! £ ₤',
  n: '₦',
  o: '0 * ° ¤',
  p: '₱',
  q: '9',
  r: '®',
  s: '5 $ § ₴',
  t: '7 + † ₮',
  u: 'µ',
  w: '₩',
  x: '× *',
  y: '¥',
  z: '2 7',
  ...{
    а: '4 @',
    б: '6',
    в: '8',
    е: '3 €',
    з: '3',
    і: '1 ! |',
    о: '0 °',
    с: '( ¢ $',
    т: '7 +',
    ч: '4',
    я: '9',
  },
  ...{ α: '4 @', ε: '3 €', ι: '1 !', ο: '0 °', σ: '5 $', τ: '7 +' },
};

/** The letters that a digit or a sign may stand for. */
export function lettersFor(unit: number): readonly number[] {
  return letters.get(unit) ?? NONE;
}

/** Stands for any letter in the middle of a word: f*ck, sh#t, d@mn. A star may end it, too. `next`: what follows. */
export function isCensor(unit: number, next: number): boolean {
  return unit === STAR || ((unit === HASH || unit === AT) && isWordUnit(next));
}

/**
 * Marks what signs join and what mixes scripts as one word in disguise: с@sino. Signs alone that nobody writes between two
 * words without a space.
 */
export function mixedOver({ text, mixed }: FoldedText): Uint8Array | undefined {
  if (!JOINING.test(text) || !NOT_ASCII.test(text)) return mixed;
  let marked = mixed?.slice();
  for (const { index, 0: run } of text.matchAll(JOINED)) {
    let scripts = 0;
    for (let at = 0; at < run.length; at += 1) {
      const unit = run.charCodeAt(at);
      if (isWordUnit(unit)) scripts |= scriptOf(unit);
    }
    if (!isMixed(scripts)) continue;
    marked ??= new Uint8Array(text.length);
    marked.fill(1, index, index + run.length);
  }
  return marked;
}

const JOINING = /[@$*€£¢¥]/;
/** Begins at the beginning of a word alone: tried at each letter of a long one, the time would grow with its square. */
const JOINED = /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+(?:[@$*€£¢¥]+[\p{L}\p{M}\p{N}]+)+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
const NOT_ASCII = /[^\x00-\x7f]/;

/** Whether the @ there is that of an e-mail address, and stands for no letter: "s@x.com". */
export function isOfAddress(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== AT || !isWordUnit(text.charCodeAt(at - 1))) return false;
  ADDRESS.lastIndex = at;
  const host = ADDRESS.exec(text)?.[1] ?? '';
  return isLikelyHost(host, host, '');
}

const ADDRESS = /@((?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,63})(?![\p{L}\p{N}@])/uy;
const [STAR, HASH, AT] = [0x2a, 0x23, 0x40];

const NONE: readonly number[] = [];
const letters = new Map<number, number[]>();
for (const [letter, signs] of Object.entries(CLASSES)) {
  for (const sign of signs.split(' ')) {
    const unit = sign.charCodeAt(0);
    letters.set(unit, [...(letters.get(unit) ?? []), letter.charCodeAt(0)]);
  }
}
