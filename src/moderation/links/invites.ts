/**
 * Invitations in a text: discord.gg/…, discord.com/invite/… and their like, as a link, bare, encoded, or behind
 * mark-up and look-alikes. The code is the one that Discord would resolve: case counts, and what follows it behind a
 * slash may be another one, so that it is no more the code before it.
 */

import { isInvisible } from '../folding/characters.ts';
import { BREAK, type FoldedText, plainly, rawSpan } from '../folding/folded-text.ts';
import { latinFor } from '../folding/look-alikes.ts';
import { CODE, MARK } from '../markup/bits.ts';
import { type Reading, VIEW } from '../reading.ts';
import { decoded } from './host.ts';

export interface Invite {
  code: string;
  kind: 'invite' | 'short' | 'redirector' | 'spaced';
  /** In the raw text. */
  start: number;
  end: number;
  inCode: boolean;
}

/** Of every kind but `spaced`. */
export function invitesIn(reading: Reading): Invite[] {
  if (!POSSIBLE.test(reading.raw)) return [];
  return viewsOf(reading).flatMap((folded) => {
    const found = textsOf(folded).flatMap((text) =>
      PATTERNS.flatMap(({ kind, pattern }) =>
        [...text.matchAll(pattern)].map((match) => inviteAt(reading, folded, match, kind)),
      ),
    );
    return folded.text.includes('%') ? [...found, ...encodedIn(reading, folded)] : found;
  });
}

/** Behind look-alikes; and as it stands, since a word of another script may hang on it: смотриdiscord.gg/abc. */
function textsOf(folded: FoldedText): string[] {
  const texts = folded.mixed ? [plainly(folded, latinFor), folded.text] : [folded.text];
  // What the address bar takes for a dot.
  return texts.map((text) => text.replaceAll('。', '.'));
}

type Kind = Invite['kind'];

/** A slash is in all of them; a full-width, a look-alike or an encoded one too. */
const POSSIBLE = /[/\\%\uff0f\u2044\u2215\u29f8\u338f\uff3c]/;

function viewsOf(reading: Reading): FoldedText[] {
  return reading.both(VIEW.keepMarks);
}

const SLASH = '[/\\\\\\u2044\\u2215\\u29f8]';
/** `/.` leads nowhere, and `/x/..` back; above the first there is nothing. */
const DETOURS = `(?:${SLASH}+(?:\\.{1,2}|[a-z0-9_-]+${SLASH}+\\.\\.)(?=${SLASH}))*`;
/** Several codes may stand behind one another, and ways back; nobody but Discord knows which of them counts. */
const CODES = `(?<code>[a-z0-9_-]+(?:[.:]*${SLASH}+(?:\\.{1,2}${SLASH}+)*[a-z0-9_-]+)*)`;
/**
 * A page that is no server, and the rest of an address. Detours stand never beside detours: which of them takes which would
 * be tried in all ways.
 */
const INVITE_PAGE = `${SLASH}+invite${DETOURS}`;
const HOSTS = `(?:discord:${SLASH}{2}(?:-${SLASH}+)?invite${DETOURS}|(?:(?:www|ptb|canary)\\.)?(?:discord\\.gg\\.?(?::\\d+)?${DETOURS}(?:${INVITE_PAGE})?|discord(?:app)?\\.com\\.?(?::\\d+)?${DETOURS}${INVITE_PAGE}))`;
const BEFORE = '(?<![a-z0-9.-])';
const INVITE = new RegExp(`${BEFORE}${HOSTS}${SLASH}+${CODES}`, 'g');
const SHORT = new RegExp(`(?<![\\p{L}\\p{N}._-])\\.gg${SLASH}+(?:invite${SLASH}+)?${CODES}`, 'gu');

const REDIRECTORS = [
  'dsc\\.gg',
  'dscrd\\.gg',
  'dcd\\.gg',
  'dis\\.gg',
  'invite\\.gg',
  'inv\\.wtf',
  'disco\\.gg',
  'discord\\.(?:me|io|li|st|link|plus|re|ly|cx|center|name)',
  'discordlist\\.(?:gg|me|io)',
  'discordservers\\.(?:com|me)',
  'discordbee\\.com',
  'discordhub\\.com',
  'discordhome\\.com',
  'discordinvites\\.net',
  'discords\\.com/servers',
  'disboard\\.org/(?:[a-z-]+/)?(?:server|join)',
  'disforge\\.com/server',
  'discadia\\.com(?:/server)?',
  'top\\.gg/(?:[a-z-]+/)?servers?',
  'joindiscord\\.(?:com|net)',
  'guilded\\.gg/i',
  'cordbase\\.gg',
];
const REDIRECTOR = new RegExp(`${BEFORE}(?:www\\.)?(?:${REDIRECTORS.join('|')})\\.?${SLASH}+${CODES}`, 'g');

