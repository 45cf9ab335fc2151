/**
 * Starts the correction of a published post: a post of its own, which goes through review like any other and, once it is
 * approved, takes the place of the text that is live. One at a time is open.
 */
import { Refusal, refuse } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import type { Actor } from '../../../people/actor.ts';
import type { Person } from '../../../people/person.ts';
import { liveContent } from '../../../posts/correction.ts';
import { emptyInput, type PostInput } from '../../../posts/input.ts';
import { readTargets } from '../../../posts/targets.ts';
import type { Handle } from '../../../store/database.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { checkNoneOpen } from '../corrections/order.ts';
import { type Original, openPlaces, viewOriginal } from '../corrections/original.ts';
import { unknownPost } from '../id.ts';
import { mayChange, notYours } from '../opening.ts';
import { type Drafted, submitDraft } from './drafting.ts';

/** What a person fills in. */
export interface Corrected {
  text: string;
  /** Targets or groups; empty: wherever it can be corrected. */
  to: string;
}

/** What stands in the form: the text that is live, and where it can be changed. Throws a `Refusal`. */
export async function openCorrection(app: App, person: Person, postId: number): Promise<Corrected> {
  const original = await correctable(app, app.database, person, postId);
  const { text } = liveInput(original);
  return { text, to: namesOf(original).join(', ') };
}

/**
 * Where places are named, each of them gets the text; else those that share the common text do, and a target with an own
 * text keeps it. Throws a `Refusal`: not theirs, nothing to correct, or another correction is open.
 */
export async function correctPost(
  app: App,
  actor: Actor,
  postId: number,
  given: Corrected,
): Promise<Drafted> {
  const post = await app.database.transaction(async (transaction) => {
    // Held until the commit: of two who start at once the second one meets the first one's correction.
    if (!(await posts.findForUpdate(transaction, postId))) throw unknownPost(postId);
    const original = await correctable(app, transaction, actor.person, postId);
    return posts.insert(transaction, actor.person.id, inputOf(app, original, given));
  });
  return submitDraft(app, actor, post, post.input);
}

async function correctable(app: App, db: Handle, person: Person, postId: number): Promise<Original> {
  const original = await viewOriginal(app, db, postId);
  const { post } = original;
  if (post.corrects !== null) throw isCorrection(postId, post.corrects);
  if (!mayChange(person, post)) throw notYours(postId);
  if (openPlaces(original).length === 0) throw nowhere(postId, original);
  await checkNoneOpen(db, postId);
  return original;
}

function inputOf(app: App, original: Original, { text, to }: Corrected): PostInput {
  const live = liveInput(original);
  const named = namedIn(app, to);
  const isEverywhere = to.trim() === '' || named?.join() === namesOf(original).join();
  const variants = Object.entries(live.variants).filter(
    ([target]) => isEverywhere || !named?.includes(target),
  );
  return { ...live, text, to: isEverywhere ? '' : to, variants: Object.fromEntries(variants) };
}

/**
 * What stands there, as an input. Its pictures and its campaign go along: the checks look at them. They are those that
 * were approved; the post's own input may hold a change that was never sent for review.
 */
function liveInput(original: Original): PostInput {
  const { post, revision, corrections: earlier } = original;
  if (!revision) return { ...emptyInput, corrects: post.id };
  const { media, campaign } = revision.content;
  const named = (hash: string) => post.input.media.find((one) => one.hash === hash)?.name ?? '';
  return {
    ...emptyInput,
    ...liveContent(revision.content, namesOf(original), earlier),
    media: media.map((use) => ({ ...use, name: named(use.hash) })),
    campaign: campaign ?? '',
    corrects: post.id,
  };
}

function namesOf(original: Original): string[] {
  return openPlaces(original)
    .map(({ target }) => target)
    .sort();
}

/** Undefined: they cannot be read, which is told when the correction is. */
function namedIn({ team }: App, to: string): string[] | undefined {
  try {
    return readTargets(to, { targets: Object.keys(team.targets), groups: team.groups }, 'to');
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function isCorrection(postId: number, corrects: number): Refusal {
  return refuse(
    'post.correct.correction',
    'id',
    t('Post {postId} is a correction itself.', { postId: String(postId) }),
    t('Press Correct on the card of post {corrects}; /post show id:{corrects} shows it.', {
      corrects: String(corrects),
    }),
  );
}

/** For each place why. */
function nowhere(postId: number, { places }: Original): Refusal {
  const hindrances = places.flatMap(({ hindrance }) => hindrance ?? []);
  if (hindrances.some(({ id }) => id !== 'post.correct.not_out')) return new Refusal(hindrances);
  return refuse(
    'post.correct.not_out',
    'id',
    t('Nothing of post {postId} is out there.', { postId: String(postId) }),
    t('What is not out yet is changed with Edit on its card.'),
  );
}
