import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, type Intent, type Message, NetworkError } from '../../../src/networks/network.ts';
import { withPermission } from '../../../src/networks/permission.ts';
import { network } from '../../../src/networks/slack-channel/index.ts';
import { intentAt, keepIn, outside, picture, textOf } from '../servers/outside.ts';
import { messagesIn, startSlack } from '../servers/slack.ts';

let far: Awaited<ReturnType<typeof startSlack>>;

beforeEach(async () => {
  far = await startSlack();
});
afterEach(() => far.stop());

function connect(): Connection {
  return network.connect(network.account.parse(far.account), outside());
}

function publish(connection: Connection, message: Message, intent: Intent = intentAt()) {
  return connection.publish(message, intent, keepIn(intent));
}

describe('a Slack channel', () => {
  it('gets text and pictures as one message, and nothing before it', async () => {
    await publish(connect(), { text: 'Look up', images: [picture('A kite', 1), picture('', 2)] });
    expect(messagesIn(far.slack)).toHaveLength(1);
  });

  it('gets no picture twice when the message takes two tries', async () => {
    far.fail('cut before');
    const message = { text: 'Look up', images: [picture('A kite')] };
    const intent = intentAt();
    await expect(publish(connect(), message, intent)).rejects.toMatchObject({ reason: 'lost' });
    await publish(connect(), message, intent);
    expect(far.slack.traffic().counts.upload).toBe(1);
  });

  it('gets nothing that has lost its leave, however many calls are under way', async () => {
    const connection = connect();
    const others = Array.from({ length: 150 }, () => connection.identify());
    const check = () => {
      throw new NetworkError('unreachable', 'No more.');
    };
    const publishing = withPermission(check, () => publish(connection, textOf('Too late')));
    await expect(publishing).rejects.toThrow('No more.');
    await Promise.all(others);
    expect(messagesIn(far.slack)).toEqual([]);
  });

  it('is read back among other messages, by the key alone', async () => {
    const [one, other] = [intentAt(), intentAt()];
    const first = await publish(connect(), textOf('The same'), one);
    const second = await publish(connect(), textOf('The same'), other);
    expect((await connect().find?.(textOf('The same'), one))?.id).toBe(first.id);
    expect((await connect().find?.(textOf('The same'), other))?.id).toBe(second.id);
    expect(await connect().find?.(textOf('The same'), intentAt())).toBeUndefined();
  });

  it('takes a long text without pictures, and refuses it with them before it is sent', async () => {
    const text = 'word '.repeat(5000).trim();
    await publish(connect(), textOf(text));
    expect(far.live()).toEqual([{ text, images: [] }]);
    const ids = connect()
      .preflight?.({ text, images: [picture('A kite')] })
      .map(({ id }) => id);
    expect(ids).toEqual(['slack-channel.text.max_with_images']);
  });

  it('is edited up to what blocks take, pinging nobody, and keeps the key', async () => {
    const intent = intentAt();
    const published = await publish(connect(), textOf('For 30 €'), intent);
    const text = `<!channel> & ${'word '.repeat(2000)}`;
    await connect().edit?.(published, textOf(text));
    expect(far.live()).toEqual([{ text, images: [] }]);
    expect(messagesIn(far.slack)[0]?.text).not.toContain('<!channel>');
    expect((await connect().find?.(textOf(text), intent))?.id).toBe(published.id);
    const ids = connect()
      .preflight?.(textOf('word '.repeat(3000)), true)
      .map(({ id }) => id);
    expect(ids).toEqual(['slack-channel.text.max_edit']);
  });

  it.each(['not_in_channel', 'channel_not_found', 'is_archived', 'invalid_auth'])(
    'that answers %s waits for a person',
    async (error) => {
      far.slack.faults.next('chat.postMessage', { error });
      await expect(publish(connect(), textOf('Hello'))).rejects.toMatchObject({
        reason: 'unauthorized',
        remedy: expect.stringMatching(/.+/),
      });
    },
  );

  it.each([
    ['internal_error', 'lost'],
    ['fatal_error', 'lost'],
    ['service_unavailable', 'unreachable'],
    ['msg_too_long', 'refused'],
  ])('that answers %s: %s', async (error, reason) => {
    far.slack.faults.next('chat.postMessage', { error });
    await expect(publish(connect(), textOf('Hello'))).rejects.toMatchObject({ reason });
  });

  it('is published without its link when that cannot be had', async () => {
    far.slack.faults.next('chat.getPermalink', { error: 'internal_error' });
    expect(await publish(connect(), textOf('Hello'))).toEqual({ id: expect.stringMatching(/^C0SOCIAL\/\d/) });
  });

  it('that cannot be read back is told when the account is checked', async () => {
    far.slack.faults.next('conversations.history', { error: 'missing_scope' });
    await expect(connect().identify()).rejects.toMatchObject({ reason: 'unauthorized' });
  });
});
