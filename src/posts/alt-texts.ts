/** The alt texts of a post's pictures as one field of a form: a line for each, in their order. */

/** Of one picture all of it is the text; of several the last one has what is over. Empty: none was given. */
export function readAltTexts(words: string, count: number): string[] {
  if (count <= 1) return [words];
  const lines = words.split(/\r\n?|\n/).map((line) => line.trim());
  const last = lines
    .slice(count - 1)
    .join('\n')
    .trim();
  return [...Array.from({ length: count - 1 }, (_, index) => lines[index] ?? ''), last];
}

export function writeAltTexts(texts: string[]): string {
  const [only, ...more] = texts;
  if (more.length === 0) return only ?? '';
  const last = texts.length - 1;
  return texts
    .map((text, index) => (index === last ? text : text.replace(/\s*[\r\n]+\s*/g, ' ')))
    .join('\n')
    .trimEnd();
}
