/** What stands in the HTML of a post, compared with what was written: by its letters and digits alone. */

/** Links by where they lead, as what is shown of them may be shortened; mentions and tags by what is shown. */
export function wordsOf(html: string): string {
  const linked = html.replace(
    /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)<\/a>/gis,
    (_, double: string | undefined, single: string | undefined, inner: string) => {
      const shown = plain(inner).trim();
      return /^[@#]/.test(shown) ? ` ${shown} ` : ` ${double ?? single ?? ''} `;
    },
  );
  return unescaped(plain(linked));
}

/** Servers differ in blanks, quotes and dashes, and in whether a mention names its domain. */
export function sameWords(one: string, other: string): boolean {
  return essence(one) === essence(other);
}

function plain(html: string): string {
  return html.replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, '');
}

function unescaped(text: string): string {
  return text
    .replace(/&#(x?)([\da-f]+);/gi, (whole, hex: string, digits: string) => {
      const point = Number.parseInt(digits, hex === '' ? 10 : 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replace(/&(lt|gt|quot|apos|nbsp);/g, (_, name: string) => NAMED[name] ?? '')
    .replaceAll('&amp;', '&');
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function essence(text: string): string {
  const bare = text.normalize('NFKC').replace(/@([\w.-]*\w)@[\p{L}\p{N}.-]*[\p{L}\p{N}]/gu, '@$1');
  const letters = bare.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '').toLowerCase();
  return letters === '' ? bare.replace(/\s/g, '') : letters;
}
