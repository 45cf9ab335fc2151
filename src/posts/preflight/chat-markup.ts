/**
 * What only a chat's own readers see as it is meant: mentions, times and commands by their ids, and emoji that a team
 * has made itself. A network shows them letter by letter.
 */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type Candidate, isOwnText } from './rule.ts';

export function chatMarkup(candidate: Candidate): Finding[] {
  const { content, target, text } = candidate;
  const name = isOwnText(candidate) ? t('The text for {title}', { title: target.title }) : t('The text');
  const places = [
    { field: 'text', name, text },
    ...content.media.map(({ alt }, index) => ({
      field: 'alt',
      name: t('The alt text of picture {position}', { position: index + 1 }),
      text: alt,
    })),
  ];
  return places.flatMap((place) => {
    const words = place.text.replace(CODE, ' ');
    const patterns = UNDERSTOOD[place.field === 'text' ? target.network : ''] ?? EVERY;
    const marks = patterns.flatMap((pattern) => words.match(pattern) ?? []);
    const rest = EVERY.reduce((left, pattern) => left.replace(pattern, ' '), words);
    const emoji = rest.replace(ADDRESS, ' ').match(EMOJI_NAME) ?? [];
    return [
      ...[...new Set(marks)].map((found) => markup(place, found)),
      ...[...new Set(emoji)].map((found) => ownEmoji(place, found)),
    ];
  });
}

const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/\S+/gi;
/** `<@1>`, `<@!1>`, `<@&1>`, `<#1>`, `<:name:1>`, `<a:name:1>`, `<t:1:F>`, `</command:1>`, `<id:guide>`. */
const DISCORD =
  /<(?:@[!&]?\d{15,20}|#\d{15,20}|a?:\w+:\d{15,20}|t:-?\d+(?::[a-zA-Z])?|\/[^<>:\n]+:\d{15,20}|id:\w+)>/g;
/** `<@U1>`, `<#C1|news>`, `<!here>`, `<!date^1^{date}|then>`, `<tel:1|1>`, `<mailto:a@b|a@b>`, `<https://a.b|a>`. */
const SLACK =
  /<(?:@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+|![a-z][^<>|\n]*|(?:tel|mailto|sms):[^<>|\s]+|https?:[^<>|\s]+\|[^<>\n]+)(?:\|[^<>\n]*)?>/g;
const EVERY = [DISCORD, SLACK];
/** What a network's own readers see as it is meant. */
const UNDERSTOOD: Record<string, RegExp[]> = { 'discord-channel': [SLACK] };
/** By itself, with a letter in it. */
const EMOJI_NAME = /(?<![\p{L}\p{N}:]):(?=[^:\s]*[a-z])[a-z0-9_+'-]{2,}:(?![\p{L}\p{N}])/giu;

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

function ownEmoji({ field, name }: Place, found: string): Finding {
  return {
    id: 'post.emoji.of_chat',
    level: 'warning',
    field,
    about: found,
    message: t(
      '{name} holds "{found}", which goes out as these letters: only your own chat has that emoji.',
      {
        name,
        found,
      },
    ),
    remedy: t('Take it out, or use an emoji that everybody has.'),
  };
}
