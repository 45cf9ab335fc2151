/** A freeze with everything that its card shows. */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { overlaps } from '../../posts/freeze.ts';
import * as freezes from '../../store/freezes.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import type { App } from '../app.ts';
import { type NamedPeople, namedPeople } from '../people/person-part.ts';
import { excerptOf } from '../posts/excerpt.ts';

export interface FreezeView {
  freeze: freezes.StoredFreeze;
  people: NamedPeople;
  /** It is lifted, and these, which were open by then already, still hold some of what it stopped. */
  stillBy: freezes.StoredFreeze[];
  /** How much of what waits it covers. */
  covers: { posts: number; targets: number };
  /** The newest of what had left; `leaving`: how many are being handed over still. */
  handedOver: {
    newest: (postDeliveries.StoredDelivery & { title: string })[];
    count: number;
    leaving: number;
  };
  /** The earliest of what fell due meanwhile and waits for a decision. */
  held: { first: HeldPost[]; count: number };
}

export interface HeldPost extends Omit<freezes.HeldPost, 'text' | 'targets'> {
  excerpt: string;
  deliveries: postDeliveries.StoredDelivery[];
  /** Titles of the targets that it waits for. */
  titles: string[];
}

export async function viewFreeze(app: App, id: number): Promise<FreezeView> {
  const db = app.database;
  const freeze = await freezes.find(db, id);
  if (!freeze) throw unknownFreeze(id);
  const [stillBy, covers, handedOver, held] = await Promise.all([
    stillHeld(app, freeze),
    freezes.covered(db, freeze.targets),
    freezes.handedOver(db, freeze, JUST_BEFORE, LISTED),
    freezes.held(db, freeze.targets, LISTED),
  ]);
  const newest = handedOver.newest.map((one) => ({ ...one, title: app.accounts.titleOf(one.target) }));
  return {
    ...{ freeze, stillBy, covers },
    people: await namedPeople(app, [freeze.personId, freeze.liftedBy, ...stillBy.map((one) => one.personId)]),
    handedOver: { ...handedOver, newest },
    held: { ...held, first: await Promise.all(held.first.map((one) => heldPost(app, one))) },
  };
}

async function stillHeld(
  app: App,
  { targets, liftedAt }: freezes.StoredFreeze,
): Promise<freezes.StoredFreeze[]> {
  if (liftedAt === null) return [];
  const open = await freezes.opened(app.database);
  return open.filter((one) => one.frozenAt <= liftedAt && overlaps(one.targets, targets));
}

async function heldPost(app: App, { text, targets, ...rest }: freezes.HeldPost): Promise<HeldPost> {
  return {
    ...rest,
    excerpt: excerptOf(text),
    deliveries: await postDeliveries.ofPost(app.database, rest.postId, rest.revision),
    titles: targets.map((target) => app.accounts.titleOf(target)),
  };
}

function unknownFreeze(id: number) {
  return refuse(
    'freeze.unknown',
    'id',
    t('There is no freeze {id}.', { id: String(id) }),
    t('/freeze begins one.'),
  );
}

/** ms: what went out this shortly before is told beside what was in flight. */
const JUST_BEFORE = 10 * 60_000;
const LISTED = 10;
