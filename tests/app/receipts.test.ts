/** Looking whether published posts stand as approved, over a real store and networks that show what they are told. */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawReceipt } from '../../src/app/receipts/receipt-card.ts';
import { standingOf } from '../../src/app/receipts/standing.ts';
import { verifiedCard } from '../../src/app/receipts/verified-card.ts';
import { verifyDelivery, verifyPost } from '../../src/app/receipts/verifying.ts';
import { plainText } from '../../src/chat/card.ts';
import type { Given, Reading } from '../../src/networks/live.ts';
import { NetworkError } from '../../src/networks/network.ts';
import type { Content } from '../../src/posts/content.ts';
import * as audit from '../../src/store/audit.ts';
import { alarms } from '../../src/store/schema/alarms.ts';
import { deliveries } from '../../src/store/schema/deliveries.ts';
import { outbox } from '../../src/store/schema/outbox.ts';
import { posts } from '../../src/store/schema/posts.ts';
import { receipts } from '../../src/store/schema/receipts.ts';
import { emptyPosts } from '../store/empty.ts';
import { openRig, type ReportsRig } from './reports-rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SENT = Date.UTC(2026, 10, 10, 10);

let rig: ReportsRig;
/** What the network shows; by the id of what is asked for. */
let shown: (id: string) => Reading | NetworkError;
/** What happens here while the network is asked. */
let meanwhile: () => Promise<void>;
/** Of what it was asked last. */
let lastAsked: Given | undefined;
beforeAll(async () => {
  rig = await openRig();
}, 180_000);
afterAll(() => rig?.close());
beforeEach(async () => {
  await emptyPosts(rig.database);
  shown = () => ({ text: 'Hello', pictures: 0 });
  meanwhile = async () => {};
  const read = async ({ id }: { id: string }, given: Given) => {
    await meanwhile();
    lastAsked = given;
    const told = shown(id);
    if (told instanceof NetworkError) throw told;
    return told;
  };
  rig.connections = { web: { read }, paid: { read, isReadForMoney: true }, silent: {} };
});

