/** The card of a crisis: what is going on, who has it, who was pinged, and what can be done. The same in both chats. */
import {
  type Action,
  type Block,
  button,
  type Card,
  card,
  context,
  type Inline,
  link,
  list,
  quote,
  text,
  time,
} from '../../chat/card.ts';
import type { Severity } from '../../crisis/detection/alerting.ts';
import { t } from '../../kit/t.ts';
import type { StoredCrisis, StoredStep } from '../../store/crises.ts';
import { frozenLines } from '../freezes/freeze-card.ts';
import { personPart } from '../people/person-part.ts';
import type { CrisisView } from './viewing.ts';

export function crisisCard(view: CrisisView): Card {
  const { crisis, notes } = view;
  return card(headingOf(crisis), {
    tone: toneOf(crisis),
    blocks: [
      text(standing(view)),
      ...(crisis.sentence === '' ? [] : [text(crisis.sentence)]),
      ...(crisis.quoted === null ? [] : [quote(crisis.quoted)]),
      ...(crisis.links.length === 0
        ? []
        : [list(crisis.links.map(({ url, label }) => (url === null ? label : [link(url, label)])))]),
      ...notes.map((note) => noteBlock(view, note)),
      ...freezeBlocks(view),
      ...pingedBlocks(view),
      context(opened(view)),
    ],
    actions: actionsOf(view),
  });
}

/** In a channel that is pinged: short, and kept true, so that nobody answers what was answered. */
export function pingCard(view: CrisisView, level: number): Card {
  const { crisis, levels } = view;
  const isOpen = crisis.state === 'open';
  return card(isOpen ? t('Who takes this? {heading}', { heading: headingOf(crisis) }) : headingOf(crisis), {
    tone: toneOf(crisis),
    blocks: [
      text(standing(view)),
      ...(isOpen ? [context(t('Level {level} of {levels}.', { level: level + 1, levels }))] : []),
    ],
    actions: isOpen ? [acknowledgeButton(crisis)] : [],
    ...(isOpen && { ping: { here: true } }),
  });
}

export function headingOf({ id, severity, title }: StoredCrisis): string {
  return t('Crisis {id} ({severity}): {title}', { id: String(id), severity: severityWords(severity), title });
}

export function severityWords(severity: Severity): string {
  return { moderate: t('moderate'), high: t('high'), critical: t('critical') }[severity];
}

function toneOf({ state }: StoredCrisis): Card['tone'] {
  return ({ open: 'bad', acknowledged: 'waiting', resolved: 'good', dismissed: 'neutral' } as const)[state];
}

export function standing({ crisis, people, steps }: CrisisView): Inline {
  const { state, acknowledgedBy, acknowledgedAt, endedBy, endedAt, nextStepAt } = crisis;
  const when = (at: Date | null) => time((at ?? crisis.openedAt).getTime());
  switch (state) {
    case 'open':
      if (steps.at(-1)?.kind === 'exhausted')
        return t('Nobody has it: all levels were gone through, and nobody answered. The admins were told.');
      return nextStepAt === null
        ? t('Nobody has it yet.')
        : t('Nobody has it yet. The next level is pinged {when}.', {
            when: time(nextStepAt.getTime(), 'relative'),
          });
    case 'acknowledged':
      return t('{who} has it, since {at}. Nobody is pinged any more.', {
        who: personPart(people, acknowledgedBy),
        at: when(acknowledgedAt),
      });
    case 'resolved':
      return t('{who} resolved it, {at}.', { who: personPart(people, endedBy), at: when(endedAt) });
    case 'dismissed':
      return t('{who} dismissed it as a false alarm, {at}.', {
        who: personPart(people, endedBy),
        at: when(endedAt),
      });
  }
}

function noteBlock({ people }: CrisisView, note: CrisisView['notes'][number]): Block {
  const at = time(note.at.getTime());
  if (note.personId === null) return text(t('{at}: {text}', { at, text: note.text }));
  return text(t('{who}, {at}: {text}', { who: personPart(people, note.personId), at, text: note.text }));
}

function freezeBlocks({ freeze }: CrisisView): Block[] {
  return freeze ? frozenLines(freeze) : [];
}

function pingedBlocks({ steps }: CrisisView): Block[] {
  const told = steps.filter(({ kind }) => kind !== 'exhausted').slice(-MOST_STEPS);
  return told.length === 0 ? [] : [list(told.map(stepLine))];
}

function stepLine({ at, reached, missing }: StoredStep): Inline {
  const when = time(at.getTime());
  const words = { at: when, reached: reached.join(', '), missing: missing.join(', ') };
  if (reached.length === 0) return t('{at}: nobody was pinged. Left out: {missing}', words);
  return missing.length === 0
    ? t('{at}: pinged {reached}', words)
    : t('{at}: pinged {reached}. Left out: {missing}', words);
}

function opened({ crisis, people }: CrisisView): Inline {
  const at = time(crisis.openedAt.getTime());
  if (crisis.topic === null)
    return t('Opened by {who}, {at}', { who: personPart(people, crisis.openedBy), at });
  return crisis.topic === ''
    ? t('Felt in all mentions together, {at}', { at })
    : t('Felt in what is said about {topic}, {at}', { topic: crisis.topic, at });
}

function actionsOf({ crisis, freeze, canReopen }: CrisisView): Action[] {
  const { id, state } = crisis;
  if (state === 'resolved' || state === 'dismissed')
    return canReopen ? [button('crisis.reopen', id, t('Reopen'))] : [];
  return [
    ...(state === 'open' ? [acknowledgeButton(crisis)] : []),
    button('crisis.escalate', id, t('Escalate')),
    ...(freeze && freeze.freeze.liftedAt === null
      ? []
      : [
          button('crisis.freeze', id, t('Freeze posts'), {
            style: 'danger',
            confirm: t('Nothing goes out on any account until somebody resumes. Freeze?'),
          }),
        ]),
    button('crisis.dismiss', id, t('Dismiss')),
    button('crisis.resolve', id, t('Resolve')),
  ];
}

function acknowledgeButton({ id }: StoredCrisis): Action {
  return button('crisis.acknowledge', id, t('Acknowledge'), { style: 'primary' });
}

const MOST_STEPS = 6;
