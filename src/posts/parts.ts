/** A text in several posts, each an answer to the one before: a line that holds `---` alone begins the next. */

/** At least one. What is empty is left out, and blanks around each are cut off; a text in one part is left as it is. */
export function partsOf(text: string): string[] {
  const lines = text.split('\n');
  if (!lines.some(isBorder)) return [text];
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (isBorder(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  const filled = parts.map((part) => part.join('\n').trim()).filter((part) => part !== '');
  return filled.length > 0 ? filled : [''];
}

function isBorder(line: string): boolean {
  return BORDER.test(line.trim());
}

/** Phones make one dash of two hyphens as they are typed: "—-", "–-". Keyboards of other scripts have dashes of their own. */
const BORDER = /^(?:---|[–—]-|-[–—]|–––|—{3}|―{3}|－{3}|−{3})$/;
