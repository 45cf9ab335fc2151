/**
 * LinkedIn's "little text": a backslash before a reserved sign makes it a plain one; `{hashtag|\#|word}` is a tag, and
 * `@[Name](urn:li:organization:1)` a mention. At a reserved sign that is neither, the rest is cut off without a word.
 */

/** As people read it. */
export function readLittleText(given: string): string {
  let text = '';
  for (let at = 0; at < given.length; ) {
    const [whole = '', shown = ''] = nextIn(given.slice(at)) ?? [];
    if (whole === '') return text;
    text += shown;
    at += whole.length;
  }
  return text;
}

/** What stands at the beginning, and what is read of it. */
function nextIn(rest: string): [whole: string, shown: string] | undefined {
  const escaped = /^\\([\\|{}@[\]()<>#*_~])/.exec(rest);
  if (escaped) return [escaped[0], escaped[1] ?? ''];
  const tag = /^\{hashtag\|\\?#\|((?:\\_|[\p{L}\p{N}])+)\}/u.exec(rest);
  if (tag) return [tag[0], `#${(tag[1] ?? '').replaceAll('\\_', '_')}`];
  const mention = /^@\[([^\]]+)\]\(urn:li:(?:organization|person):[\w-]+\)/.exec(rest);
  if (mention) return [mention[0], mention[1] ?? ''];
  const plain = /^[^\\|{}@[\]()<>#*_~]+/.exec(rest);
  return plain ? [plain[0], plain[0]] : undefined;
}
