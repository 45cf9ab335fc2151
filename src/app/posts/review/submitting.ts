/** Reads and checks what an author filled in, and puts what is in order in review. */
import { distinct, errorsOf, type Finding } from '../../../kit/finding.ts';
import { subjectOf } from '../../../kit/subject.ts';
import { t } from '../../../kit/t.ts';
import { writeInstant } from '../../../kit/when.ts';
import type { Actor } from '../../../people/actor.ts';
import type { Person } from '../../../people/person.ts';
import { campaignNamed } from '../../../posts/campaign.ts';
import type { Content } from '../../../posts/content.ts';
import type { PostInput } from '../../../posts/input.ts';
import { fingerprint } from '../../../posts/likeness.ts';
import { type Check, findingsIn } from '../../../posts/preflight/check.ts';
import { readInput } from '../../../posts/reading.ts';
import { wordings } from '../../../posts/variants.ts';
import * as audit from '../../../store/audit.ts';
import type { Transaction } from '../../../store/database.ts';
import * as fingerprints from '../../../store/fingerprints.ts';
import * as outbox from '../../../store/outbox.ts';
import * as posts from '../../../store/posts.ts';
import * as preflights from '../../../store/preflights.ts';
import * as videos from '../../../store/videos.ts';
import type { App } from '../../app.ts';
import { aboutPost, entryBy } from '../../auditing.ts';
import { cardsIn } from '../../places.ts';
import { type Original, openPlaces, viewOriginal } from '../corrections/original.ts';
import { againstLive } from '../corrections/reading-correction.ts';
import { fill } from '../fields/filling.ts';
import { type Presented, present } from '../fields/presenting.ts';
import { check } from '../preflight/checking.ts';
import { setReviewAlarms } from './review-alarms.ts';
import { reviewedIn } from './reviewed-in.ts';

export interface Read {
  /** Undefined: the findings say why it cannot be sent for review. */
  content: Content | undefined;
  findings: Finding[];
  checks: Check[];
}

export async function readAndCheck(
  app: App,
  person: Person,
  postId: number,
  input: PostInput,
): Promise<Read> {
  const now = app.clock.now();
  const original =
    input.corrects === undefined ? undefined : await viewOriginal(app, app.database, input.corrects);
  const { content: written, findings: faults } = readInput(original ? whereItIs(input, original) : input, {
    targets: Object.keys(app.team.targets),
    groups: app.team.groups,
    timeZone: person.timeZone,
    now,
  });
  const named = written && byItsName(app, written);
  const against = original && named ? againstLive(app, original, named) : { content: named, findings: [] };
  const presented = against.content && (await shown(app, against.content, input, original));
  const content = presented?.content;
  const findings = [...faults, ...against.findings, ...errorsOf(presented?.findings ?? [])];
  const told = presented?.findings.filter(({ level }) => level === 'warning') ?? [];
  const checks = content
    ? withFindings(await check(app, content, { postId, at: content.at ?? now }), told)
    : [];
  const found = distinct([...findings, ...findingsIn(checks)]);
  return { content: errorsOf(found).length > 0 ? undefined : content, findings: found, checks };
}

/** What is live stays as it is shown there. */
async function shown(app: App, content: Content, input: PostInput, original?: Original): Promise<Presented> {
  if (!original) {
    const presented = await present(app, content, input);
    const filled = await fill(app, presented.content, input);
    return { content: filled.content, findings: [...presented.findings, ...filled.findings] };
  }
  const live = Object.entries(original.revision?.content.presentation ?? {})
    .filter(([target]) => content.targets.includes(target))
    .map(([target, { cards: _, ...presentation }]) => [target, presentation]);
  const fields = Object.entries(original.revision?.content.fields ?? {}).filter(([target]) =>
    content.targets.includes(target),
  );
  const same = {
    ...content,
    ...(live.length > 0 && { presentation: Object.fromEntries(live) }),
    ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
  };
  return { content: same, findings: [] };
}

