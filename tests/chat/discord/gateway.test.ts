import type { LocalDiscord } from '@bellwether/local-discord';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { button, card } from '../../../src/chat/card.ts';
import { filesOf, type RawValues } from '../../../src/chat/option.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import {
  ADA,
  AUTHORS,
  asked,
  BEN,
  CHANNEL,
  isPrivate,
  localDiscord,
  PICTURE,
  type Rig,
  sees,
  startRig,
  wordsOf,
} from './rig.ts';

const CALLBACK = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
const PUT_COMMANDS = 'PUT /applications/{application_id}/guilds/{guild_id}/commands';

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});

afterEach(async () => {
  expect(rig.discord.traffic().unknownProperties).toEqual([]);
  await rig.stop();
});

describe('a command', () => {
  test('with arguments is acknowledged first and answered privately', async () => {
    const done = await rig.discord
      .as(ADA)
      .command(CHANNEL, 'post new', { text: 'Hello *all*', to: 'bluesky' });
    expect(done).toMatchObject({ ok: true });
    const answer = await sees(rig, ADA, 'Drafted for Ada');
    expect(wordsOf(answer)).toContain('```\nHello *all*\n```');
    expect(isPrivate(answer)).toBe(true);
    expect(rig.discord.as(BEN).messages(CHANNEL)).toEqual([]);
    expect(rig.app.calls).toMatchObject([
      { chat: 'discord', channel: CHANNEL, values: { text: 'Hello *all*', to: 'bluesky' } },
    ]);
    expect(asked(rig, CALLBACK)[0]?.body).toMatchObject({ type: 5, data: { flags: 64 } });
  });

  test('brings words as their reader sees them, and markup where it may go to a channel of Discord', async () => {
    const marks = `<@${ADA}> <@!${BEN}> <@&${AUTHORS}> <#${CHANNEL}> <:kite:${ADA}> <a:kite:${ADA}> <t:1790000000:F> </post new:${ADA}> 🎉`;
    await rig.discord.as(ADA).command(CHANNEL, 'post new', { text: marks, to: 'y', alt: marks });
    await sees(rig, ADA, 'Drafted for Ada');
    expect(rig.app.calls[0]?.values).toMatchObject({
      text: marks,
      alt: '@Ada L @Ben @authors #social :kite: :kite: 2026-09-21 14:13 UTC /post new 🎉',
    });
  });

  test('brings links without the brackets that keep Discord from showing what is behind them', async () => {
    const text = 'See <https://a.example/b?c=d> and [us](<http://a.example>), `<https://a.example>` 1 <2> 3';
    await rig.discord.as(ADA).command(CHANNEL, 'post new', { text, to: 'y', alt: text });
    await sees(rig, ADA, 'Drafted for Ada');
    const read = 'See https://a.example/b?c=d and [us](http://a.example), `<https://a.example>` 1 <2> 3';
    expect(rig.app.calls[0]?.values).toMatchObject({ text: read, alt: read });
  });

  test('needs no request for the roles, since Discord tells them with it', async () => {
    await rig.discord.as(ADA).command(CHANNEL, 'post new', { text: 'x', to: 'y' });
    await sees(rig, ADA, 'Drafted for Ada');
    expect(asked(rig, 'GET /guilds/{guild_id}/members/{user_id}')).toEqual([]);
  });

  test('that is public is answered for all, and only to those who hold its role', async () => {
    await rig.discord.as(BEN).command(CHANNEL, 'post show', { id: 7 });
    const answer = await sees(rig, ADA, 'Not yours to do');
    expect(wordsOf(answer)).toContain('This needs the role approver; you have none.');
    expect(isPrivate(answer)).toBe(false);
    expect(rig.app.calls).toEqual([]);
  });

  test('reads each kind of option', async () => {
    await rig.discord.as(ADA).command(CHANNEL, 'help', { about: BEN, where: CHANNEL });
    await sees(rig, ADA, 'Help');
    expect(rig.app.calls[0]?.values).toEqual({ about: BEN, where: CHANNEL });
  });

  test('brings an attached file with its alternative text', async () => {
    const media = { name: 'cat.png', data: PICTURE, contentType: 'image/png', description: 'A cat' };
    await rig.discord.as(ADA).command(CHANNEL, 'post new', { text: 'x', to: 'y', media });
    await sees(rig, ADA, `cat.png has ${PICTURE.byteLength} bytes, A cat`);
  });

  test('tells what is wrong with what was given', async () => {
    await rig.discord.as(ADA).command(CHANNEL, 'post new', { to: 'y' });
    await sees(rig, ADA, 'text: It is empty. Write something.');
  });

  test('completes an option while it is typed', async () => {
    const { choices } = await rig.discord
      .as(ADA)
      .autocomplete(CHANNEL, 'post new', { to: 'bluesky,ma' }, 'to');
    expect(choices).toEqual([{ name: 'bluesky, Mastodon', value: 'bluesky, mastodon' }]);
  });

  test('heard by two bots at once is run once', async () => {
    const other = rig.another();
    await other.start();
    await rig.discord.as(ADA).command(CHANNEL, 'help', { about: BEN });
    await sees(rig, ADA, 'Help');
    await other.stop();
    await rig.chat.stop();
    expect(
      asked(rig, CALLBACK)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([204, 400]);
    expect(rig.app.calls).toHaveLength(1);
    expect(rig.discord.as(ADA).messages(CHANNEL)).toHaveLength(1);
  });
});

describe('a form', () => {
  test('opens for the bare command and is answered privately', async () => {
    const ada = rig.discord.as(ADA);
    const opened = await ada.command(CHANNEL, 'post new');
    expect(opened).toMatchObject({ ok: true });
    expect(ada.modal()).toMatchObject({ title: 'New post', customId: 'c:post new' });
    const media = { name: 'cat.png', data: PICTURE, contentType: 'image/png', description: 'A cat' };
    expect(await ada.submit({ text: 'From the form', to: 'bluesky', media })).toMatchObject({ ok: true });
    const answer = await sees(rig, ADA, 'From the form');
    expect(isPrivate(answer)).toBe(true);
    expect(wordsOf(answer)).toContain('bytes, A cat');
    const values: RawValues = rig.app.calls[0]?.values ?? {};
    expect(values).toMatchObject({ text: 'From the form', to: 'bluesky', at: 'in 2 minutes', alt: '' });
    expect(values.campaign).toBeUndefined();
    expect(filesOf(values, 'media')).toHaveLength(1);
  });

  test('does not open for somebody without the role', async () => {
    await rig.discord.as(BEN).command(CHANNEL, 'post new');
    const answer = await sees(rig, BEN, 'Not yours to do');
    expect(isPrivate(answer)).toBe(true);
    expect(rig.discord.as(BEN).modal()).toBeUndefined();
  });

  test('opens from a button, and its answer knows the card that holds the button', async () => {
    const shown = card('Draft', { actions: [button('post.edit', '12.3', 'Edit')] });
    const message = await rig.messenger.send(CHANNEL, shown, 'k1');
    const ben = rig.discord.as(BEN);
    await ben.press(message.message, 'post.edit:12.3');
    expect(ben.modal()?.customId).toBe('a:post.edit:12.3');
    await ben.submit({ text: 'Better' });
    expect(isPrivate(await sees(rig, BEN, 'Saved Better'))).toBe(true);
    expect(rig.app.presses).toMatchObject([{ id: '12.3', message, values: { text: 'Better' } }]);
  });
});

describe('a button', () => {
  test('says nothing itself: the card is the answer', async () => {
    const message = await rig.messenger.send(
      CHANNEL,
      card('Draft', { actions: [button('post.approve', 1, 'Approve')] }),
      'k1',
    );
    expect(await rig.discord.as(BEN).press(message.message, 'post.approve:1')).toMatchObject({ ok: true });
    await rig.chat.stop();
    expect(rig.app.presses).toMatchObject([{ id: '1', message, person: { name: 'Ben' } }]);
    expect(rig.discord.as(BEN).messages(CHANNEL)).toHaveLength(1);
  });

  test('answers the presser alone when there is something to say', async () => {
    const message = await rig.messenger.send(
      CHANNEL,
      card('Draft', { actions: [button('post.approve', 'stale', 'Approve')] }),
      'k1',
    );
    await rig.discord.as(BEN).press(message.message, 'post.approve:stale');
    expect(isPrivate(await sees(rig, BEN, 'This was changed'))).toBe(true);
    expect(rig.discord.as(ADA).messages(CHANNEL)).toHaveLength(1);
  });

  test('on a private answer has no lasting message', async () => {
    await rig.discord.as(ADA).command(CHANNEL, 'post new', { text: 'x', to: 'y' });
    const answer = await sees(rig, ADA, 'Drafted');
    await rig.discord.as(ADA).press(answer.id, 'post.edit:12.3');
    await rig.discord.as(ADA).submit({ text: 'Better' });
    await sees(rig, ADA, 'Saved Better');
    expect(rig.app.presses[0]?.message).toBeUndefined();
  });

  test('works in a direct channel, where Discord tells no roles', async () => {
    const direct = await rig.messenger.directChannel(ADA);
    const message = await rig.messenger.send(
      direct,
      card('Wake up', { actions: [button('post.approve', 1, 'Approve')] }),
      'k1',
    );
    await rig.discord.as(ADA).press(message.message, 'post.approve:1');
    await rig.chat.stop();
    expect(rig.app.presses).toMatchObject([{ person: { name: 'Ada', roles: ['author'] }, message }]);
  });
});

describe('what cannot be answered', () => {
  test('an interaction that is not acknowledged in time is not run', async () => {
    rig.discord.faults.next(CALLBACK, { status: 404, body: { code: 10062, message: 'Unknown interaction' } });
    const done = rig.discord.as(ADA).command(CHANNEL, 'help', { about: BEN });
    await rig.discord.until(() => asked(rig, CALLBACK)[0]);
    await rig.chat.stop();
    expect(rig.app.calls).toEqual([]);
    expect(rig.logged.join('\n')).toContain('took no answer');
    await rig.discord.stop();
    expect(await done).toMatchObject({ ok: false });
  });
});

describe('start and stop', () => {
  test('registers the commands once and again only when they changed', async () => {
    expect(asked(rig, PUT_COMMANDS)).toHaveLength(1);
    await rig.chat.stop();
    const again = rig.another();
    await again.start();
    await again.stop();
    expect(asked(rig, PUT_COMMANDS)).toHaveLength(1);
  });

  test('registers for all servers when none is named', async () => {
    const everywhere = rig.another({ guild: undefined });
    await everywhere.start();
    await everywhere.stop();
    const again = rig.another({ guild: undefined });
    await again.start();
    await again.stop();
    expect(asked(rig, 'PUT /applications/{application_id}/commands')).toHaveLength(1);
  });

  test('tells its state', async () => {
    expect(rig.chat.fault()).toBeUndefined();
    expect(rig.another().fault()).toBe('not started');
    rig.discord.gateway.disconnectAll();
    await expect.poll(() => rig.chat.fault()).toBe('connecting to Discord');
    await expect.poll(() => rig.chat.fault(), { timeout: 10_000 }).toBeUndefined();
    await rig.chat.stop();
    expect(rig.chat.fault()).toBe('stopped');
  });

  test('finishes what it holds, and hears nothing new', async () => {
    let open = () => {};
    const working = new Promise<void>((reached) => {
      rig.app.atWork = () => {
        reached();
        return new Promise((resolve) => {
          open = resolve;
        });
      };
    });
    await rig.discord.as(ADA).command(CHANNEL, 'help', { about: BEN });
    await working;
    let over = false;
    const stopped = rig.chat.stop().then(() => {
      over = true;
    });
    expect(await rig.discord.as(BEN).command(CHANNEL, 'help', { about: ADA })).toMatchObject({ ok: false });
    expect(over).toBe(false);
    open();
    await stopped;
    expect(rig.discord.as(ADA).messages(CHANNEL).map(wordsOf)).toEqual(['## Help']);
    expect(rig.app.calls).toHaveLength(1);
  });

  test('a wrong token is told with its remedy', async () => {
    const start = rig.another({ token: 'wrong' }).start();
    await expect(start).rejects.toThrow(
      /Discord does not accept the token. Copy it again from the developer portal/,
    );
    await expect(start).rejects.toMatchObject({ isTokenRefused: true });
  });

  test.each([
    ['never says hello', (discord: LocalDiscord) => discord.gateway.muteNext(50)],
    ['hangs up on everybody', (discord: LocalDiscord) => discord.gateway.shut()],
  ])('a gateway that %s is given up in time, and can be tried again', async (_how, breakIt) => {
    const other = rig.another({ readyWithin: 300 });
    breakIt(rig.discord);
    await expect(other.start()).rejects.toMatchObject({ reason: 'unreachable', isTokenRefused: false });
    rig.discord.gateway.shut(false);
    rig.discord.gateway.muteNext(-50);
    await other.start();
    expect(other.fault()).toBeUndefined();
    await other.stop();
  });

  test('a Discord in trouble or that asks to wait is no wrong token', async () => {
    for (let count = 0; count < 4; count += 1) rig.discord.faults.next('GET /gateway/bot', { status: 503 });
    const start = () => rig.another().start();
    await expect(start()).rejects.toMatchObject({ reason: 'unreachable', isTokenRefused: false });
    const body = { message: 'You are being rate limited.', retry_after: 40, global: false };
    rig.discord.faults.next('GET /gateway/bot', { status: 429, retryAfter: 40, body });
    await expect(start()).rejects.toMatchObject({ reason: 'rate_limited', isTokenRefused: false });
  });

  test('an address where nobody answers is told', async () => {
    const nobody = localDiscord(new MovableClock());
    await nobody.start();
    const { apiUrl } = nobody;
    await nobody.stop();
    await expect(rig.another({ apiUrl }).start()).rejects.toThrow(/cannot be reached at .*DISCORD_API_URL/);
  });
});
