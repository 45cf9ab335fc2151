/** A freeze with everything that its card shows. */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import * as freezes from '../../store/freezes.ts';
import type { StoredDelivery } from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { type NamedPeople, namedPeople } from '../cards/person-part.ts';
import { excerptOf } from '../posts/excerpt.ts';

export interface FreezeView {
  freeze: freezes.StoredFreeze;
  people: NamedPeople;
  /** How much of what waits it covers. */
  covers: { posts: number; targets: number };
  handedOver: (StoredDelivery & { title: string })[];
  /** What fell due meanwhile and waits for a word, the earliest first. */
  held: HeldPost[];
}

export interface HeldPost {
  postId: number;
  revision: number;
  excerpt: string;
  dueAt: Date;
  /** Titles of the targets that it waits for. */
  titles: string[];
}

export async function viewFreeze(app: App, id: number): Promise<FreezeView> {
  const db = app.database;
  const freeze = await freezes.find(db, id);
  if (!freeze) throw unknownFreeze(id);
  const [waiting, handedOver, held] = await Promise.all([
    freezes.waiting(db, freeze.targets),
    freezes.handedOver(db, freeze, JUST_BEFORE),
    freezes.held(db, freeze.targets),
  ]);
  return {
    freeze,
    people: await namedPeople(app, [freeze.personId, freeze.liftedBy]),
    covers: {
      posts: new Set(waiting.map((one) => one.postId)).size,
      targets: new Set(waiting.map((one) => one.target)).size,
    },
    handedOver: handedOver.map((one) => ({ ...one, title: titleOf(app, one.target) })),
    held: await heldPosts(app, held),
  };
}

async function heldPosts(app: App, held: StoredDelivery[]): Promise<HeldPost[]> {
  const byPost = new Map<number, StoredDelivery[]>();
  for (const one of held) byPost.set(one.postId, [...(byPost.get(one.postId) ?? []), one]);
  return Promise.all(
    [...byPost].map(async ([postId, deliveries]) => {
      const [first] = deliveries as [StoredDelivery];
      const shown = await posts.findRevision(app.database, postId, first.revision);
      return {
        postId,
        revision: first.revision,
        excerpt: excerptOf(shown?.content.text ?? ''),
        dueAt: first.dueAt,
        titles: deliveries.map((one) => titleOf(app, one.target)),
      };
    }),
  );
}

function titleOf(app: App, target: string): string {
  return app.accounts.get(target)?.title ?? target;
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
