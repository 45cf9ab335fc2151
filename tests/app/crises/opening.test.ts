/** Crises that begin with something that somebody points at: a message of a chat, a conversation. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { freezeFor } from '../../../src/app/crises/freezing.ts';
import { openAbout } from '../../../src/app/crises/opening-about.ts';
import { escalate } from '../../../src/app/listening/escalating.ts';
import { takeIn } from '../../../src/app/listening/taking-in.ts';
import { ChatError } from '../../../src/chat/chat.ts';
import type { MenuCall } from '../../../src/chat/command.ts';
import type { Item } from '../../../src/listening/item.ts';
import * as crises from '../../../src/store/crises.ts';
import * as freezes from '../../../src/store/freezes.ts';
import { conversations } from '../../../src/store/schema/mentions.ts';
import { asOwner } from '../../store/owner.ts';
import { openRig, type Rig, SOURCE } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, 60_000);
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

const LONG = 'The parcel burned down my house, and nobody answers the phone since yesterday morning.';

async function call(text: string): Promise<MenuCall> {
  const message = { chat: 'slack', channel: 'C1', message: '17.1' };
  const target = { author: { id: 'UKIM', isBot: false, name: 'Kim' }, message, text, names: {} };
  return { ...(await rig.actor('Ada')), values: {}, channel: 'C1', target };
}

it('a message is quoted whole, named by its beginning, and linked', async () => {
  rig.slack.permalink = async ({ message }) => `https://slack.example/${message}`;
  const id = await openAbout(rig.app, await call(LONG));
  expect(await rig.stored(id)).toMatchObject({
    title: 'The parcel burned down my house, and nobody answers the pho…',
    ...{ quoted: LONG, severity: 'high', topic: null },
    links: [{ url: 'https://slack.example/17.1', label: 'The message of Kim' }],
  });
  await rig.settle();
  expect(rig.in(rig.discord, '77')[0]).toContain(LONG);
});

it('a message without words, of a chat that tells no address, is a crisis all the same', async () => {
  rig.slack.permalink = async () => {
    throw new ChatError('unreachable', 'Slack is down');
  };
  const id = await openAbout(rig.app, await call(''));
  expect(await rig.stored(id)).toMatchObject({ title: 'A message of Kim', quoted: null, links: [] });
});

it('a title that is too long is cut between characters, and what no database holds is left out', async () => {
  const { openCrisis } = await import('../../../src/app/crises/opening.ts');
  const title = `It is${'\0'} \ud800${'x'.repeat(141)}🔥 and more`;
  const id = await openCrisis(rig.app, await rig.actor('Ada'), { title, severity: 'high' });
  expect((await rig.stored(id)).title).toBe(`It is \ufffd${'x'.repeat(141)}…`);
  const about = await openAbout(rig.app, await call(`${'x'.repeat(998)}🔥\0${'y'.repeat(10)}`));
  expect((await rig.stored(about)).quoted).toBe(`${'x'.repeat(998)}…`);
});

it('a conversation that is escalated opens one crisis, however often it is pressed', async () => {
  const id = await conversation({ text: 'This is bad', url: 'https://social.example/1' });
  await escalate(rig.app, await rig.actor('Ada'), id);
  await escalate(rig.app, await rig.actor('Bo'), id);
  const opened = await crises.goingOn(rig.database, 10);
  expect(opened).toMatchObject([
    {
      ...{ conversationId: id, title: `Conversation ${id}: This is bad`, quoted: 'This is bad' },
      links: [{ url: 'https://social.example/1', label: 'What Kim wrote' }],
    },
  ]);
  expect(await rig.steps(opened[0]?.id ?? 0)).toEqual(['ping 1.0.0']);
});

it('the audit log, which makes all others wait, is written after everything else', async () => {
  const id = await conversation({ text: 'This is bad' });
  const tables = ['crises', 'crisis_steps', 'outbox', 'alarms'];
  await asOwner(
    rig.database.$client,
    `create function late_write() returns trigger language plpgsql as $$ begin
      if exists (select from audit where xmin = pg_current_xact_id()::xid) then
        raise exception 'written after the audit log: %', tg_table_name;
      end if;
      return new;
    end $$`,
    ...tables.map(
      (table) =>
        `create trigger late_write before insert on ${table} for each row execute function late_write()`,
    ),
  );
  try {
    await escalate(rig.app, await rig.actor('Ada'), id);
    expect(await crises.goingOn(rig.database, 10)).toHaveLength(1);
  } finally {
    await asOwner(rig.database.$client, 'drop function late_write cascade');
  }
});

it('Freeze posts pressed in both chats at once freezes once', async () => {
  const id = await openAbout(rig.app, await call('Stop everything'));
  const presses = ['Ada', 'Bo'].map(async (name) => freezeFor(rig.app, await rig.actor(name), id));
  const outcomes = await Promise.allSettled(presses);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(String(outcomes.find((one) => one.status === 'rejected')?.reason)).toContain(
    'frozen from this card',
  );
  const opened = await freezes.opened(rig.database);
  expect(opened).toHaveLength(1);
  expect((await rig.stored(id)).freezeId).toBe(opened[0]?.id);
});

it('nothing of a conversation that is not public stands on the card', async () => {
  const id = await conversation({ text: 'My address is Main Street 1', audience: 'direct' });
  await escalate(rig.app, await rig.actor('Ada'), id);
  await rig.settle();
  const said = rig.in(rig.slack, 'C0CRISIS').join('\n');
  expect(said).toContain(`Conversation ${id}, which is not public`);
  expect(said).not.toMatch(/Main Street|Kim/);
});

it('without the section in the team file, escalating a conversation pings nobody', async () => {
  rig.settings.detects = false;
  await escalate(rig.app, await rig.actor('Ada'), await conversation({ text: 'This is bad' }));
  expect(await crises.goingOn(rig.database, 10)).toEqual([]);
});

async function conversation(more: Partial<Item>): Promise<number> {
  const item: Item = {
    ...{ id: 'm1', kind: 'mention', text: '', at: rig.clock.now(), audience: 'public', thread: 'm1' },
    author: { id: 'kim', name: 'Kim', handle: '@kim' },
    ...more,
  };
  await takeIn(rig.app, SOURCE, [item]);
  const [found] = await rig.database.select().from(conversations);
  return found?.id ?? 0;
}
