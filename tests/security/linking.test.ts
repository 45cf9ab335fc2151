/** Attack: a stranger talks an admin into typing a code of theirs, or gets hold of the admin's code, and is admin. */
import { beforeEach, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { type LinkSide, linkCard } from '../../src/app/people/link-card.ts';
import { picturesOf } from '../../src/app/people/link-pictures.ts';
import {
  agreeAsAdmin,
  agreeToLink,
  offerLink,
  openLink,
  refuseLink,
  sharedRoles,
  takeLink,
} from '../../src/app/people/linking.ts';
import { recognise } from '../../src/app/people/recognition.ts';
import { unlink } from '../../src/app/people/unlinking.ts';
import { plainText } from '../../src/chat/card.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import * as outbox from '../../src/store/outbox.ts';
import { empty } from '../store/empty.ts';
import { useEmbedded } from '../store/opened.ts';

const opened = useEmbedded('linking');
let app: App;

beforeEach(async () => {
  await empty(opened.database, 'links', 'link_codes', 'outbox_changes', 'outbox', 'identities', 'people');
  app = team();
});

/** Lena and Otto are admins and Ada an author, all by groups in Slack; in Discord Ada is in a group as well. */
const GROUPS: Record<string, string[]> = {
  ...{
    'slack:LENA': ['admins'],
    'slack:OTTO': ['admins'],
    'slack:ADA': ['authors'],
    'discord:ada': ['writers'],
  },
};

function team(): App {
  const messenger = (chat: string) => ({
    chat,
    member: async (user: string) => ({
      ...{ name: user, groups: GROUPS[`${chat}:${user}`] ?? [] },
      ...(user === 'eve' ? {} : { picture: `https://pictures.example/${chat}/${user}.png` }),
    }),
    peopleIn: async (groups: string[]) =>
      Object.entries(GROUPS).flatMap(([key, held]) =>
        key.startsWith(`${chat}:`) && held.some((one) => groups.includes(one)) ? [key.split(':')[1]] : [],
      ),
    directChannel: async (user: string) => `DM-${user}`,
  });
  const roles = { admin: { slack: ['admins'] }, author: { slack: ['authors'], discord: ['writers'] } };
  return {
    ...{ database: opened.database, log: createLog('silent'), clock: new MovableClock() },
    team: { people: [], roles, timeZone: 'Europe/Copenhagen', channels: { review: { slack: 'C1' } } },
    messengers: new Map(['slack', 'discord'].map((chat) => [chat, messenger(chat)])),
    subjects: { merge: async () => {} },
    queue: { add: async () => {} },
  } as unknown as App;
}

const actor = async (chat: string, user: string) => ({ person: await recognise(app, { chat, user }), chat });
const rolesOf = async (chat: string, user: string) => (await recognise(app, { chat, user })).roles;

/** The code of one typed by the other. */
async function taken(asker: [string, string], taker: [string, string]) {
  const code = await offerLink(app, await actor(...asker));
  return takeLink(app, await actor(...taker), code);
}

async function bothAgree(id: number, asker: [string, string], taker: [string, string]) {
  await agreeToLink(app, await actor(...asker), id);
  return agreeToLink(app, await actor(...taker), id);
}

test('an admin who types a stranger’s code gives nothing away by that', async () => {
  const link = await taken(['discord', 'mallory'], ['slack', 'LENA']);
  expect(await rolesOf('discord', 'mallory')).toEqual([]);
  // The stranger agrees at once, as often as they like; the admin has not.
  await agreeToLink(app, await actor('discord', 'mallory'), link.id);
  await agreeToLink(app, await actor('discord', 'mallory'), link.id);
  expect(await rolesOf('discord', 'mallory')).toEqual([]);
  expect((await recognise(app, { chat: 'slack', user: 'LENA' })).identities).toEqual({ slack: 'LENA' });
});

test('each side is shown who the other is, by name, chat and id, and what they would share', async () => {
  const link = await taken(['discord', 'mallory'], ['slack', 'LENA']);
  const roles = await sharedRoles(app, link);
  const shown = plainText(linkCard(link, { side: 'taker', roles, now: 0 }));
  expect(shown).toMatch(/asked for the code.*mallory in Discord \(id mallory\)/s);
  expect(shown).toContain('may do what the other may (admin)');
  expect(plainText(linkCard(link, { side: 'asker', roles, now: 0 }))).toMatch(/LENA in Slack \(id LENA\)/);
  expect(await openLink(app, await actor('discord', 'mallory'))).toMatchObject({ id: link.id });
});

test('each side sees the picture of the other, an admin both, and nobody one that is not there', async () => {
  const shown = async (link: Awaited<ReturnType<typeof taken>>, side: LinkSide) => {
    const { blocks } = linkCard(link, { side, roles: [], now: 0, pictures: await picturesOf(app, link) });
    return blocks.flatMap((one) => (one.kind === 'portrait' ? [[one.text, one.url]] : []));
  };
  const mallory = ['mallory in Discord', 'https://pictures.example/discord/mallory.png'];
  const lena = ['LENA in Slack', 'https://pictures.example/slack/LENA.png'];
  const link = await taken(['discord', 'mallory'], ['slack', 'LENA']);
  expect([await shown(link, 'taker'), await shown(link, 'asker')]).toEqual([[mallory], [lena]]);
  expect(await shown({ ...link, state: 'admin' }, 'admin')).toEqual([mallory, lena]);
  expect(await shown({ ...link, state: 'linked' }, 'taker')).toEqual([]);
  expect(await shown(await taken(['discord', 'eve'], ['slack', 'OTTO']), 'taker')).toEqual([]);
});

test('roles flow to an account that nothing names only when another admin agrees', async () => {
  const [asker, taker] = [
    ['discord', 'lena'],
    ['slack', 'LENA'],
  ] as [[string, string], [string, string]];
  const link = await taken(asker, taker);
  expect(await bothAgree(link.id, asker, taker)).toMatchObject({ state: 'admin' });
  expect(await rolesOf('discord', 'lena')).toEqual([]);
  const own = agreeAsAdmin(app, await actor('slack', 'LENA'), link.id);
  await expect(own).rejects.toMatchObject({ findings: [{ id: 'link.admin' }] });
  const author = agreeAsAdmin(app, await actor('slack', 'ADA'), link.id);
  await expect(author).rejects.toMatchObject({ findings: [{ id: 'link.admin' }] });
  await agreeAsAdmin(app, await actor('slack', 'OTTO'), link.id);
  expect(await rolesOf('discord', 'lena')).toEqual(['admin']);
});

test('both sides are told in their own chat, and the admins who are neither', async () => {
  const [asker, taker] = [
    ['discord', 'lena'],
    ['slack', 'LENA'],
  ] as [[string, string], [string, string]];
  const link = await taken(asker, taker);
  await bothAgree(link.id, asker, taker);
  const otto = await actor('slack', 'OTTO');
  const told = (await outbox.messagesOf(opened.database, `link:${link.id}`)).map(
    ({ kind, channel, personId }) => [kind, channel ?? personId],
  );
  expect(told).toEqual([
    ['asker', 'DM-lena'],
    ['taker', 'DM-LENA'],
    ['admin', otto.person.id],
  ]);
});

test('where groups name both, the word of both is enough', async () => {
  const [asker, taker] = [
    ['discord', 'ada'],
    ['slack', 'ADA'],
  ] as [[string, string], [string, string]];
  const link = await taken(asker, taker);
  expect(await bothAgree(link.id, asker, taker)).toMatchObject({ state: 'linked' });
  expect((await recognise(app, { chat: 'slack', user: 'ADA' })).identities).toEqual({
    ...{ slack: 'ADA', discord: 'ada' },
  });
});

test('who said no, or a third one, or who comes too late changes nothing', async () => {
  const refused = await taken(['discord', 'ada'], ['slack', 'ADA']);
  await expect(agreeToLink(app, await actor('discord', 'eve'), refused.id)).rejects.toMatchObject({
    findings: [{ id: 'link.not_yours' }],
  });
  await refuseLink(app, await actor('slack', 'ADA'), refused.id);
  await expect(agreeToLink(app, await actor('discord', 'ada'), refused.id)).rejects.toMatchObject({
    findings: [{ id: 'link.over' }],
  });
  const late = await taken(['discord', 'ada'], ['slack', 'ADA']);
  (app.clock as MovableClock).moveTo(app.clock.now() + 3_600_001);
  await expect(agreeToLink(app, await actor('slack', 'ADA'), late.id)).rejects.toMatchObject({
    findings: [{ id: 'link.over' }],
  });
});

test('a code is good for one, and the second is told that it was used', async () => {
  const code = await offerLink(app, await actor('slack', 'ADA'));
  const first = await actor('discord', 'ada');
  const second = await actor('discord', 'eve');
  const both = await Promise.allSettled([takeLink(app, first, code), takeLink(app, second, code)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { findings: [{ id: 'link.code_used' }] },
  });
});

test('unlinked, the other account is a stranger again', async () => {
  const [asker, taker] = [
    ['discord', 'lena'],
    ['slack', 'LENA'],
  ] as [[string, string], [string, string]];
  const link = await taken(asker, taker);
  await bothAgree(link.id, asker, taker);
  await agreeAsAdmin(app, await actor('slack', 'OTTO'), link.id);
  expect(await unlink(app, await actor('slack', 'LENA'))).toEqual(['discord']);
  expect(await rolesOf('discord', 'lena')).toEqual([]);
  expect(await rolesOf('slack', 'LENA')).toEqual(['admin']);
  await expect(unlink(app, await actor('slack', 'LENA'))).rejects.toMatchObject({
    findings: [{ id: 'unlink.alone' }],
  });
});
