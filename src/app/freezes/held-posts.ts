/** One word on all that fell due during a freeze. Each post is decided on once, by whoever comes first. */
import { distinct, type Finding, Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { readWhen, writeInstant } from '../../kit/when.ts';
import type { Actor } from '../../people/actor.ts';
import * as freezes from '../../store/freezes.ts';
import type { App } from '../app.ts';
import { publishNow } from '../deliveries/releasing.ts';
import { editPost } from '../posts/drafting/drafting.ts';
import { cancelPost } from '../posts/review/cancelling.ts';

/** It goes out now. What cannot stays in the review. Throws a `Refusal` that says why. */
export async function publishAll(app: App, actor: Actor, freezeId: number): Promise<void> {
  const decided = await eachHeld(app, freezeId, AT_ONCE, ({ postId, revision }) =>
    publishNow(app, actor, postId, revision),
  );
  tellLeft(decided);
}

/** None of it goes out. */
export async function dropAll(app: App, actor: Actor, freezeId: number): Promise<void> {
  const decided = await eachHeld(app, freezeId, AT_ONCE, ({ postId, revision }) =>
    cancelPost(app, actor, postId, revision),
  );
  tellLeft(decided);
}

export interface Moved {
  /** Epoch ms. */
  at: number;
  posts: number[];
  /** The findings say why. */
  left: Left[];
}

/** All of it is asked to be approved for one new time. Throws a `Refusal` for a time that cannot be read. */
export async function moveAll(app: App, actor: Actor, freezeId: number, when: string): Promise<Moved> {
  const { timeZone } = actor.person;
  // Once for all of them: "in 2 hours" is the same instant for the last.
  const at = readWhen(when, timeZone, app.clock.now(), t('When'));
  const words = writeInstant(at, timeZone);
  // One after the other: each is checked against those before it.
  const { done, left } = await eachHeld(app, freezeId, 1, (held) => move(app, actor, held, words));
  return { at, posts: done.map(({ postId }) => postId), left };
}

async function move(app: App, actor: Actor, held: freezes.HeldPost, at: string): Promise<'done' | 'stale'> {
  if (held.isCorrection) throw noTimeOfItsOwn();
  const drafted = await editPost(app, actor, held.postId, (input) => ({ ...input, at }), held.revision);
  if (drafted === 'stale') return 'stale';
  if (!drafted.submitted) throw new Refusal(drafted.findings.filter(({ level }) => level === 'error'));
  return 'done';
}

/** To be asked before a form opens. Throws a `Refusal` when all of it is decided by now. */
export async function checkHeld(app: App, freezeId: number): Promise<void> {
  const freeze = await openReview(app, freezeId);
  if ((await freezes.held(app.database, freeze.targets, 0)).count === 0) throw allDecided();
}

/** Its review over, what another freeze has held since is none of its business. Throws a `Refusal` then. */
async function openReview(app: App, freezeId: number): Promise<freezes.StoredFreeze> {
  const freeze = await freezes.find(app.database, freezeId);
  if (!freeze || freeze.reviewedAt !== null) throw allDecided();
  return freeze;
}

interface Left {
  postId: number;
  findings: Finding[];
}

interface Decided {
  done: freezes.HeldPost[];
  left: Left[];
}

type Decide = (held: freezes.HeldPost) => Promise<'done' | 'stale'>;

/** One that another freeze still covers does not hold up the others. Throws a `Refusal` when there was nothing to do. */
async function eachHeld(app: App, freezeId: number, atOnce: number, decide: Decide): Promise<Decided> {
  const { targets } = await openReview(app, freezeId);
  const done: freezes.HeldPost[] = [];
  const left = new Map<string, Left>();
  for (;;) {
    const { first } = await freezes.held(app.database, targets, left.size + atOnce);
    const fresh = first.filter((one) => !left.has(keyOf(one)));
    if (fresh.length === 0) break;
    const outcomes = await Promise.all(fresh.map((one) => decided(one, decide)));
    for (const [index, outcome] of outcomes.entries()) {
      const held = fresh[index] as freezes.HeldPost;
      if (outcome === 'done') done.push(held);
      else left.set(keyOf(held), { postId: held.postId, findings: outcome });
    }
  }
  const refused = [...left.values()].filter(({ findings }) => findings.length > 0);
  if (done.length === 0 && refused.length === 0) throw allDecided();
  return { done, left: refused };
}

/** Findings: why it cannot be; none of them: somebody else has decided on it meanwhile. */
async function decided(held: freezes.HeldPost, decide: Decide): Promise<'done' | Finding[]> {
  try {
    return (await decide(held)) === 'done' ? 'done' : [];
  } catch (error) {
    if (error instanceof Refusal) return error.findings;
    throw error;
  }
}

function keyOf({ postId, revision }: freezes.HeldPost): string {
  return `${postId}.${revision}`;
}

function tellLeft({ left }: Decided): void {
  const findings = left.flatMap((one) => one.findings);
  if (findings.length > 0) throw new Refusal(distinct(findings));
}

function allDecided(): Refusal {
  return refuse(
    'freeze.review.over',
    'id',
    t('Nothing of this freeze waits for a decision any more, so nothing was changed.'),
    t("Each post's card tells what became of it; /post list shows what is scheduled."),
  );
}

function noTimeOfItsOwn(): Refusal {
  return refuse(
    'freeze.move.correction',
    t('When'),
    t('A correction has no time to be moved to.'),
    t('Press Publish now or Drop on its card.'),
  );
}

const AT_ONCE = 100;
