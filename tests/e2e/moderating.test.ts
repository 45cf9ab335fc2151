/** A community is moderated: from what somebody writes in Discord to what moderators do about it, in either chat. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Seen } from './seat.ts';
import { openStage } from './stage.ts';
import { APPROVERS, DISCORD, SLACK, TEAM } from './town.ts';

const MODERATION = `
moderation:
  timeout: 2h
  rules:
    - { name: shops, type: links, domains: [shop.example], action: delete }
    - { name: threats, type: words, words: [threat], action: timeout }
    - { name: unclear, type: words, words: [unclear], action: hold }
    - { name: raid, type: words, words: [free nitro], action: ban }
`;
const team = TEAM.replace(
  'channels:\n',
  `channels:\n  moderators: { slack: ${SLACK.social}, discord: "${DISCORD.social}" }\n`,
)
  .replace('roles:\n', `roles:\n  moderator: { slack: [S0APPROVERS], discord: ["${APPROVERS}"] }\n`)
  .concat(MODERATION);

const HOUR = 3_600_000;
const { world, ada, ben, gil, cara } = await openStage(team);
beforeEach(() => world.clear());

describe('what a rule hits', () => {
  it('is gone at once, told to moderators in both chats, explained and taken back', async () => {
    const nia = world.discord.guild.welcome('nia');
    await write(nia, 'Hello all');
    await write(nia, 'Buy at https://shop.example/x');
    const [shown, other] = await both(
      'message deleted, nia',
      'the rule "shops" says delete',
      'shop.example/x',
    );
    expect(texts()).toEqual(['Hello all']);
    await cara.press(shown, 'case.why');
    await cara.sees(['Why case', 'Matched', 'characters 7 to'], { isPrivate: true });
    await ben.press(other, 'case.undo');
    await ben.sees(['is being taken back', 'Buy at https://shop.example/x'], { isPrivate: true });
    await both('taken back, nia', 'taken back by');
  });

  it('is nobody’s to decide without the role', async () => {
    await write(world.discord.guild.welcome('nia'), 'https://shop.example');
    const shown = await ada.sees('message deleted, nia', { isPrivate: false });
    await ada.press(shown, 'case.undo');
    await ada.sees(/moderator/, { isPrivate: true });
    await ada.command('mod cases');
    await ada.sees(/moderator/, { isPrivate: true });
  });

  it('times out; the person is told, and it ends at its time', async () => {
    const nia = world.discord.guild.welcome('nia');
    await write(nia, 'That is a threat');
    await both('timed out, nia', 'they were told');
    expect(await write(nia, 'More')).toMatchObject({ ok: false });
    const direct = world.discord.as(nia).messages(world.discord.as(nia).directChannel());
    expect(JSON.stringify(direct)).toContain('decided that you write nothing there for a while');
    await world.pass(2 * HOUR + 1_000);
    expect(await write(nia, 'Sorry')).toMatchObject({ ok: true });
    await both('timed out, nia', 'Its time is over.');
  });

  it('that was edited in is found, and a raid is banned one by one', async () => {
    const nia = world.discord.guild.welcome('nia');
    const said = await write(nia, 'Nice weather');
    const id = 'message' in said ? (said.message?.id ?? '') : '';
    await world.discord.as(nia).edit(id, 'Nice weather at https://shop.example');
    await both('message deleted, nia');
    const raiders = ['r1', 'r2', 'r3', 'r4'].map((name) => world.discord.guild.welcome(name));
    await Promise.all(raiders.map((raider) => write(raider, 'FREE  NITRO here')));
    for (const name of ['r1', 'r2', 'r3', 'r4']) await cara.sees(`banned, ${name}`, { isPrivate: false });
    expect(texts()).toEqual([]);
    const banned = world.discord.auditLog().filter(({ action }) => action === 'member-ban');
    expect(banned.map(({ targetId }) => targetId).sort()).toEqual([...raiders].sort());
  });

  it('is held, and let back from Slack as a quote', async () => {
    const nia = world.discord.guild.welcome('nia');
    await write(nia, 'This is unclear');
    const [, other] = await both('a message of nia waits for you', 'This is unclear');
    expect(texts()).toEqual([]);
    await ben.press(other, 'case.restore');
    await cara.sees(['nia wrote', 'This is unclear', 'let it through'], { channel: 'news' });
    await both('put back, nia', 'Decided by');
  });
});

describe('a report', () => {
  it('from Slack comes to the moderators with no name for others; its end is told to whoever reported', async () => {
    const { ts } = await world.slack.as(SLACK.ada).say(SLACK.news, 'You are all fools');
    await world.slack.as(SLACK.gil).shortcut('menu:Report', SLACK.news, ts);
    await gil.sees(['Reported', 'Nobody else learns'], { isPrivate: true, channel: 'news' });
    const [shown] = await both('was reported', 'You are all fools', '1 person reported this');
    expect(shown.words).not.toContain('gil');
    await cara.press(shown, 'case.dismiss');
    await both('dismissed');
    await gil.sees(['looked at what you reported', 'nothing is to be done'], { channel: 'direct' });
  });

  it('from Discord is acted on from Slack', async () => {
    const nia = world.discord.guild.welcome('nia');
    const said = await write(nia, 'Something nasty');
    await world.discord
      .as(DISCORD.ada)
      .messageCommand('Report', 'message' in said ? (said.message?.id ?? '') : '');
    const [, other] = await both('a message of nia was reported', 'Something nasty');
    await ben.press(other, 'case.warn');
    await both('warned, nia', 'they were told');
    expect(texts()).toEqual([]);
  });
});

describe('a moderator', () => {
  it('times somebody out by command, and what another one lifts in Discord stays lifted', async () => {
    const nia = world.discord.guild.welcome('nia');
    await cara.command('mod timeout', { who: nia, for: '3h', reason: 'Calm down' });
    await cara.sees(['timed out, nia', 'Calm down'], { isPrivate: true });
    await both('timed out, nia', 'Calm down');
    expect(await write(nia, 'But')).toMatchObject({ ok: false });
    await world.discord.as(DISCORD.gil).timeOut(nia, null, 'Too hard');
    await both('timed out, nia', 'Somebody changed it in the chat; that stands.', '1 note');
    await world.pass(4 * HOUR);
    expect(await write(nia, 'Thanks')).toMatchObject({ ok: true });
  });

  it('bans, and lifts it; whoever left under a timeout has the rest of it when they come back', async () => {
    const [nia, tom] = ['nia', 'tom'].map((name) => world.discord.guild.welcome(name)) as [string, string];
    await cara.command('mod ban', { who: nia, reason: 'Scam' });
    await both('banned, nia');
    await cara.command('mod lift', { who: nia });
    await both('banned, nia', 'It is lifted.');
    world.discord.guild.join({ user: { id: nia, username: 'nia' } });
    expect(await write(nia, 'Back')).toMatchObject({ ok: true });
    await cara.command('mod timeout', { who: tom, for: '3h' });
    await both('timed out, tom');
    world.discord.guild.leave(tom);
    await world.pass(60_000);
    world.discord.guild.join({ user: { id: tom, username: 'tom' } });
    await world.discord.until(() => timeoutsOf(tom) === 2, 15_000);
    expect(await write(tom, 'Back')).toMatchObject({ ok: false });
  });

  it('reads what the rules did, and cannot touch the owner', async () => {
    await write(world.discord.guild.welcome('nia'), 'https://shop.example');
    await both('message deleted, nia');
    await cara.command('mod rules');
    await cara.sees(['4 rules', 'shops (links): delete; acted once, 0 taken back'], { isPrivate: true });
    await cara.command('mod ban', { who: DISCORD.gil });
    await cara.sees(/gil owns the server/, { isPrivate: true });
  });
});

const write = (user: string, text: string) => world.discord.as(user).say(DISCORD.news, text);

function texts(): string[] {
  return world.discord
    .as(DISCORD.cara)
    .messages(DISCORD.news)
    .map(({ content }) => content);
}

function timeoutsOf(user: string): number {
  return world.discord
    .auditLog()
    .filter(({ action, targetId }) => action === 'member-timeout' && targetId === user).length;
}

/** Cara's in Discord, and Ben's in Slack. */
async function both(...words: string[]): Promise<[Seen, Seen]> {
  const seen = await Promise.all([cara, ben].map((seat) => seat.sees(words, { isPrivate: false })));
  return seen as [Seen, Seen];
}
