/** The card of a post, the same in every chat: what it says, where it stands, and what can be done about it. */
import {
  type Block,
  type Card,
  card,
  context,
  fields,
  type Inline,
  list,
  quote,
  text,
  time,
} from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { writeWhen } from '../../../kit/when.ts';
import type { Content, MediaUse } from '../../../posts/content.ts';
import { coverOf } from '../../../posts/cover.ts';
import { type Difference, difference } from '../../../posts/difference.ts';
import { handedOver } from '../../../posts/post.ts';
import { wordings } from '../../../posts/variants.ts';
import { videoWords } from '../../../posts/video.ts';
import { personPart } from '../../people/person-part.ts';
import { answerBlocks } from './answer-blocks.ts';
import { checkBlocks, sinceBlocks, warningLines } from './check-blocks.ts';
import { changeBlocks, correctedBlocks, correctionLines, correctionSummary } from './correction-blocks.ts';
import { deliveryLines, deliverySummary } from './delivery-lines.ts';
import { fieldBlocks } from './field-blocks.ts';
import { commentBlocks, decisionBlocks } from './history-blocks.ts';
import { actionsOf, headingOf, toneOf } from './post-states.ts';
import { type PostView, titleOf } from './post-view.ts';
import { presentationBlocks } from './presentation-blocks.ts';
import { stepBlocks } from './step-blocks.ts';

/** `zone` writes the times that a chat cannot show in the reader's own. `commentLength`: characters of each comment. */
export function postCard(view: PostView, zone: string, commentLength = 300): Card {
  const { revision } = view;
  return card(headingOf(view), {
    tone: toneOf(view.state),
    blocks: [
      text(leadOf(view)),
      ...answerBlocks(view, revision?.content.answers ?? view.post.input.answers),
      ...(revision
        ? contentBlocks(view, view.corrected?.content ?? revision.content)
        : [quote(view.post.input.text)]),
      ...changeBlocks(view),
      ...correctedBlocks(view),
      ...changedBlocks(view, zone),
      ...stepBlocks(view),
      ...(view.deliveries.length > 0 ? [list(linesOf(view))] : []),
      ...checkBlocks(view.checks),
      ...sinceBlocks(view.foundSince, (target) => titleOf(view, target)),
      ...decisionBlocks(view),
      ...acceptedBlocks(view),
      ...commentBlocks(view, commentLength),
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
      return view.post.corrects === null
        ? deliverySummary(view.state, view.deliveries)
        : correctionSummary(view.state, view.deliveries);
  }
}

function linesOf({ post, deliveries }: PostView): Inline[] {
  const told = deliveries.map((one) => withRemedy(one, post, deliveries));
  return post.corrects === null ? deliveryLines(told) : correctionLines(told);
}

type Delivery = PostView['deliveries'][number];

/** A network that refuses a text seldom says how it goes on; that depends on what became of the others. */
function withRemedy(delivery: Delivery, post: PostView['post'], all: Delivery[]): Delivery {
  const { state, problem } = delivery;
  if (state !== 'failed' || problem?.reason !== 'refused' || problem.remedy !== '') return delivery;
  return { ...delivery, problem: { ...problem, remedy: remedyAt(delivery, post, all) } };
}

function remedyAt({ title, sentParts }: Delivery, { corrects }: PostView['post'], all: Delivery[]): string {
  if (corrects !== null)
    return t('Retry sends the same text again; for another text press Correct on the card of post {post}.', {
      post: String(corrects),
    });
  if (sentParts.length > 0) return t('Retry goes on with the same text, from the part that was refused.');
  return handedOver(all)
    ? t('Retry sends the same text again; for another text write a new post to {title} alone.', { title })
    : t('Retry sends the same text again; Edit changes it, and it is approved anew.');
}

function contentBlocks(view: PostView, content: Content): Block[] {
  const titles = content.targets.map((target) => titleOf(view, target));
  return [
    ...wordingBlocks(view, content),
    ...content.media.flatMap((use) => mediaBlocks(use, content)),
    fields({
      [t('Where')]: titles.join(', '),
      [t('When')]: whenOf(view, content),
      ...(content.campaign ? { [t('Campaign')]: content.campaign } : {}),
    }),
    ...fieldBlocks(view, content),
    ...presentationBlocks(view, content),
  ];
}

function mediaBlocks(use: MediaUse, content: Content): Block[] {
  const { hash, alt, video } = use;
  if (video)
    return [text(t('Video: {facts}{alt}', { facts: videoWords(video), alt: alt === '' ? '' : `. ${alt}` }))];
  if (use === coverOf(content))
    return [
      text(t('Cover of the video:')),
      { kind: 'image', media: hash, alt: alt || t('The cover of the video') },
    ];
  return [{ kind: 'image', media: hash, alt: alt || t('A picture without alt text') }];
}

/** One text for all needs no label; else each stands with those who read it. */
function wordingBlocks(view: PostView, content: Content): Block[] {
  const worded = wordings(content);
  if (worded.length === 1) return [quote(worded[0]?.text ?? '')];
  return worded.map(({ text: words, targets }) =>
    quote(words, targets.map((target) => titleOf(view, target)).join(', ')),
  );
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
  const name = (target: string) => nameIn(view, target);
  const changes = difference(
    readable(view.approvedBefore.content, name),
    readable(view.revision.content, name),
    writeTime,
  );
  const contents = [view.approvedBefore.content, view.revision.content];
  const hasVideo = contents.some(({ media }) => media.some(({ video }) => video));
  if (changes.length === 0) return [text(t('Sent again without a change. Needs approval again.'))];
  return [
    text(
      view.wasApproved
        ? t('Changed since it was approved. Needs approval again.')
        : t('Changed since its first approval. Needs approval again from the first step.'),
    ),
    list(
      changes.map(
        ({ field, before, after }) => `${FIELDS[field](hasVideo)}: ${quoted(before)} → ${quoted(after)}`,
      ),
    ),
  ];
}

const FIELDS: Record<Difference['field'], (hasVideo: boolean) => string> = {
  text: () => t('text'),
  variants: () => t('text per network'),
  targets: () => t('where'),
  media: (hasVideo) => (hasVideo ? t('pictures or video') : t('pictures')),
  time: () => t('time'),
  campaign: () => t('campaign'),
  presentation: () => t('how it is shown'),
  fields: () => t('fields'),
};

/** Targets by their titles, for reading alone. */
function readable(content: Content, name: (target: string) => string): Content {
  const variants = Object.entries(content.variants).map(([target, words]) => [name(target), words]);
  const fields = Object.entries(content.fields ?? {}).map(([target, uses]) => [name(target), uses]);
  return {
    ...content,
    targets: content.targets.map(name),
    variants: Object.fromEntries(variants),
    fields: Object.fromEntries(fields),
  };
}

/** Two accounts may bear the same title: no change between them shall hide behind it. */
function nameIn(view: PostView, target: string): string {
  const title = titleOf(view, target);
  const alike = [...view.titles.values()].filter((one) => one === title);
  return alike.length > 1 ? `${title} (${target})` : title;
}

function quoted(words: string): string {
  return words === '' ? t('nothing') : `'${words}'`;
}

/** The warnings despite which this version was approved. */
function acceptedBlocks(view: PostView): Block[] {
  const { decisions, post } = view;
  const accepted = decisions.filter((one) => one.revision === post.revision).flatMap((one) => one.accepted);
  if (accepted.length === 0) return [];
  const warnings = warningLines(accepted, (target) => titleOf(view, target)).join(' ');
  return [context(t('Accepted with the approval: {warnings}', { warnings }))];
}