const PATTERNS: { kind: Kind; pattern: RegExp }[] = [
  { kind: 'invite', pattern: INVITE },
  { kind: 'short', pattern: SHORT },
  { kind: 'redirector', pattern: REDIRECTOR },
];

function inviteAt(reading: Reading, folded: FoldedText, match: RegExpMatchArray, kind: Kind): Invite {
  const code = match.groups?.code ?? '';
  const end = (match.index ?? 0) + match[0].length;
  const start = match.index ?? 0;
  const [from, to] = rawSpan(folded, start, end);
  return {
    code: written(reading, folded, end - code.length, end),
    kind,
    start: from,
    end: to,
    inCode: reading.has(CODE, from),
  };
}

/** As it was written, capitals and all: every unit's own piece of the raw text. */
function written(reading: Reading, folded: FoldedText, start: number, end: number): string {
  let code = '';
  for (let at = start; at < end; at += 1) {
    const [from, to] = rawSpan(folded, at, at + 1);
    const piece = reading.raw.slice(from, to);
    // What closes emphasis is no part of it: _discord.gg/abc_.
    if (piece !== '_' || !reading.has(MARK, from)) code += piece;
  }
  return [...code.normalize('NFKC')]
    .filter((character) => !isInvisible(character.codePointAt(0) ?? 0))
    .join('');
}

/** discord%2Egg/%61bc: word by word, since what is decoded has another length. */
function encodedIn(reading: Reading, folded: FoldedText): Invite[] {
  return [...folded.text.matchAll(ENCODED)].flatMap(({ index, 0: word }) => {
    const [start, end] = rawSpan(folded, index, index + word.length);
    const plain = decoded(written(reading, folded, index, index + word.length));
    return PATTERNS.flatMap(({ kind, pattern }) =>
      [...plain.toLowerCase().matchAll(pattern)].map((match) => {
        const at = match.index + match[0].length - (match.groups?.code ?? '').length;
        const code = plain.slice(at, match.index + match[0].length);
        return { code, kind, start, end, inCode: reading.has(CODE, start) };
      }),
    );
  });
}

/** From the beginning of a word alone, or the time would grow with the square of a long one. */
const ENCODED = /(?<![^\s<>()[\]])[^\s<>()[\]]*%[0-9a-f]{2}[^\s<>()[\]]*/g;

/** The second look, over spaces; `known` is cut out, so that an allowed invitation does not swallow the next word. */
export function spacedInvitesIn(reading: Reading, known: readonly Invite[]): Invite[] {
  return viewsOf(reading).flatMap((folded) => {
    const text = withoutKnown(plainly(folded, latinFor), folded, known);
    return [...text.matchAll(SPACED)].map((match) => {
      const code = (match.groups?.code ?? match.groups?.letters ?? '').trimEnd();
      const end = match.index + match[0].trimEnd().length;
      const [from, to] = rawSpan(folded, match.index, end);
      const own = written(reading, folded, end - code.length, end).replace(/\s/g, '');
      return { code: own, kind: 'spaced' as const, start: from, end: to, inCode: reading.has(CODE, from) };
    });
  });
}

function withoutKnown(text: string, folded: FoldedText, known: readonly Invite[]): string {
  if (known.length === 0) return text;
  let kept = '';
  for (let at = 0; at < text.length; at += 1) {
    const [start] = rawSpan(folded, at, at + 1);
    kept += known.some((invite) => start >= invite.start && start < invite.end) ? BREAK : text[at];
  }
  return kept;
}

const GAP = ' ?';
const spread = (word: string) => [...word].join(GAP);
const DOT = `(?:\\.|,|\\(${GAP}(?:\\.|dot)${GAP}\\)|\\[${GAP}(?:\\.|dot)${GAP}\\]|dot|•|·)`;
const STROKE = `(?:${SLASH}|slash|\\(slash\\)|\\[slash\\])`;
const SPACED = new RegExp(
  `(?<![a-z0-9.-])(?:${spread('discord')}${GAP}(?:${DOT}${GAP}${spread('gg')}|(?:${spread('app')}${GAP})?${DOT}${GAP}${spread('com')}${GAP}${STROKE}${GAP}${spread('invite')}))${GAP}${STROKE}${GAP}(?:(?<letters>[a-z0-9](?: [a-z0-9])+(?![a-z0-9_-]))|(?<code>[a-z0-9_-]+))`,
  'g',
);