describe('a published post', () => {
  it('is looked at after a minute, an hour, a day and a week, and says nothing while it is the same', async () => {
    const { id } = await sent();
    const instants: unknown[] = [];
    for (const age of [MINUTE, HOUR, 24 * HOUR, 168 * HOUR]) {
      rig.now = SENT + age;
      instants.push(await verifyDelivery(rig.app, id));
    }
    expect(instants).toEqual([
      ...[{ again: SENT + HOUR }, { again: SENT + 24 * HOUR }, { again: SENT + 168 * HOUR }, 'done'],
    ]);
    expect(await messages()).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it('that somebody changed there is told once to the review channel and its author, and its card is kept true', async () => {
    const { id } = await sent();
    shown = () => ({ text: 'Hullo', pictures: 0 });
    for (const age of [MINUTE, HOUR, 24 * HOUR]) {
      rig.now = SENT + age;
      await verifyDelivery(rig.app, id);
    }
    expect(await messages()).toEqual(['C0REVIEW', 'author']);
    expect(await cardOf(id)).toContain('is not as it was approved');
    expect(await cardOf(id)).toContain("text: 'Hello' → 'Hullo'");
    shown = () => ({ text: 'Hello', pictures: 0 });
    rig.now = SENT + 168 * HOUR;
    await verifyDelivery(rig.app, id);
    expect(await cardOf(id)).toContain('stands as approved again');
    expect(await messages()).toEqual(['C0REVIEW', 'author']);
    expect(await audited()).toEqual(['receipt.changed', 'receipt.same']);
  });

  it('is asked for as one that was shown, once it was', async () => {
    const { id } = await sent();
    shown = () => ({});
    const wasShown: unknown[] = [];
    for (const age of [MINUTE, HOUR, 24 * HOUR, 168 * HOUR]) {
      rig.now = SENT + age;
      await verifyDelivery(rig.app, id);
      wasShown.push(lastAsked?.wasShown);
      if (age === HOUR) shown = () => ({ text: 'Hello', pictures: 0 });
    }
    expect(wasShown).toEqual([undefined, undefined, undefined, true]);
  });

  it('of whatever length is kept by the places that differ alone, and in the audit log by no words of it', async () => {
    const long = 'word '.repeat(2_000);
    const { id } = await sent({ text: `${long}Hello ${long}` });
    shown = () => ({ text: `${long}Hello ${long}` });
    rig.now = SENT + MINUTE;
    await verifyDelivery(rig.app, id);
    shown = () => ({ text: `${long}Hijacked: ${'!'.repeat(2_000)} ${long}` });
    rig.now = SENT + HOUR;
    await verifyDelivery(rig.app, id);
    const [kept] = await rig.database.select().from(receipts).where(eq(receipts.deliveryId, id));
    expect(JSON.stringify(kept?.drifts).length).toBeLessThan(1_000);
    expect(await cardOf(id)).toContain("text: 'Hello' → 'Hijacked:");
    const [entry] = await entries();
    expect(entry?.details).toMatchObject({
      drifts: [{ part: 1, what: 'text', shown: expect.stringMatching(/^[\da-f]{64}$/) }],
    });
    expect(JSON.stringify(entry)).not.toContain('Hijacked');
    await verifyDelivery(rig.app, id);
    expect(await audited()).toEqual(['receipt.changed']);
  });

  it('that answers what is not public is told of where it was reviewed, and nowhere else', async () => {
    rig.listening = { ...rig.listening, privateRoute: { slack: 'C0PRIVATE' } };
    const author = { id: '7', name: 'Kim', handle: '@kim', followers: 3 };
    const answers = { mention: 1, item: '9', author, audience: 'direct', thread: '9' };
    const { id } = await sent({ answers: answers as unknown as Content['answers'] });
    shown = () => ({ text: 'Hullo', pictures: 0 });
    rig.now = SENT + HOUR;
    await verifyDelivery(rig.app, id);
    expect(await messages()).toEqual(['C0PRIVATE', 'author']);
  });

  it('with fewer pictures, or without a part of its thread, is changed too', async () => {
    const { id, postId } = await sent({ text: 'One\n---\nTwo' });
    await rig.database
      .update(deliveries)
      .set({ sentParts: [{ id: 'a' }, { id: 'b' }] })
      .where(eq(deliveries.postId, postId));
    shown = (part) => (part === 'a' ? { text: 'One', pictures: 1 } : { gone: '' });
    rig.now = SENT + MINUTE;
    await verifyDelivery(rig.app, id);
    expect(await cardOf(id)).toContain('part 1, pictures: 0 → 1');
    expect(await cardOf(id)).toContain('part 2, it is not there any more');
  });

  it('with another alt text is changed, and one that the network wrote where none was given is not', async () => {
    const media = ['A kite', ''].map((alt, index) => ({ hash: `${index}`, alt }));
    const { id } = await sent({ text: 'Look', media });
    const alts = ['A kite', 'May be an image of sky'];
    shown = () => ({ text: 'Look', pictures: 2, alts });
    rig.now = SENT + MINUTE;
    await verifyDelivery(rig.app, id);
    expect(await messages()).toEqual([]);
    alts[0] = 'A dragon';
    rig.now = SENT + HOUR;
    await verifyDelivery(rig.app, id);
    expect(await cardOf(id)).toContain("alt text of picture 1: 'A kite' → 'A dragon'");
  });

  it('whose video is not there any more, or has another alt text, is changed', async () => {
    const facts = { width: 320, height: 180, duration: 2_000, size: 9 };
    const media = [{ hash: 'film', alt: 'A kite', video: facts }];
    let video: { alt: string } | null = { alt: 'A kite' };
    shown = () => ({ text: 'Look', pictures: 0, video });
    const { id } = await sent({ text: 'Look', media });
    rig.now = SENT + HOUR;
    expect(await verifyDelivery(rig.app, id)).toEqual({ again: SENT + 24 * HOUR });
    expect(await messages()).toEqual([]);
    video = { alt: 'A dragon' };
    rig.now = SENT + 24 * HOUR;
    await verifyDelivery(rig.app, id);
    expect(await cardOf(id)).toContain("alt text of the video: 'A kite' → 'A dragon'");
    video = null;
    rig.now = SENT + 168 * HOUR;
    await verifyDelivery(rig.app, id);
    expect(await cardOf(id)).toContain('the video is not there any more');
  });

  it('with another title on the card of its link is changed', async () => {
    const text = 'See https://example.org/kites';
    const card = { url: 'https://example.org/kites', title: 'Kites', description: '' };
    const { id } = await sent({ text, presentation: { web: { cards: [card] } } });
    const title = { now: 'Kites' };
    shown = () => ({ text, pictures: 0, card: { title: title.now } });
    rig.now = SENT + MINUTE;
    await verifyDelivery(rig.app, id);
    expect(await messages()).toEqual([]);
    title.now = 'Dragons';
    rig.now = SENT + HOUR;
    await verifyDelivery(rig.app, id);
    expect(await cardOf(id)).toContain("title of the link card: 'Kites' → 'Dragons'");
  });

  it('of which a part was away and is back otherwise than the network wrote it before is changed', async () => {
    const text = 'We are glad to show you the newest kites of the year';
    const { id, postId } = await sent({ text: `One\n---\n${text}` });
    await rig.database
      .update(deliveries)
      .set({ sentParts: [{ id: 'a' }, { id: 'b' }] })
      .where(eq(deliveries.postId, postId));
    const second: { now: Reading } = { now: { text: text.replace('newest', '#newest') } };
    shown = (part) => (part === 'a' ? { text: 'One' } : second.now);
    const look = async (age: number) => {
      rig.now = SENT + age;
      await verifyDelivery(rig.app, id);
      return (await rig.database.select().from(receipts))[0]?.outcome;
    };
    expect(await look(MINUTE)).toBe('same');
    second.now = { gone: '' };
    expect(await look(HOUR)).toBe('changed');
    second.now = { text: text.replace('newest', '#oldest') };
    expect(await look(24 * HOUR)).toBe('changed');
    second.now = { text: text.replace('newest', '#newest') };
    expect(await look(168 * HOUR)).toBe('same');
  });

  it('that was read when words were kept is the same as the network wrote it, and what was changed stays so', async () => {
    const text = "We are glad to show you the year's newest kites";
    const written = 'We are glad to show you the year’s #newest kites';
    const { id } = await sent({ text });
    const hashOf = (words: string) => createHash('sha256').update(words).digest('hex');
    await rig.database.insert(receipts).values({
      ...{ deliveryId: id, outcome: 'changed', since: new Date(SENT), readAt: new Date(SENT) },
      rewritings: [{ given: hashOf(text), shown: hashOf(written) }],
    });
    const look = async (words: string) => {
      shown = () => ({ text: words });
      rig.now += HOUR;
      await verifyDelivery(rig.app, id);
      return (await rig.database.select().from(receipts))[0]?.outcome;
    };
    rig.now = SENT;
    expect(await look(written.replace('newest', 'oldest'))).toBe('changed');
    expect(await look(written)).toBe('same');
  });

  it('as the network itself writes it is the same, and another change later is seen', async () => {
    const text = 'We are glad to show you the newest kites of the year';
    const { id, postId } = await sent({ text });
    shown = () => ({ text: text.replace('newest', '#newest') });
    rig.now = SENT + MINUTE;
    await verifyDelivery(rig.app, id);
    expect(await messages()).toEqual([]);
    expect(await asked(postId)).toContain("the same, as the network writes it: 'newest' → '#newest'");
    // No words of whoever wrote there are kept for that.
    expect(JSON.stringify(await rig.database.select().from(receipts))).not.toMatch(/newest|kites/);
    shown = () => ({ text: text.replace('newest', 'oldest') });
    rig.now = SENT + HOUR;
    await verifyDelivery(rig.app, id);
    expect(await audited()).toEqual(['receipt.changed']);
  });
});

describe('a post that is not there', () => {
  it('is believed to be gone when it is not there twice, and is told once, however often it is looked for', async () => {
    const { id } = await sent();
    shown = () => ({ gone: 'moderators took it down' });
    rig.now = SENT + MINUTE;
    expect(await verifyDelivery(rig.app, id)).toEqual({ again: SENT + 15 * MINUTE });
    expect(await messages()).toEqual([]);
    rig.now = SENT + 15 * MINUTE;
    expect(await verifyDelivery(rig.app, id)).toEqual({ again: SENT + HOUR });
    rig.now = SENT + HOUR;
    await verifyDelivery(rig.app, id);
    expect(await messages()).toEqual(['C0REVIEW', 'author']);
    expect(await audited()).toEqual(['receipt.gone']);
    expect(await cardOf(id)).toContain('moderators took it down');
  });

  it('in its first quarter of an hour is not believed to be gone, however often it is not there', async () => {
    const { id } = await sent();
    shown = () => ({ gone: '' });
    for (const age of [MINUTE, 3 * MINUTE, 14 * MINUTE]) {
      rig.now = SENT + age;
      expect(await verifyDelivery(rig.app, id)).toMatchObject({ again: expect.any(Number) });
    }
    expect([await messages(), await audited()]).toEqual([[], []]);
  });

  it('for a moment alone is not told of', async () => {
    const { id } = await sent();
    shown = () => ({ gone: '' });
    rig.now = SENT + MINUTE;
    await verifyDelivery(rig.app, id);
    shown = () => ({ text: 'Hello' });
    rig.now += 2 * MINUTE;
    await verifyDelivery(rig.app, id);
    shown = () => ({ gone: '' });
    rig.now = SENT + HOUR;
    expect(await verifyDelivery(rig.app, id)).toEqual({ again: rig.now + 2 * MINUTE });
    expect(await messages()).toEqual([]);
  });

  it.each(['unreachable', 'unauthorized', 'rate_limited', 'refused'] as const)(
    'read, since the answer is %s, is neither changed nor gone',
    async (reason) => {
      const { id } = await sent();
      shown = () => new NetworkError(reason, 'Not now.', { retryAfter: 45 * MINUTE });
      rig.now = SENT + HOUR;
      expect(await verifyDelivery(rig.app, id)).toEqual({ again: rig.now + 45 * MINUTE });
      expect([await messages(), await audited()]).toEqual([[], []]);
      rig.now = SENT + 200 * HOUR;
      expect(await verifyDelivery(rig.app, id)).toBe('done');
    },
  );
});

describe('what our own people do', () => {
  it('is no drift: a correction that was sent is what is to stand there', async () => {
    const { id, postId } = await sent();
    await rig.post({ at: SENT + HOUR, content: { text: 'Hello again', corrects: postId } });
    shown = () => ({ text: 'Hello again' });
    rig.now = SENT + 2 * HOUR;
    await verifyDelivery(rig.app, id);
    expect([await messages(), await audited()]).toEqual([[], []]);
    shown = () => ({ text: 'Hello' });
    rig.now = SENT + 24 * HOUR;
    await verifyDelivery(rig.app, id);
    expect(await audited()).toEqual(['receipt.changed']);
  });

  it('a correction on its way lets both texts stand there', async () => {
    const { id, postId } = await sent();
    await rig.post({ dueAt: SENT, state: 'unknown', content: { text: 'Hello again', corrects: postId } });
    rig.now = SENT + HOUR;
    for (const text of ['Hello', 'Hello again']) {
      shown = () => ({ text });
      await verifyDelivery(rig.app, id);
    }
    expect(await audited()).toEqual([]);
  });

  it('a correction that failed after a lost answer may stand there, also when it was edited since', async () => {
    const { id, postId } = await sent({ text: 'One\n---\nTwo' });
    const parts = [{ id: 'a' }, { id: 'b' }];
    await rig.database.update(deliveries).set({ sentParts: parts }).where(eq(deliveries.postId, postId));
    const content = { text: 'Uno\n---\nDue', corrects: postId };
    const correction = await rig.post({ dueAt: SENT, state: 'failed', content });
    const versions = async () =>
      (await standingOf(rig.database, id))?.versions.map((all) => all.map(({ text }) => text).join());
    expect(await versions()).toEqual(['One,Two']);
    await rig.database
      .update(deliveries)
      .set({ triedAt: new Date(SENT + MINUTE) })
      .where(eq(deliveries.postId, correction));
    expect(await versions()).toEqual(['One,Two', 'Uno,Due', 'Uno,Two']);
    await rig.database.update(posts).set({ revision: 2 }).where(eq(posts.id, correction));
    expect(await versions()).toEqual(['One,Two', 'Uno,Due', 'Uno,Two']);
    const later = { text: 'Eins\n---\nZwei', corrects: postId };
    await rig.post({ at: SENT + HOUR, content: later });
    expect(await versions()).toEqual(['Eins,Zwei']);
  });

  it('a deletion from here while it was read is none, and nothing is looked for after it', async () => {
    const { id } = await sent();
    shown = () => ({ gone: '' });
    meanwhile = async () => {
      await rig.database.update(deliveries).set({ state: 'removing' });
    };
    rig.now = SENT + MINUTE;
    expect(await verifyDelivery(rig.app, id)).toEqual({ again: rig.now + 2 * MINUTE });
    rig.now += 2 * MINUTE;
    expect(await verifyDelivery(rig.app, id)).toBe('done');
    expect([await messages(), await audited()]).toEqual([[], []]);
  });
});

describe('/post verify', () => {
  it('says for each place what stands there now', async () => {
    const { postId } = await sent({}, ['web', 'silent', 'paid']);
    rig.now = SENT + HOUR;
    shown = () => ({ text: 'Hullo' });
    const told = await asked(postId);
    expect(told).toContain("web: changed: text: 'Hello' → 'Hullo'.");
    expect(told).toContain('paid: changed:');
    expect(told).toContain('silent: cannot be read: silent lets nobody read.');
    shown = () => new NetworkError('unreachable', 'It is down.', { remedy: 'Wait.' });
    expect(await asked(postId)).toContain('web: not read now. It is down. Wait.');
  });

  it('of what is gone says so at once, and looks once more before others are told', async () => {
    const { id, postId } = await sent();
    rig.now = SENT + HOUR;
    shown = () => ({ gone: '' });
    expect(await asked(postId)).toContain('gone: it is not there any more. It is looked at once more');
    const [alarm] = await rig.database.select().from(alarms).where(eq(alarms.kind, 'verify-post'));
    expect([alarm?.key, alarm?.dueAt.getTime()]).toEqual([String(id), rig.now + 2 * MINUTE]);
    expect(await messages()).toEqual([]);
  });

  it('of what is not out, and of what is not there at all, says so', async () => {
    const postId = await rig.post({ dueAt: SENT, state: 'failed' });
    expect(await asked(postId)).toContain(`Nothing of post ${postId} is out`);
    await expect(verifyPost(rig.app, 999_999)).rejects.toThrow('There is no post 999999');
  });
});

it('a network that charges for reading is read when somebody asks, and never by itself', async () => {
  const { id } = await sent({}, ['paid']);
  shown = () => {
    throw new Error('It was read.');
  };
  rig.now = SENT + HOUR;
  expect(await verifyDelivery(rig.app, id)).toBe('done');
  const { accounts } = rig.app;
  const unmet = { ...accounts, get: () => undefined, find: async (name: string) => accounts.get(name) };
  expect(await verifyDelivery({ ...rig.app, team: rig.app.team, accounts: unmet }, id)).toBe('done');
});

it('what cannot be read for days is asked for less and less often', async () => {
  const { id } = await sent();
  shown = () => new NetworkError('refused', 'Missing Access.', {});
  rig.now = SENT + 48 * HOUR;
  expect(await verifyDelivery(rig.app, id)).toEqual({ again: rig.now + 24 * HOUR });
});

async function sent(content: Partial<Content> = {}, targets = ['web']) {
  const postId = await rig.post({ at: SENT, targets, content });
  const [found] = await rig.database.select().from(deliveries).where(eq(deliveries.postId, postId));
  return { postId, id: found?.id ?? 0 };
}

async function asked(postId: number): Promise<string> {
  return plainText(verifiedCard(rig.app, postId, await verifyPost(rig.app, postId)));
}

async function cardOf(id: number): Promise<string> {
  const drawn = await drawReceipt(rig.app, id);
  return drawn ? plainText(drawn) : '';
}

async function messages(): Promise<string[]> {
  const all = await rig.database.select().from(outbox).orderBy(outbox.id);
  return all.map(({ channel }) => channel ?? 'author').sort();
}

/** Of this test alone: the log is final. */
async function audited(): Promise<string[]> {
  return (await entries()).map(({ kind }) => kind);
}

async function entries() {
  const own = (await rig.database.select({ id: deliveries.id }).from(deliveries)).map(({ id }) => id);
  const found: { kind: string; details?: { delivery?: number } }[] = [];
  for await (const { entry } of audit.all(rig.database)) {
    const read = JSON.parse(entry) as (typeof found)[number];
    if (read.kind.startsWith('receipt.') && own.includes(read.details?.delivery ?? 0)) found.push(read);
  }
  return found;
}
