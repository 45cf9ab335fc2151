/**
 * What only a chat's own readers see as it is meant: mentions, times and commands by their ids, Discord's formatting, and
 * emoji that a team has made itself. A network shows them letter by letter.
 */
import { type EmojiName, emojiNamesIn } from '../../../kit/emoji.ts';
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { altTexts } from '../../cover.ts';
import { type Candidate, isOwnText, type PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'chat-markup', topic: 'wording', find: chatMarkup };

function chatMarkup(candidate: Candidate): Finding[] {
  const { content, target, text } = candidate;
  const name = isOwnText(candidate) ? t('The text for {title}', { title: target.title }) : t('The text');
  const places = [{ field: 'text', name, text }, ...altTexts(content)];
  return places.flatMap((place) => {
    const words = place.text.replace(CODE, ' ');
    const isDiscords = place.field === 'text' && target.network === 'discord-channel';
    const marks = (isDiscords ? [SLACK] : EVERY).flatMap((pattern) => words.match(pattern) ?? []);
    const rest = EVERY.reduce((left, pattern) => left.replace(pattern, ' '), words);
    const formatted = isDiscords ? [] : FORMATTING.flatMap((pattern) => rest.match(pattern) ?? []);
    const emoji = emojiNamesIn(rest.replace(ADDRESS, ' '), looksOwn).map(({ name }) => `:${name}:`);
    return [
      ...[...new Set(marks)].map((found) => markup(place, found)),
      ...[...new Set(formatted)].map((found) => formatting(place, found)),
      ...[...new Set(emoji)].map((found) => ownEmoji(place, found)),
    ];
  });
}

const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
/** Also those without slashes that name what a reader may want to copy: `did:plc:abc`, `urn:isbn:1`. */
const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/\S+|\b(?:did|urn|spotify):\S+/gi;
/** `<@1>`, `<@!1>`, `<@&1>`, `<#1>`, `<:name:1>`, `<a:name:1>`, `<t:1:F>`, `</command:1>`, `<id:linked-roles>`, `<sound:0:1>`. */
const DISCORD =
  /<(?:@[!&]?\d{15,20}|#\d{15,20}|a?:\w+:\d{15,20}|sound:\d+:\d{15,20}|t:-?\d+(?::[a-zA-Z])?|\/[^<>:\n]+:\d{15,20}|id:[\w-]+(?::\d+)?)>/g;
/** `<@U1>`, `<@B1>`, `<#C1|news>`, `<!here>`, `<!date^1^{date}|then>`, `<tel:1|1>`, `<mailto:a@b|a@b>`, `<https://a.b|a>`. */
const SLACK =
  /<(?:@[UWB][A-Z0-9]+|#[CGD][A-Z0-9]+|![a-z][^<>|\n]*|(?:tel|mailto|sms):[^<>|\s]+|https?:[^<>|\s]+\|[^<>\n]+)(?:\|[^<>\n]*)?>/g;
const EVERY = [DISCORD, SLACK];
/** `<https://a.b>`, `[label](https://a.b)`, `||spoiler||`, `**bold**`, `~~struck out~~`. */
const FORMATTING = [
  /(?<!\()<https?:\/\/[^<>\s]+>/gi,
  /\[[^[\]\n]+\]\(<?https?:\/\/[^\s)]+\)/gi,
  ...['\\|\\|', '\\*\\*', '~~'].map(enclosed),
];

/** With a blank at neither of its inner ends, and no word around it: neither `a || b || c` nor `2**3**4`. */
function enclosed(mark: string): RegExp {
  const sign = mark.slice(-1);
  const inner = `[^\\s${sign}](?:[^\\n${sign}]*[^\\s${sign}])?`;
  return new RegExp(`(?<![\\p{L}\\p{N}${sign}])${mark}${inner}${mark}(?![\\p{L}\\p{N}${sign}])`, 'gu');
}

/** Neither a time nor the fields of a line: between words only a longer name in ASCII counts. */
function looksOwn({ name, touches, isAmongLetters }: EmojiName): boolean {
  if (name.length < 2 || !/\p{L}/u.test(name)) return false;
  if (!/^[a-z0-9_+'-]+$/i.test(name)) return !isAmongLetters;
  return touches === 0 || name.length >= 3;
}

interface Place {
  field: string;
  name: string;
}

function markup({ field, name }: Place, found: string): Finding {
  return {
    id: 'post.markup.of_chat',
    level: 'error',
    field,
    about: found,
    message: t('{name} holds "{found}", which only a chat shows as what it means.', { name, found }),
    remedy: t('Write what readers should see, or give the others a text of their own (/post variant).'),
  };
}

function formatting({ field, name }: Place, found: string): Finding {
  return {
    id: 'post.markup.formatting',
    level: 'warning',
    field,
    about: found,
    message: t(
      '{name} holds "{found}", which goes out with these signs: only Discord shows what they mean.',
      {
        name,
        found,
      },
    ),
    remedy: t(
      'Write the words and the address without them, or give Discord a text of its own (/post variant).',
    ),
  };
}

function ownEmoji({ field, name }: Place, found: string): Finding {
  return {
    id: 'post.emoji.of_chat',
    level: 'warning',
    field,
    about: found,
    message: t(
      '{name} holds "{found}", which goes out as these letters, whatever your own chat shows for them.',
      {
        name,
        found,
      },
    ),
    remedy: t('Take it out, or use an emoji that everybody has, with blanks around it.'),
  };
}
