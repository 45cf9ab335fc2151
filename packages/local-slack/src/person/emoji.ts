/**
 * Slack keeps emoji by their names, and that is how an app gets what people write: 🎉 as `:tada:`, 👍🏼 as
 * `:+1::skin-tone-3:`.
 */
import { isObject, type Json } from '../json.ts';

const EMOJI =
  /\p{Regional_Indicator}{2}|[#*0-9]\uFE0F?\u20E3|\p{Emoji}(?:\p{Emoji_Modifier}|\uFE0F)*(?:\u200D\p{Emoji}(?:\p{Emoji_Modifier}|\uFE0F)*)*/gu;
const TONE = /[\u{1F3FB}-\u{1F3FF}]/gu;
const FIRST_TONE = 0x1f3fb;

export async function asSent(text: string): Promise<string> {
  if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u.test(text)) return text;
  const names = await byCharacters();
  return text.replace(EMOJI, (emoji) => nameOf(emoji, names) ?? emoji);
}

/** A form's payload, with what stands in its text fields. */
export async function formAsSent(payload: Json): Promise<Json> {
  const { view } = payload;
  if (!isObject(view) || !isObject(view.state)) return payload;
  return { ...payload, view: { ...view, state: await deep(view.state) } };
}

async function deep(value: unknown): Promise<unknown> {
  if (!isObject(value)) return value;
  const pairs = Object.entries(value).map(async ([key, inner]) =>
    value.type === 'plain_text_input' && key === 'value' && typeof inner === 'string'
      ? [key, await asSent(inner)]
      : [key, await deep(inner)],
  );
  return Object.fromEntries(await Promise.all(pairs));
}

function nameOf(emoji: string, names: ReadonlyMap<string, string>): string | undefined {
  const [tone] = emoji.match(TONE) ?? [];
  const name = names.get(bare(emoji.replace(TONE, '')));
  if (name === undefined || /^[0-9#*]$/.test(emoji)) return undefined;
  const number = tone === undefined ? 0 : (tone.codePointAt(0) ?? 0) - FIRST_TONE + 2;
  return number > 0 ? `:${name}::skin-tone-${number}:` : `:${name}:`;
}

let loaded: Promise<ReadonlyMap<string, string>> | undefined;

/** The names are iamcal's; the first one of an emoji is the one that Slack uses. */
function byCharacters(): Promise<ReadonlyMap<string, string>> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ReadonlyMap<string, string>> {
  const { default: byCode } = await import('emojibase-data/en/shortcodes/iamcal.json', {
    with: { type: 'json' },
  });
  return new Map(
    Object.entries(byCode).flatMap(([code, names]) => {
      const [name] = [names].flat();
      return name === undefined ? [] : [[bare(charactersOf(code)), name] as const];
    }),
  );
}

function charactersOf(code: string): string {
  return String.fromCodePoint(...code.split('-').map((point) => Number.parseInt(point, 16)));
}

function bare(characters: string): string {
  return characters.replaceAll('\uFE0F', '');
}
