/** What was decided and said: who, when, in whose place, on which version. */
import { type Block, context, type Inline, list, type Part, text, time } from '../../../chat/card.ts';
import { shortened } from '../../../kit/storable.ts';
import { t } from '../../../kit/t.ts';
import { personPart } from '../../people/person-part.ts';
import { deciderParts } from './people-parts.ts';
import type { PostView } from './post-view.ts';

type Decision = PostView['decisions'][number];
type Comment = PostView['comments']['newest'][number];

/** The newest; what came before is counted. */
export function decisionBlocks(view: PostView): Block[] {
  const { decisions } = view;
  const earlier = decisions.length - MOST_DECISIONS;
  const more = t('{earlier, plural, one {One earlier decision} other {# earlier decisions}}.', { earlier });
  return [
    ...(earlier > 0 ? [context(more)] : []),
    ...decisions.slice(-MOST_DECISIONS).map((decision) => context(decisionLine(view, decision))),
  ];
}

/** "Ben approved 5 minutes ago (Editorial): fine". */
export function decisionLine(view: PostView, decision: Decision): Inline {
  const { verdict, kind, step, comment } = decision;
  const who = deciderParts(view, decision);
  const at = time(decision.createdAt.getTime(), 'relative');
  const [ofThis, ofEarlier] = WORDS[kind === 'step' ? verdict : kind];
  const words = decision.revision === view.post.revision ? ofThis : ofEarlier;
  const named = kind === 'step' && step !== '' ? ` (${step})` : '';
  return [...t(words, { who, at }), named, ...(comment ? [`: ${comment}`] : [])];
}

/** The newest, with how many there are. `most`: characters of each. */
export function commentBlocks(view: PostView, most: number): Block[] {
  const { count, newest } = view.comments;
  if (count === 0) return [];
  const heading =
    count > newest.length
      ? t('{count} comments, the newest {shown}:', { count, shown: newest.length })
      : t('{count, plural, one {One comment} other {# comments}}:', { count });
  return [text(heading), list(newest.map((comment) => commentLine(view, comment, most)))];
}

function commentLine(view: PostView, { personId, revision, saidAt, text: words }: Comment, most: number) {
  const who = personPart(view.people, personId);
  const at = time(saidAt.getTime(), 'relative');
  const earlier = revision === view.post.revision ? '' : t(' on an earlier version');
  const said: (string | Part)[] = t('{who}{earlier} {at}: ', { who, earlier, at });
  return [...said, shortened(words, most)];
}

/** Of this version, and of an earlier one. */
const WORDS = {
  approve: ['{who} approved {at}', '{who} approved an earlier version {at}'],
  reject: ['{who} rejected {at}', '{who} rejected an earlier version {at}'],
  request_changes: ['{who} asked for changes {at}', '{who} asked for changes to an earlier version {at}'],
  veto: ['{who} vetoed {at}', '{who} vetoed an earlier version {at}'],
  emergency: [
    '{who} gave emergency approval {at}',
    '{who} gave emergency approval to an earlier version {at}',
  ],
} as const;

const MOST_DECISIONS = 8;