/** Told with the first target, so that they stand on the post's cards. */
function withFindings(checks: Check[], findings: Finding[]): Check[] {
  return checks.map((one, index) =>
    index === 0 ? { ...one, findings: [...one.findings, ...findings] } : one,
  );
}

/** A correction that names no place is meant for all that can be changed. */
function whereItIs(input: PostInput, original: Original): PostInput {
  if (input.to.trim() !== '') return input;
  const to = openPlaces(original).map(({ target }) => target);
  return { ...input, to: to.join(', ') };
}

/** A campaign that the team lists is kept under its own name, however it was written. */
function byItsName({ team }: App, content: Content): Content {
  const { campaign } = content;
  const known = campaign === null ? undefined : campaignNamed(team.campaigns, campaign);
  return known ? { ...content, campaign: known.name } : content;
}

/** A video that nothing named for a week may have been erased since it was read; from here on it stays. */
export async function withItsVideo(transaction: Transaction, read: Read): Promise<Read> {
  const { content, findings } = read;
  // What is corrected shows its own, which may be gone here.
  if (!content || content.corrects !== undefined) return read;
  const hashes = content.media.filter(({ video }) => video).map(({ hash }) => hash);
  const gone = await videos.hold(transaction, hashes);
  if (gone.length === 0) return read;
  const told: Finding = {
    ...{ id: 'media.video.gone', level: 'error', field: 'media' },
    message: t('The video of this post is not kept any more: nothing named it for a week.'),
    remedy: t('Add it again; all else is kept.'),
  };
  return { ...read, content: undefined, findings: [...findings, told] };
}

/** The transaction's last act. */
export async function putInReview(
  app: App,
  transaction: Transaction,
  actor: Actor,
  post: posts.StoredPost,
  { content, checks, input }: { content: Content; checks: Check[]; input: PostInput },
): Promise<void> {
  const { person } = actor;
  const revision = post.revision + 1;
  const hash = await posts.addRevision(transaction, {
    postId: post.id,
    revision,
    content,
    personId: person.id,
    createdAt: new Date(app.clock.now()),
  });
  const review = awaitedFromNow(app, content);
  await posts.update(transaction, post.id, {
    stage: 'in_review',
    revision,
    // An instant from here on: "in 2 minutes" must not move when the form is opened again.
    input: { ...input, at: content.at === null ? '' : writeInstant(content.at, person.timeZone) },
    ...review,
  });
  await setReviewAlarms(app, transaction, post.id, review);
  await keepChecked(app, transaction, { postId: post.id, revision }, content, checks);
  const places = await reviewedIn(app, transaction, content);
  await outbox.want(transaction, cardsIn(places, subjectOf('post', post.id)));
  await audit.append(transaction, {
    ...entryBy(actor, 'post.submitted', app.clock),
    ...aboutPost(post),
    revision,
    content: hash,
  });
}

/** What its cards show of the checks, and by what posts that say the same will find it. */
async function keepChecked(
  { clock }: App,
  transaction: Transaction,
  revision: { postId: number; revision: number },
  content: Content,
  checks: Check[],
): Promise<void> {
  const now = new Date(clock.now());
  await preflights.keep(transaction, revision, checks, now);
  const at = content.at === null ? now : new Date(content.at);
  const texts = wordings(content).map(({ text, targets }) => ({ targets, keys: fingerprint(text) }));
  await fingerprints.keep(transaction, { ...revision, at }, texts);
}

/** A decision is awaited until the post could not go out in time any more. */
export function awaitedFromNow({ team, clock }: App, content: Content) {
  const now = clock.now();
  const longest = now + team.approval.expiresAfter;
  const expiry = content.at === null ? longest : Math.min(longest, content.at + team.publishing.grace);
  return { expiresAt: new Date(expiry), awaitedSince: new Date(now), reminded: 0 };
}
