/** Messages over a real discord.js client: writing, reading back, editing, and who may. */
import { EmbedBuilder, type TextChannel } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { channel, client, town, useTown } from './rig.ts';
import { ANNA, BEN, MODERATORS, SOCIAL, STAFF } from './town.ts';

useTown();

describe('a message', () => {
  it('is written, edited in place and deleted', async () => {
    const sent = await channel.send({
      content: 'One',
      embeds: [new EmbedBuilder({ title: 'T', fields: [{ name: 'a', value: 'b' }] })],
    });
    const anna = town.discord.as(ANNA);
    expect(anna.messages(SOCIAL)).toMatchObject([
      { content: 'One', author: { bot: true }, embeds: [{ type: 'rich', title: 'T' }] },
    ]);
    await sent.edit({ content: 'Two' });
    expect(anna.messages(SOCIAL)).toMatchObject([{ id: sent.id, content: 'Two', embeds: [{ title: 'T' }] }]);
    await sent.delete();
    expect(anna.messages(SOCIAL)).toEqual([]);
    await expect(sent.edit('Three')).rejects.toMatchObject({ code: 10008 });
  });

  it('is sent once for the same nonce within minutes, and again later', async () => {
    const twice = [1, 2].map(() => channel.send({ content: 'Once', nonce: 'post-7', enforceNonce: true }));
    const [first, second] = await Promise.all(twice);
    expect(second?.id).toBe(first?.id);
    expect(town.discord.as(ANNA).messages(SOCIAL)).toHaveLength(1);
    town.clock.forward(10 * 60_000);
    const third = await channel.send({ content: 'Once', nonce: 'post-7', enforceNonce: true });
    expect(third.id).not.toBe(first?.id);
  });

  it('is read back with before, after and limit, newest first', async () => {
    const sent = [];
    for (const text of ['a', 'b', 'c', 'd']) sent.push(await channel.send(text));
    const texts = async (options: object) =>
      [...(await channel.messages.fetch({ cache: false, ...options })).values()].map(
        ({ content }) => content,
      );
    expect(await texts({ limit: 2 })).toEqual(['d', 'c']);
    expect(await texts({ before: sent[2]?.id, limit: 1 })).toEqual(['b']);
    expect(await texts({ after: sent[0]?.id, limit: 2 })).toEqual(['c', 'b']);
    expect(await texts({ around: sent[1]?.id, limit: 3 })).toEqual(['c', 'b', 'a']);
  });

  it('answers another one, or is refused when that one is gone', async () => {
    const { message } = await town.discord.as(ANNA).say(SOCIAL, 'Question?');
    const reply = await channel.send({ content: 'Answer', reply: { messageReference: message?.id ?? '' } });
    expect(reply.reference?.messageId).toBe(message?.id);
    expect(reply.mentions.users.has(ANNA)).toBe(true);
    const gone = { messageReference: '100000000000000099', failIfNotExists: true };
    await expect(channel.send({ content: 'x', reply: gone })).rejects.toMatchObject({ code: 50035 });
  });

  it('mentions only whom it may', async () => {
    const content = `<@${ANNA}> <@${BEN}> <@&${MODERATORS}> @everyone`;
    const sent = await channel.send({ content, allowedMentions: { users: [BEN], parse: ['everyone'] } });
    expect([...sent.mentions.users.keys()]).toEqual([BEN]);
    expect(sent.mentions.roles.size).toBe(0);
    expect(sent.mentions.everyone).toBe(true);
  });

  it('opens a thread, once', async () => {
    const sent = await channel.send('Report');
    const thread = await sent.startThread({ name: 'Pictures' });
    await thread.send('Curve');
    expect(thread.id).toBe(sent.id);
    expect(town.discord.as(ANNA).messages(thread.id)).toMatchObject([{ content: 'Curve' }]);
    const again = client.rest.post(`/channels/${SOCIAL}/messages/${sent.id}/threads`, {
      body: { name: 'x' },
    });
    await expect(again).rejects.toMatchObject({ code: 160004 });
  });

  it('goes to a person directly, unless they take none', async () => {
    const anna = await client.users.fetch(ANNA);
    await anna.send('Only for you');
    expect(town.discord.as(ANNA).messages(town.discord.as(ANNA).directChannel())).toMatchObject([
      { content: 'Only for you' },
    ]);
    expect(
      town.discord
        .as(BEN)
        .channels()
        .some(({ type }) => type === 1),
    ).toBe(false);
    town.discord.guild.join({
      user: { id: '100000000000000013', username: 'cleo' },
      acceptsDirectMessages: false,
    });
    const cleo = await client.users.fetch('100000000000000013');
    await expect(cleo.send('x')).rejects.toMatchObject({ code: 50007 });
  });
});

describe('access', () => {
  it('is refused without the right token, to unknown channels, and to others’ messages', async () => {
    const rest = client.rest;
    expect(
      (await fetch(`${town.discord.apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } }))
        .status,
    ).toBe(401);
    await expect(rest.get('/channels/100000000000000077')).rejects.toMatchObject({ code: 10003 });
    await expect(rest.get('/channels/general')).rejects.toMatchObject({ code: 50035 });
    const { message } = await town.discord.as(ANNA).say(SOCIAL, 'Mine');
    const edit = rest.patch(`/channels/${SOCIAL}/messages/${message?.id}`, {
      body: { content: 'Not yours' },
    });
    await expect(edit).rejects.toMatchObject({ code: 50005 });
  });

  it('to a channel is for those who may see it', async () => {
    const staff = (await client.channels.fetch(STAFF)) as TextChannel;
    await staff.send('For moderators');
    expect(town.discord.as(ANNA).messages(STAFF)).toEqual([]);
    expect(town.discord.as(BEN).messages(STAFF)).toHaveLength(1);
    expect(town.discord.snapshot(ANNA).channels.map(({ id }) => id)).toEqual([SOCIAL]);
  });

  it('bulk delete is all or nothing', async () => {
    const ids = [];
    for (const text of ['a', 'b']) ids.push((await channel.send(text)).id);
    await expect(channel.bulkDelete([ids[0] ?? '', ids[0] ?? ''])).rejects.toMatchObject({ code: 50035 });
    town.clock.forward(15 * 24 * 60 * 60_000);
    await expect(
      client.rest.post(`/channels/${SOCIAL}/messages/bulk-delete`, { body: { messages: ids } }),
    ).rejects.toMatchObject({ code: 50034 });
    const fresh = [(await channel.send('c')).id, (await channel.send('d')).id];
    await client.rest.post(`/channels/${SOCIAL}/messages/bulk-delete`, { body: { messages: fresh } });
    expect(
      town.discord
        .as(ANNA)
        .messages(SOCIAL)
        .map(({ content }) => content),
    ).toEqual(['a', 'b']);
  });
});
