/** Why it came to a case, for a moderator alone: rule, place, what was compared, exemptions, evidence, notes. */
import {
  type Block,
  type Card,
  card,
  code,
  context,
  divider,
  fields,
  type Inline,
  list,
  quote,
  text,
  time,
} from '../../chat/card.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Decision } from '../../moderation/evaluate.ts';
import type { CaseView } from './viewing.ts';

export function whyCard(view: CaseView): Card {
  const { found, messages, reporters } = view;
  return card(t('Why case {id}', { id: String(found.id) }), {
    blocks: [
      ...(found.origin === 'moderator' ? byModerator(view) : []),
      ...(found.origin === 'chat' ? [text(found.reason)] : []),
      ...found.decisions.slice(0, MOST_DECISIONS).flatMap(decisionBlocks),
      ...(reporters.length === 0
        ? []
        : [
            text([
              t('Reported by '),
              ...reporters.flatMap((one, index) => (index === 0 ? [one] : [', ', one])),
            ]),
          ]),
      divider,
      ...messages
        .slice(0, MOST_MESSAGES)
        .map((one) => quote(cut(one.text, MOST_QUOTED), stateOf(one.deletion))),
      ...notesOf(view),
    ],
  });
}

export function notesOf({ notes }: CaseView): Block[] {
  if (notes.length === 0) return [];
  const lines = notes
    .slice(-MOST_NOTES)
    .map(
      ({ note, by }): Inline => [
        time(note.at.getTime(), 'relative'),
        `: ${note.text}`,
        ...(by ? [' (', by, ')'] : []),
      ],
    );
  return [list(lines)];
}

function byModerator({ moderator, found }: CaseView): Block[] {
  const who = moderator ?? t('somebody');
  return [text([who, ': ', found.reason || t('no reason given')])];
}

function decisionBlocks({ rule, action, shadow, why }: Decision): Block[] {
  const from = why.text.slice(Math.max(0, why.span[0] - AROUND), why.span[0]);
  const to = why.text.slice(why.span[1], why.span[1] + AROUND);
  return [
    fields({
      [t('Rule')]: shadow ? t('{rule} (in shadow)', { rule }) : rule,
      [t('Says')]: action,
      [t('Matched')]: [from, code(cut(why.matched, MOST_QUOTED)), to],
      [t('Where')]: t('{part}, characters {from} to {to}', {
        ...{ part: why.part, from: why.span[0], to: why.span[1] },
      }),
      ...(why.folded === undefined ? {} : { [t('Compared as')]: [code(why.folded)] }),
      ...(why.entry === undefined ? {} : { [t('Entry')]: [code(why.entry)] }),
      ...(why.count === undefined
        ? {}
        : {
            [t('Counted')]: t('{count}, the limit is {limit}', { count: why.count, limit: why.limit ?? '–' }),
          }),
    }),
    ...(Object.keys(why.exemptions).length === 0
      ? []
      : [context(t('Exemptions looked at: {what}', { what: JSON.stringify(why.exemptions) }))]),
  ];
}

function stateOf(deletion: CaseView['messages'][number]['deletion']): string {
  switch (deletion) {
    case 'gone':
      return t('Deleted');
    case 'wanted':
      return t('Being deleted');
    case 'left':
      return t('Could not be deleted');
    case 'kept':
      return t('Still there');
  }
}

const AROUND = 40;
const MOST_DECISIONS = 4;
const MOST_MESSAGES = 4;
const MOST_NOTES = 8;
const MOST_QUOTED = 900;
