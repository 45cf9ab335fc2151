/** The card of a post, the same in every chat: what it says, where it stands, and what can be done about it. */
import {
  type Block,
  type Card,
  card,
  context,
  fields,
  type Inline,
  list,
  type Part,
  quote,
  text,
  time,
} from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import { writeWhen } from '../../kit/when.ts';
import type { Content } from '../../posts/content.ts';
import { difference } from '../../posts/difference.ts';
import type { PostView } from '../posts/viewing.ts';
import { checkBlocks, messagesOf, sinceBlocks } from './check-blocks.ts';
import { deliveryLines, deliverySummary } from './delivery-lines.ts';
import { personPart } from './person-part.ts';
import { actionsOf, headingOf, toneOf } from './post-states.ts';

/** `zone` writes the times that a chat cannot show in the reader's own. */
export function postCard(view: PostView, zone: string): Card {
  const { revision } = view;
  return card(headingOf(view), {
    tone: toneOf(view.state),
    blocks: [
      text(leadOf(view)),
      ...(revision ? contentBlocks(view, revision.content) : [quote(view.post.input.text)]),
      ...changedBlocks(view, zone),
      ...(view.deliveries.length > 0 ? [list(deliveryLines(view.deliveries))] : []),
      ...checkBlocks(view.checks),
      ...sinceBlocks(view.foundSince),
      ...historyBlocks(view),
    ],
    actions: actionsOf(view),
  });
}

function leadOf(view: PostView): Inline {
  const author = personPart(view.people, view.revision?.personId ?? view.post.authorId);
  switch (view.state) {
    case 'draft':
      return t('{author} keeps this as a draft.', { author });
    case 'in_review':
      return t('{author} asks for approval.', { author });
    case 'changes_requested':
      return t('{author} is asked to change it.', { author });
    default:
      return deliverySummary(view.state, view.deliveries);
  }
}

function contentBlocks(view: PostView, content: Content): Block[] {
  const titles = content.targets.map((target) => titleOf(view, target));
  return [
    quote(content.text),
    ...Object.entries(content.variants).map(([target, words]) => quote(words, titleOf(view, target))),
    ...content.media.map(
      (use): Block => ({ kind: 'image', media: use.hash, alt: use.alt || t('A picture without alt text') }),
    ),
    fields({
      [t('Where')]: titles.join(', '),
      [t('When')]: whenOf(view, content),
      ...(content.campaign ? { [t('Campaign')]: content.campaign } : {}),
    }),
  ];
}

function titleOf(view: PostView, target: string): string {
  const titled = [...view.deliveries, ...view.checks].find((one) => one.target === target);
  return titled?.title ?? target;
}

function whenOf(view: PostView, content: Content): Inline {
  if (content.at === null) return t('as soon as it is approved');
  const soon = view.state === 'in_review' || view.state === 'scheduled';
  return soon
    ? t('{at} ({relative})', { at: time(content.at), relative: time(content.at, 'relative') })
    : [time(content.at)];
}

function changedBlocks(view: PostView, zone: string): Block[] {
  if (!view.approvedBefore || !view.revision || view.state !== 'in_review') return [];
  const writeTime = (at: number | null) => (at === null ? t('as soon as approved') : writeWhen(at, zone));
  const changes = difference(view.approvedBefore.content, view.revision.content, writeTime);
  if (changes.length === 0) return [text(t('Sent again without a change. Needs approval again.'))];
  return [
    text(t('Changed since it was approved. Needs approval again.')),
    list(changes.map(({ field, before, after }) => `${field}: ${quoted(before)} → ${quoted(after)}`)),
  ];
}

function quoted(words: string): string {
  return words === '' ? t('nothing') : `'${words}'`;
}

function historyBlocks(view: PostView): Block[] {
  const lines = view.decisions.map((decision) => {
    const who = personPart(view.people, decision.personId);
    const at = time(decision.createdAt.getTime(), 'relative');
    const earlier = decision.revision === view.post.revision ? '' : t(' an earlier version');
    return withComment(t(VERDICT_WORDS[decision.verdict], { who, earlier, at }), decision.comment);
  });
  return [...lines, ...acceptedLines(view)].map((line) => context(line));
}

/** The warnings despite which this version was approved. */
function acceptedLines({ decisions, post }: PostView): Inline[] {
  const accepted = decisions.filter((one) => one.revision === post.revision).flatMap((one) => one.accepted);
  if (accepted.length === 0) return [];
  return [t('Accepted with the approval: {warnings}', { warnings: messagesOf(accepted).join(' ') })];
}

function withComment(line: (string | Part)[], comment: string | null): Inline {
  return comment ? [...line, `: ${comment}`] : line;
}

const VERDICT_WORDS = {
  approve: '{who} approved{earlier} {at}',
  reject: '{who} rejected{earlier} {at}',
  request_changes: '{who} asked for changes to{earlier} it {at}',
} as const;
