/** A pattern in RE2's syntax, cut into what stands by itself. Nothing is checked here: RE2 has taken it before. */
export interface PatternToken {
  kind: 'group' | 'class' | 'escape' | 'dot' | 'anchor' | 'operator' | 'literal';
  text: string;
}

export function patternTokens(pattern: string): PatternToken[] {
  const tokens: PatternToken[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(pattern); found; found = TOKEN.exec(pattern)) {
    const quoted = /^\\Q(.*?)(?:\\E|$)/s.exec(found[0])?.[1];
    if (quoted !== undefined) tokens.push(...[...quoted].map((one) => literal(escaped(one))));
    else tokens.push({ kind: kindOf(found[0]), text: found[0] });
  }
  return tokens;
}

/** A class ends at the first ] that is not its first member, and not within [:alpha:]. */
const TOKEN =
  /\\Q.*?(?:\\E|$)|\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|[0-9a-fA-F]{2})|[0-7]{1,3}|.)|\[\^?\]?(?:\[:\^?\w+:\]|\\(?:[pP]\{[^}]*\}|.)|[^\]\\])*\]|\((?:\?(?:P?<\w+>|[a-zA-Z-]*[:)]))?|\{\d*(?:,\d*)?\}|./gsu;

function kindOf(text: string): PatternToken['kind'] {
  if (text.startsWith('(')) return 'group';
  if (text.startsWith('[') && text.length > 1) return 'class';
  if (text.startsWith('\\')) return /^\\[AzZ]/.test(text) ? 'anchor' : 'escape';
  if (text === '.') return 'dot';
  if (text === '^' || text === '$') return 'anchor';
  if (/^(?:[*+?|)]|\{\d+(?:,\d*)?\})$/.test(text)) return 'operator';
  return 'literal';
}

function literal(text: string): PatternToken {
  return { kind: 'literal', text };
}

function escaped(character: string): string {
  return /[\\.+*?()|[\]{}^$]/.test(character) ? `\\${character}` : character;
}
