/**
 * A burst to one place becomes one message, where the subject can be told so: ten posts that nobody has decided on are a
 * list, and not ten notices. They share a key from then on, so that after a crash they are found together, or sent
 * together again.
 */
import { type Block, type Card, card, type Inline, list, strong } from '../../chat/card.ts';
import type { StoredMessage } from '../../store/outbox.ts';
import * as sending from '../../store/outbox-sending.ts';
import * as together from '../../store/outbox-together.ts';
import { draw, finish, finishAll, later, NOBODY_HEARS, putBack, type Saying, SLOW, say } from './saying.ts';
import type { Drawn } from './subject.ts';
import { findEarlier, sendTo, waysOf } from './ways.ts';

/** Says a claim, and with it the others that wait for the same place, where there are many. */
export async function sayWithOthers(claim: StoredMessage, around: Saying): Promise<void> {
  const others = mayBeTold(claim, around) ? await claimOthers(claim, around) : [];
  if (others.length === 0) return say(claim, around);
  const claims = [claim, ...others];
  try {
    const done = await sayAll(claims, around);
    if (done === 'put back') return;
    await finishAll(claims, done, around);
  } catch (error) {
    for (const one of claims) await putBack(one, error, around);
  }
}

function mayBeTold({ subject, kind, lasting, thread, message, priority }: StoredMessage, around: Saying) {
  const isOnce = message === null && !lasting && thread === null && priority !== 'crisis';
  return isOnce && around.together?.(subject, kind, FEWEST) !== undefined;
}

/** Empty: there are too few of them. What may have been sent together belongs together, however few are left of it. */
async function claimOthers(claim: StoredMessage, { database, clock, lease }: Saying) {
  const others = await together.claimWith(database, claim, { now: clock.now(), lease });
  if (claim.attempted || others.length + 1 >= FEWEST) return others;
  await sending.letGo(database, others);
  return [];
}

async function sayAll(claims: StoredMessage[], around: Saying): Promise<sending.Done | 'put back'> {
  const { database, clock, lease } = around;
  const [first] = claims;
  if (!first) return {};
  const ways = await waysOf(first, around);
  const [best] = ways;
  if (!best) return putAllBack(claims, clock.now() + NOBODY_HEARS, around);
  const found = first.attempted ? await findEarlier(first, ways) : undefined;
  if (found) return { sent: found };
  const drawn = await Promise.all(claims.map((claim) => draw(claim, around)));
  // Those that nobody needs any more end by themselves, and the others come again without them.
  const needless = claims.filter((_, index) => drawn[index] === undefined);
  for (const claim of needless) await finish(claim, { ended: true }, around);
  const left = claims.filter((claim) => !needless.includes(claim));
  if (needless.length > 0) return putAllBack(left, clock.now(), around);
  const pace = best.messenger.pace ?? SLOW;
  const look = await together.lookAtAll(database, claims, { now: clock.now(), pace, lease });
  if (look !== 'go') return putAllBack(claims, look === 'ended' ? clock.now() : look.notBefore, around);
  const heading = around.together?.(first.subject, first.kind, claims.length) ?? '';
  const shown = asOne(
    heading,
    drawn.filter((one) => one !== undefined),
  );
  const sent = await sendTo(ways, first, shown, { files: undefined, refusals: [] });
  return sent ? { sent } : { ended: true };
}

async function putAllBack(claims: StoredMessage[], nextAt: number, around: Saying): Promise<'put back'> {
  for (const claim of claims) await later(claim, nextAt, around);
  return 'put back';
}

function asOne(heading: string, drawn: Drawn[]): Card {
  const tone = drawn[0]?.tone ?? 'neutral';
  const items = drawn.map(
    (one): Inline => [strong(one.heading), ...[...(one.opening ?? []), ...one.blocks].flatMap(wordsOf)],
  );
  return card(heading, { tone, blocks: [list(items)] });
}

function wordsOf(block: Block) {
  return block.kind === 'text' ? [' ', ...[block.text].flat()] : [];
}

/** From how many on they are one message. */
const FEWEST = 3;
