/** What stands between two colons: an emoji where that is the name of one, and else what was written, as in `15:57:07`. */
interface Named {
  name: string;
}

/** `parse`: the library's, which answers the name where it knows no such emoji. */
export function emojiOf(data: Named, parse: (data: Named) => string): string {
  const drawn = parse(data);
  if (drawn !== data.name) return drawn;
  // What cannot be a name comes with its colons.
  return data.name.startsWith(':') ? data.name : `:${data.name}:`;
}
