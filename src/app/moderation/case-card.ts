/** The card of a case, in the queue while it waits for a moderator and in the log when it is done. */
import {
  type Action,
  type Block,
  button,
  type Card,
  card,
  context,
  type Inline,
  joined,
  link,
  parts,
  quote,
  text,
  time,
} from '../../chat/card.ts';
import { cut, shortened } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { CaseView } from './viewing.ts';

export function caseCard(view: CaseView): Card {
  const { found } = view;
  return card(headingOf(view), {
    tone: toneOf(view),
    blocks: [
      text(whyOf(view)),
      ...(found.fault === null ? [] : [text(found.fault)]),
      ...evidenceOf(view),
      ...standingOf(view),
      context(joined(factsOf(view), ' · ')),
    ],
    actions: actionsOf(view),
  });
}

function headingOf({ found, messages }: CaseView): string {
  const words = { name: found.userName, id: String(found.id), count: messages.length };
  if (found.state === 'undone') return t('Case {id}: taken back, {name}', words);
  if (found.state === 'acting') return t('Case {id}: being done, {name}', words);
  if (found.state === 'failed') return t('Case {id}: not possible, {name}', words);
  if (found.state === 'open')
    return found.action === 'report'
      ? t('Case {id}: a message of {name} was reported', words)
      : t('Case {id}: a message of {name} waits for you', words);
  switch (found.action) {
    case 'log':
      return t('Case {id}: noted, {name}', words);
    case 'delete':
      return t(
        'Case {id}: {count, plural, =0 {message deleted} one {message deleted} other {# messages deleted}}, {name}',
        words,
      );
    case 'warn':
      return t('Case {id}: warned, {name}', words);
    case 'timeout':
      return t('Case {id}: timed out, {name}', words);
    case 'kick':
      return t('Case {id}: kicked, {name}', words);
    case 'ban':
      return t('Case {id}: banned, {name}', words);
    case 'restore':
      return t('Case {id}: put back, {name}', words);
    default:
      return t('Case {id}: dismissed, {name}', words);
  }
}

function toneOf({ found }: CaseView): Card['tone'] {
  if (found.state === 'failed') return 'bad';
  if (found.state === 'open') return 'waiting';
  if (found.state === 'undone' || found.action === 'dismiss' || found.action === 'restore') return 'good';
  return found.action === 'log' ? 'neutral' : 'warning';
}

function whyOf({ found, decision, accused, moderator, reporters }: CaseView): Inline {
  if (moderator && found.origin === 'moderator')
    return t('{accused}, by {moderator}: {reason}', {
      ...{ accused, moderator },
      reason: found.reason || t('no reason given'),
    });
  if (found.origin === 'chat') return [accused, `: ${found.reason}`];
  const decided = moderator ? [' ', ...parts(t('Decided by {moderator}.', { moderator }))] : [];
  if (decision) {
    const { rule, action, shadow } = decision;
    const words = { accused, rule, action, matched: cut(decision.why.matched, MOST_MATCHED) };
    const line = shadow
      ? t('{accused}: the rule "{rule}" is in shadow and would have said {action}, for "{matched}".', words)
      : t('{accused}: the rule "{rule}" says {action}, for "{matched}".', words);
    return [...line, ...decided];
  }
  const count = reporters.length;
  const line = t('{accused}: {count, plural, one {# person} other {# people}} reported this.', {
    ...{ accused, count },
  });
  return [...line, ...decided];
}

function evidenceOf({ messages }: CaseView): Block[] {
  const [first, ...more] = messages;
  if (!first) return [];
  const files =
    first.files.length === 0 ? [] : [context(t('Files: {names}', { names: first.files.join(', ') }))];
  const others =
    more.length === 0
      ? []
      : [context(t('{count, plural, one {# message more} other {# messages more}}', { count: more.length }))];
  return [quote(shortened(first.text, MOST_QUOTED)), ...files, ...others];
}

function standingOf({ sanctions, found }: CaseView): Block[] {
  return sanctions.map(({ kind, state, endedAs, until, appliedAt, fault }) => {
    if (state === 'over') return context(endOf(kind, endedAs));
    if (fault !== null && fault !== found.fault) return text(fault);
    if (state === 'ending') return context(t('It is being lifted.'));
    const from = appliedAt === null && found.state !== 'acting' ? t('It begins when they are there.') : '';
    if (until === null) return context([t('For good.'), ' ', from]);
    return context([...t('Until {at}.', { at: time(until.getTime()) }), ' ', from]);
  });
}

function endOf(kind: string, endedAs: string | null): string {
  const words = { kind };
  switch (endedAs) {
    case 'expired':
      return t('Its time is over.');
    case 'by_hand':
      return t('Somebody changed it in the chat; that stands.');
    case 'replaced':
      return t('Another {kind} took its place.', words);
    case 'refused':
      return t('The chat does not take it.');
    default:
      return t('It is lifted.');
  }
}

function factsOf({ found, before, notes, undoneBy, url }: CaseView): Inline[] {
  return [
    [time(found.openedAt.getTime(), 'relative')],
    before === 0
      ? t('first case')
      : t('{count, plural, one {# case} other {# cases}} before', { count: before }),
    ...noticeWords(found.notice),
    ...(notes.length === 0
      ? []
      : [t('{count, plural, one {# note} other {# notes}}', { count: notes.length })]),
    ...(undoneBy ? [t('taken back by {undoneBy}', { undoneBy })] : []),
    ...(url === undefined ? [] : [[link(url, t('where it stood'))]]),
  ];
}

function noticeWords(notice: CaseView['found']['notice']): string[] {
  switch (notice) {
    case 'sent':
      return [t('they were told')];
    case 'closed':
      return [t('they take no direct messages')];
    case 'spared':
      return [t('not told, as many others were')];
    default:
      return [];
  }
}

function actionsOf({ found }: CaseView): Action[] {
  const { id, state, action } = found;
  const why = button('case.why', id, t('Why?'));
  const undo = button('case.undo', id, t('Undo'), {
    confirm: t('Take this back? It counts as a false alarm of the rule.'),
  });
  // What was done in the chat is taken back there.
  if (found.origin === 'chat') return [why];
  if (state === 'acting' || state === 'undoing' || state === 'undone') return [why];
  if (state !== 'open') return action === 'dismiss' ? [why] : [undo, why];
  return [
    action === 'hold'
      ? button('case.restore', id, t('Restore'), { style: 'primary' })
      : button('case.dismiss', id, t('Dismiss'), { style: 'primary' }),
    button('case.delete', id, t('Delete')),
    button('case.warn', id, t('Warn')),
    button('case.timeout', id, t('Time out')),
    button('case.kick', id, t('Kick'), { style: 'danger' }),
    button('case.ban', id, t('Ban'), {
      style: 'danger',
      confirm: t('Ban {name}?', { name: found.userName }),
    }),
    why,
  ];
}

const MOST_QUOTED = 600;
const MOST_MATCHED = 100;
