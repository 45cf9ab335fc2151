import { afterAll, beforeAll, expect, test } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import type { Connection, Intent, Message, NetworkError } from '../../src/networks/network.ts';
import { intentAt, outside } from '../networks/servers/outside.ts';
import { RECIPES } from '../networks/servers/pinterest.ts';
import { addressesOfVideos, asGiven } from './film.ts';
import type { Site } from './site.ts';
import { startSites } from './sites.ts';
import { ANSWERED, NETWORKS, TARGETS, type Target, takes } from './targets.ts';
import { UPLOAD_STEPS, uploadStepOf } from './upload-steps.ts';

const clock = new MovableClock(0);
let sites: Record<Target, Site>;

beforeAll(async () => {
  sites = await startSites(clock);
  await addressesOfVideos();
});

afterAll(async () => {
  for (const target of TARGETS) await sites[target].stop();
});

const FILMED = TARGETS.filter((target) => takes(target, { parts: 1, shown: 'short film' }));

test.each(FILMED)(
  'a video is given to %s by the requests that are named, and is live once',
  async (target) => {
    const site = sites[target];
    const met: string[] = [];
    site.server.meets = (call) => {
      if (site.publishes(call)) expect(site.wordsOf(call)).toContain(WORDS);
      met.push(site.publishes(call) ? 'show' : (uploadStepOf(target, call) ?? 'other'));
      return undefined;
    };
    const text = `${WORDS} of ${target}`;
    await publish(target, { text, images: [], video: asGiven('short film'), fields: FIELDS[target] ?? {} });
    const wanted = UPLOAD_STEPS.flatMap((one) => (one.target === target ? [one.step] : []));
    expect(wanted.filter((step) => !met.includes(step))).toEqual([]);
    expect(site.live()).toEqual([text]);
  },
);

test.each(ANSWERED)(
  'an answer on %s is a request that publishes, and is found when its answer was lost',
  async (target) => {
    const site = sites[target];
    // As between two runs of a lane.
    await publish(target, await answerTo(site, target));
    site.clear();
    expect(site.live()).toEqual([]);
    const message = await answerTo(site, target);
    let isLost = false;
    site.server.meets = (call) => {
      if (!site.publishes(call) || isLost) return undefined;
      isLost = true;
      expect(site.wordsOf(call)).toContain(WORDS);
      return { kind: 'cut', when: 'after' };
    };
    const intent = intentAt(clock.now());
    await expect(publish(target, message, intent)).rejects.toMatchObject({
      reason: 'lost',
    });
    expect(site.live()).toEqual([message.text]);
    const connection = connect(target);
    const found = connection.find
      ? await connection.find(message, intent)
      : await publish(target, message, intent);
    expect(found).toBeDefined();
    expect(site.live()).toEqual([message.text]);
  },
);

/** To what somebody else writes now. */
async function answerTo(site: Site, target: Target): Promise<Message> {
  const answers = await site.said?.('What do you say?');
  if (!answers) throw new Error(`Nothing is answered at ${target}.`);
  return { text: `${NETWORKS[target].addressing?.(answers) ?? ''}${WORDS}`, images: [], answers };
}

const WORDS = 'A kite in the wind';
const FIELDS: Partial<Record<Target, Record<string, string>>> = {
  pin: { board: RECIPES },
  tok: { privacy: 'PUBLIC_TO_EVERYONE' },
  tube: { title: 'A kite', privacy: 'public', made_for_kids: 'no' },
};

/** As the deliverer does: again with the marks, as long as the network works on it. */
async function publish(
  target: Target,
  message: Message,
  intent: Intent & { marks: Record<string, string> } = intentAt(clock.now()),
): Promise<unknown> {
  const connection = connect(target);
  Object.assign(intent.marks, connection.prepare?.(intent));
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      return await connection.publish(message, intent, async (marks) => {
        Object.assign(intent.marks, marks);
      });
    } catch (error) {
      const { reason } = error as NetworkError;
      // TikTok publishes by itself what it has all of.
      if (reason === 'lost' && target === 'tok') return undefined;
      if (reason !== 'processing') throw error;
      clock.moveTo(clock.now() + 20_000);
    }
  }
  throw new Error('It never became ready.');
}

function connect(target: Target): Connection {
  const network = NETWORKS[target];
  return network.connect(network.account.parse(sites[target].account) as never, { ...outside(), clock });
}
