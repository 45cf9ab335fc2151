/** A TikTok account that is connected by presses alone: its leave is replaced at each renewal, over a local TikTok and a database. */
import { afterEach, describe, expect, it } from 'vitest';
import { linkForNew } from '../../src/app/grants/discovering.ts';
import { failureOf } from '../contract/networks.calls.ts';
import { intentAt } from '../networks/servers/outside.ts';
import { ACME, APP, startTikTok } from '../networks/servers/tiktok.ts';
import { video } from '../networks/servers/video.ts';
import { connectingRig } from './connecting-rig.ts';
import { consent } from './visiting.ts';

const HOUR = 3_600_000;

let far: Awaited<ReturnType<typeof startTikTok>>;
const rig = connectingRig(async (clock) => {
  far = await startTikTok(clock);
  const { access_token: _, ...more } = far.account;
  return { tiktok: { ...more, client_id: APP.id, client_secret: APP.secret } };
});
afterEach(() => far.stop());

async function visit(how = {}) {
  const asked = await rig.open(linkForNew(rig.app, 'tiktok', rig.eli));
  expect(asked.words).toContain('Post in your name, and see what became of it.');
  return rig.open(await consent(asked.leads, ACME, how));
}

async function connect(): Promise<void> {
  const seen = await visit();
  expect(seen.form?.values).toMatchObject({ 'tick-0': 'on', 'name-0': 'tiktok-acme' });
  expect((await rig.send(seen)).words).toContain('1 target is there');
}

async function publish(text: string) {
  const account = rig.app.accounts.get('tiktok-acme');
  if (!account) throw new Error('It is not connected.');
  const message = { text, images: [], video: video(2_000), fields: { privacy: 'SELF_ONLY' } };
  return account.connection.publish(message, intentAt(rig.clock.now()), async () => {});
}

describe('a TikTok account', () => {
  it('is a target at once, and goes on when its token is over, and again when that is', async () => {
    await connect();
    for (const text of ['One', 'Two', 'Three']) {
      await publish(text);
      rig.clock.moveTo(rig.clock.now() + 3 * HOUR);
    }
    expect(far.live().map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
  });

  it('whose renewal is lost is to be connected again: TikTok has replaced what we hold', async () => {
    await connect();
    rig.clock.moveTo(rig.clock.now() + 3 * HOUR);
    far.tiktok.faults.next('token', { loseAnswer: 'after' });
    await failureOf(publish('One'));
    rig.clock.moveTo(rig.clock.now() + HOUR);
    const error = await failureOf(publish('Two'));
    expect([error.reason, error.remedy]).toEqual([
      'unauthorized',
      expect.stringContaining('onnect it again'),
    ]);
    expect(far.live()).toEqual([]);
  });

  it('of which less is allowed than is needed is not kept, and what is missing is named', async () => {
    const seen = await visit({ without: 'video.publish' });
    expect(seen.words).toContain('TikTok did not give: video.publish.');
    expect(seen.form).toBeUndefined();
    expect(rig.names()).toEqual(['web']);
  });
});
