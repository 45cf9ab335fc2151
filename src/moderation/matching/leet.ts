import { isWordUnit } from '../folding/characters.ts';
import { isLikelyHost } from '../links/bare.ts';

/** Digits and signs that stand for letters: c4$1n0. The look-alikes of currency signs count among them. */
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
};

/** The letters that a digit or a sign may stand for. */
export function lettersFor(unit: number): readonly number[] {
  return letters.get(unit) ?? NONE;
}

/** Stands for any letter in the middle of a word: f*ck, sh#t, d@mn. A star may end it, too. `next`: what follows. */
export function isCensor(unit: number, next: number): boolean {
  return unit === STAR || ((unit === HASH || unit === AT) && isWordUnit(next));
}

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
