/** The web addresses in a text, as networks would make links of them, and what becomes of each when it is asked. */

export interface LinkState {
  /** `private`: it leads into a network that readers cannot reach. `unsure`: there may be something, or not. */
  state: 'fine' | 'broken' | 'private' | 'unsure';
  /** What was answered: "it answers 404". */
  reason: string;
}

/** Each once, in their order, without the punctuation that belongs to the sentence. */
export function linksIn(text: string): string[] {
  const found = [...text.matchAll(ADDRESS)].map(([address]) => trimmed(address));
  return [...new Set(found)].filter((address) => URL.canParse(address) && new URL(address).hostname !== '');
}

/** The text with something else in the place of each address. */
export function withoutLinks(text: string, instead: (address: string) => string): string {
  return text.replaceAll(ADDRESS, (address) => {
    const link = trimmed(address);
    return instead(link) + address.slice(link.length);
  });
}

/** A closing bracket belongs to the address as far as it closes one that the address opens. */
function trimmed(address: string): string {
  const tooMany = new Map(
    Object.entries(BRACKETS).map(([closing, opening]) => [
      closing,
      count(address, closing) - count(address, opening),
    ]),
  );
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1] ?? '';
    const closesNothing = tooMany.get(last) ?? 0;
    if (closesNothing <= 0 && !SENTENCE_END.test(last)) break;
    if (closesNothing > 0) tooMany.set(last, closesNothing - 1);
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

const ADDRESS = /(?<![A-Za-z0-9])https?:\/\/[^\s<>"“”„«»\p{Cc}]+/giu;
const SENTENCE_END = /^[.,;:!?'’*…_~|、。，！？]$/u;
const BRACKETS: Record<string, string> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '）': '（',
  '」': '「',
};
