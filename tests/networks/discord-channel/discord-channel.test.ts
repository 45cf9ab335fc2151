import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../../src/networks/discord-channel/index.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { CHANNEL, GUILD, READER, startDiscord } from '../servers/discord.ts';
import { intentAt, outside, picture, textOf } from '../servers/outside.ts';

let far: Awaited<ReturnType<typeof startDiscord>>;

beforeEach(async () => {
  far = await startDiscord();
});
afterEach(() => far.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), outside());
}

function publish(connection: Connection, message: Message, intent: Intent = intentAt()) {
  return connection.publish(message, intent, async () => {});
}

function messages() {
  return far.discord.as(READER).messages(CHANNEL);
}

describe('a Discord channel', () => {
  it('pings nobody unless the account allows it', async () => {
    await publish(connect(), textOf('@everyone look'));
    await publish(connect({ mentions: ['everyone'] }), textOf('@everyone look'));
    expect(messages().map((message) => message.mention_everyone)).toEqual([false, true]);
  });

  it('pings nobody by an edit either', async () => {
    const published = await publish(connect(), textOf('Look'));
    await connect().edit?.(published, textOf('@everyone look'));
    expect(messages().map(({ content, mention_everyone }) => [content, mention_everyone])).toEqual([
      ['@everyone look', false],
    ]);
  });

  it('gives a link that people can open', async () => {
    const published = await publish(connect(), textOf('Hello'));
    const [message] = messages();
    expect(published).toEqual({
      id: `${CHANNEL}/${message?.id}`,
      url: `https://discord.com/channels/${GUILD}/${CHANNEL}/${message?.id}`,
    });
  });

  it('is read back by the file names of the pictures, which carry the key', async () => {
    const message = { text: 'Look up', images: [picture('A kite', 1), picture('Two', 2)] };
    const [one, other] = [intentAt(), intentAt()];
    const first = await publish(connect(), message, one);
    const second = await publish(connect(), message, other);
    expect((await connect().find?.(message, other))?.id).toBe(second.id);
    expect((await connect().find?.(message, one))?.id).toBe(first.id);
    expect(await connect().find?.(message, intentAt())).toBeUndefined();
  });

  it('does not take what somebody else wrote for its own', async () => {
    const intent = intentAt();
    await far.discord.as(READER).say(CHANNEL, 'Hello');
    expect(await connect().find?.(textOf('Hello'), intent)).toBeUndefined();
  });

  it('refuses pictures that are too much in all before they are sent', () => {
    const image = { ...picture('A kite'), bytes: new Uint8Array(9 * 1024 * 1024) };
    const findings = connect().preflight?.({ text: '', images: [image, image, image] });
    expect(findings?.map(({ id }) => id)).toEqual(['discord-channel.media.max_bytes_in_all']);
  });

  it('works again after a refused token was accepted once more', async () => {
    far.discord.faults.next('POST /channels/{channel_id}/messages', {
      status: 401,
      body: { message: '401: Unauthorized', code: 0 },
    });
    const connection = connect();
    await expect(publish(connection, textOf('One'))).rejects.toMatchObject({ reason: 'unauthorized' });
    await publish(connection, textOf('Two'));
    expect(messages()).toHaveLength(1);
  });

  it.each([
    [404, { message: 'Unknown Channel', code: 10003 }, 'unauthorized'],
    [403, { message: 'Missing Permissions', code: 50013 }, 'unauthorized'],
    [500, { message: 'oops', code: 0 }, 'lost'],
    [400, { message: 'Cannot send an empty message', code: 50006 }, 'refused'],
  ])('that answers %i with %o: %s', async (status, body, reason) => {
    far.discord.faults.next('POST /channels/{channel_id}/messages', { status, body });
    await expect(publish(connect(), textOf('One'))).rejects.toMatchObject({ reason });
  });
});
