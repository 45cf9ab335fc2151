/** Words for a terminal: without what it would obey, which somebody may have put into a name or a text. */
export function printable(words: string): string {
  return words.replaceAll(OBEYED, '\ufffd');
}

/** C0 but for tabs and line feeds, DEL and C1 (escape sequences begin with these), and what turns a line around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
