import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { button, card, quote, text } from '../../../src/chat/card.ts';
import { ChatError } from '../../../src/chat/chat.ts';
import { createDiscordMessenger } from '../../../src/chat/discord/index.ts';
import { ADA, AUTHORS, asked, BEN, CHANNEL, GUILD, type Rig, sees, startRig, wordsOf } from './rig.ts';

const POST = 'POST /channels/{channel_id}/messages';
const PATCH = 'PATCH /channels/{channel_id}/messages/{message_id}';
const MEMBER = 'GET /guilds/{guild_id}/members/{user_id}';

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});

afterEach(() => rig.stop());

async function failure(work: Promise<unknown>): Promise<ChatError> {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!(error instanceof ChatError)) throw new Error(`No ChatError: ${error}`);
  return error;
}

describe('a message', () => {
  test('sent twice with one key stands once', async () => {
    const one = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    expect(await rig.messenger.send(CHANNEL, card('Draft'), 'k1')).toEqual(one);
    expect(rig.discord.as(ADA).messages(CHANNEL)).toHaveLength(1);
    expect(one).toEqual({ chat: 'discord', channel: CHANNEL, message: expect.stringMatching(/^\d+$/) });
  });

  test('is edited in place', async () => {
    const message = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    await rig.messenger.edit(message, card('Approved', { tone: 'good' }));
    const [shown] = rig.discord.as(ADA).messages(CHANNEL);
    expect(shown && wordsOf(shown)).toBe('## Approved');
  });

  test('is found by its key, also after it was edited and others came', async () => {
    const message = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    await rig.messenger.edit(message, card('Approved', { blocks: [text('by Ben')] }));
    await rig.messenger.send(CHANNEL, card('Other'), 'k2');
    await rig.discord.as(BEN).say(CHANNEL, 'k1');
    expect(await rig.messenger.find(CHANNEL, 'k1')).toEqual(message);
    expect(await rig.messenger.find(CHANNEL, 'k3')).toBeUndefined();
  });

  test('is not taken for deleted where a page of a wall before Discord says 404', async () => {
    const message = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    rig.discord.faults.next(PATCH, { status: 404, body: '<html>Not found' });
    expect((await failure(rig.messenger.edit(message, card('Approved')))).reason).toBe('unreachable');
  });

  test('is found when its answer was lost', async () => {
    rig.discord.faults.next(POST, { loseAnswer: 'after' });
    const lost = await failure(rig.messenger.send(CHANNEL, card('Draft'), 'k1'));
    expect(lost.reason).toBe('unreachable');
    const found = await rig.messenger.find(CHANNEL, 'k1');
    expect(found?.message).toBe((await sees(rig, ADA, 'Draft')).id);
  });

  test('keeps its picture when it is edited, without uploading it again', async () => {
    const picture = { kind: 'image' as const, media: 'abc', alt: 'A cat' };
    const message = await rig.messenger.send(CHANNEL, card('Draft', { blocks: [picture] }), 'k1');
    const url = () =>
      JSON.stringify(rig.discord.as(ADA).messages(CHANNEL)[0]).match(/attachments\/\d+\/\d+\/abc.png/)?.[0];
    const first = url();
    await rig.messenger.edit(message, card('Approved', { blocks: [picture] }));
    expect(first).toBeDefined();
    expect(url()).toBe(first);
    expect(JSON.stringify(asked(rig, PATCH)[0]?.body)).not.toContain('abc.png","description');
  });

  test('gets its picture through whichever undici sends for the whole process', async () => {
    const before = getGlobalDispatcher();
    setGlobalDispatcher(new Agent());
    try {
      const picture = { kind: 'image' as const, media: 'abc', alt: 'A cat' };
      await rig.messenger.send(CHANNEL, card('Draft', { blocks: [picture] }), 'k1');
      expect(JSON.stringify(rig.discord.as(ADA).messages(CHANNEL)[0])).toMatch(
        /attachments\/\d+\/\d+\/abc.png/,
      );
    } finally {
      setGlobalDispatcher(before);
    }
  });

  test('gets its picture anew when Discord does not keep it', async () => {
    const picture = { kind: 'image' as const, media: 'abc', alt: 'A cat' };
    const message = await rig.messenger.send(CHANNEL, card('Draft', { blocks: [picture] }), 'k1');
    rig.discord.faults.next(PATCH, { status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    await rig.messenger.edit(message, card('Approved', { blocks: [picture] }));
    expect(wordsOf(await sees(rig, ADA, 'Approved'))).toContain('Approved');
    expect(asked(rig, PATCH)).toHaveLength(2);
  });

  test('carries words that are too long to show as a file', async () => {
    await rig.messenger.send(CHANNEL, card('Draft', { blocks: [quote('ä'.repeat(9000))] }), 'k1');
    const shown = await sees(rig, ADA, 'All of it is in the file');
    const url = JSON.stringify(shown).match(/"url":"([^"]+text-[^"]+)"/)?.[1] ?? '';
    expect(await (await fetch(url)).text()).toBe('ä'.repeat(9000));
  });

  test('pings nobody', async () => {
    const person = { type: 'person' as const, name: 'Ben', identities: { discord: BEN } };
    await rig.messenger.send(CHANNEL, card('Draft', { blocks: [text(['For ', person])] }), 'k1');
    const shown = await sees(rig, ADA, `For <@${BEN}>`);
    expect(shown.mentions).toEqual([]);
    expect(asked(rig, POST)[0]?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  test('sends nothing that Discord does not know', async () => {
    const shown = card('Draft', {
      blocks: [quote('x', 'Text')],
      actions: [button('post.approve', 1, 'Approve')],
    });
    await rig.messenger.send(CHANNEL, shown, 'k1');
    expect(rig.discord.traffic().unknownProperties).toEqual([]);
  });

  test('answers another one', async () => {
    const first = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    const answer = await rig.messenger.send(CHANNEL, card('An answer'), 'k2', first);
    const [request] = asked(rig, POST).slice(-1);
    expect(request?.body).toMatchObject({ message_reference: { message_id: first.message } });
    expect(await rig.messenger.find(CHANNEL, 'k2', first)).toEqual(answer);
  });

  test('has a link that opens it', async () => {
    const message = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    expect(await rig.messenger.permalink(message)).toBe(
      `https://discord.com/channels/${GUILD}/${CHANNEL}/${message.message}`,
    );
    const direct = await rig.messenger.directChannel(ADA);
    const whispered = await rig.messenger.send(direct, card('For you'), 'k2');
    expect(await rig.messenger.permalink(whispered)).toBe(
      `https://discord.com/channels/@me/${direct}/${whispered.message}`,
    );
  });
});

describe('what Discord refuses', () => {
  test('a message that is no more is gone; of a channel that is no more no message is at fault', async () => {
    const message = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    const other = { ...message, message: '1000000000000000099' };
    expect((await failure(rig.messenger.edit(other, card('x')))).reason).toBe('gone');
    const nowhere = await failure(rig.messenger.send('1000000000000000098', card('x'), 'k2'));
    expect(nowhere).toMatchObject({
      reason: 'channel_closed',
      message: expect.stringContaining('team file'),
    });
  });

  test('a rate limit says how long to wait, and is not waited out here', async () => {
    rig.discord.faults.next(POST, {
      status: 429,
      retryAfter: 7,
      body: { message: 'You are being rate limited.', retry_after: 7, global: false },
    });
    const refused = await failure(rig.messenger.send(CHANNEL, card('x'), 'k1'));
    expect(refused.reason).toBe('rate_limited');
    expect(refused.retryAfter).toBeGreaterThanOrEqual(7000);
    expect(refused.retryAfter).toBeLessThan(9000);
  });

  test('what comes amid too many requests in a second waits for the next one, and is not refused', async () => {
    const message = await rig.messenger.send(CHANNEL, card('Draft'), 'k1');
    const edits = Array.from({ length: 60 }, (_, count) =>
      rig.messenger.edit(message, card(`Draft ${count}`)),
    );
    await expect(Promise.all(edits)).resolves.toHaveLength(60);
  });

  test('one that Discord answers with is told at once, however short, and never tried again here', async () => {
    for (const retryAfter of [0.2, undefined])
      rig.discord.faults.next(MEMBER, {
        ...{ status: 429, retryAfter },
        body: { message: 'You are being rate limited.', retry_after: 0.2, global: false },
      });
    for (let asking = 1; asking <= 2; asking += 1) {
      expect((await failure(rig.messenger.member(ADA))).reason).toBe('rate_limited');
      expect(asked(rig, MEMBER).length).toBeLessThanOrEqual(asking);
    }
  });

  test('a server fault may be tried again', async () => {
    rig.discord.faults.next(POST, { status: 503 });
    expect((await failure(rig.messenger.send(CHANNEL, card('x'), 'k1'))).reason).toBe('unreachable');
    expect(asked(rig, POST)).toHaveLength(1);
  });

  test('a missing permission in a channel is told with its remedy', async () => {
    for (const [code, message] of [
      [50013, 'Missing Permissions'],
      [50001, 'Missing Access'],
    ]) {
      rig.discord.faults.next(POST, { status: 403, body: { code, message } });
      const refused = await failure(rig.messenger.send(CHANNEL, card('x'), 'k1'));
      expect(refused.reason).toBe('channel_closed');
      expect(refused.message).toContain('Give the bot View Channel');
    }
  });

  test('a wrong token is told with its remedy', async () => {
    const messenger = createDiscordMessenger({ ...rig.options, token: 'wrong' });
    const refused = await failure(messenger.send(CHANNEL, card('x'), 'k1'));
    expect(refused.message).toContain('does not accept the token');
    await messenger.close();
  });
});

describe('a member', () => {
  test('is told by nick, roles and picture, and kept for a minute', async () => {
    const picture = `https://cdn.discordapp.com/avatars/${ADA}/abc123.png`;
    expect(await rig.messenger.member(ADA)).toEqual({ name: 'Ada', groups: [AUTHORS], picture });
    expect(await rig.messenger.member(BEN)).toEqual({ name: 'Ben', groups: [] });
    await rig.messenger.member(ADA);
    expect(asked(rig, MEMBER)).toHaveLength(2);
    rig.clock.moveTo(rig.clock.now() + 61_000);
    await rig.messenger.member(ADA);
    expect(asked(rig, MEMBER)).toHaveLength(3);
  });

  test('is not listed by role: that takes a privileged intent', async () => {
    expect(await rig.messenger.peopleIn([AUTHORS])).toEqual([]);
    expect(await rig.messenger.peopleIn([AUTHORS], [ADA, BEN, '1000000000000000099', ADA])).toEqual([ADA]);
    expect(asked(rig, 'GET /guilds/{guild_id}/members')).toEqual([]);
  });

  test('is not guessed: a failure throws and is not kept', async () => {
    rig.discord.faults.next(MEMBER, { status: 500 });
    expect((await failure(rig.messenger.member(ADA))).reason).toBe('unreachable');
    expect(await rig.messenger.member(ADA)).toMatchObject({ groups: [AUTHORS] });
    expect((await failure(rig.messenger.member('1000000000000000097'))).reason).toBe('gone');
  });

  test.each([
    { status: 403, body: { code: 50001, message: 'Missing Access' } },
    { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
    { status: 404, body: { code: 10004, message: 'Unknown Guild' } },
  ])('has no roles where the bot may not look members up at all (%j)', async (fault) => {
    rig.discord.faults.next(MEMBER, fault);
    expect(await rig.messenger.member(ADA)).toEqual({ name: 'Ada L', groups: [] });
  });

  test('is not guessed where a wall before Discord refuses, or the token is not taken', async () => {
    for (const status of [401, 403, 404, 451]) {
      rig.discord.faults.next(MEMBER, { status, body: '<html>Attention required' });
      const { reason, message } = await failure(rig.messenger.member(ADA));
      expect([reason, message]).toEqual(['unreachable', `Discord answered ${status}.`]);
    }
    rig.discord.faults.next(MEMBER, { status: 401, body: { code: 0, message: '401: Unauthorized' } });
    expect((await failure(rig.messenger.member(ADA))).reason).toBe('refused');
  });

  test('is told again after a 401 that came by mistake', async () => {
    rig.discord.faults.next(MEMBER, { status: 401, body: { code: 0, message: '401: Unauthorized' } });
    expect((await failure(rig.messenger.member(ADA))).isTokenRefused).toBe(true);
    expect(await rig.messenger.member(ADA)).toMatchObject({ groups: [AUTHORS] });
  });

  test('is of the only server when none is named', async () => {
    const messenger = createDiscordMessenger({ ...rig.options, guild: undefined });
    expect(await messenger.member(ADA)).toMatchObject({ name: 'Ada', groups: [AUTHORS] });
    await messenger.close();
  });
});
