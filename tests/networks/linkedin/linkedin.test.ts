import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../../src/networks/linkedin/index.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { ADA, APP, BEN, PAGE, startLinkedIn } from '../servers/linkedin.ts';
import { intentAt, keepIn, outside, picture, textOf } from '../servers/outside.ts';

const PERSONAL = ['openid', 'profile', 'w_member_social'];

let far: Awaited<ReturnType<typeof startLinkedIn>>;

beforeEach(async () => {
  far = await startLinkedIn();
});
afterEach(() => far.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), outside());
}

/** In Ada's own name. */
function connectPerson(scopes = PERSONAL): Connection {
  return connect({ organization: undefined, access_token: far.linkedin.issueToken(ADA, scopes) });
}

function publish(connection: Connection, message: Message, intent: Intent = intentAt()) {
  return connection.publish(message, intent, keepIn(intent));
}

describe('a post', () => {
  it('stands in the name of the page, with one picture or several', async () => {
    await publish(connect(), { text: 'One', images: [picture('A kite')] });
    await publish(connect(), { text: 'Two', images: [picture('A kite', 1), picture('', 2)] });
    expect(
      far.linkedin.posts().map(({ author, pictures }) => [author, pictures.map(({ alt }) => alt)]),
    ).toEqual([
      [`urn:li:organization:${PAGE}`, ['A kite']],
      [`urn:li:organization:${PAGE}`, ['A kite', '']],
    ]);
  });

  it('stands in the name of the person where no page is named', async () => {
    const { id, url } = await publish(connectPerson(), { text: 'Hello', images: [picture('A kite')] });
    expect(far.linkedin.posts()).toMatchObject([{ id, author: `urn:li:person:${ADA}`, text: 'Hello' }]);
    expect(url).toBe(`https://www.linkedin.com/feed/update/${id}`);
  });

  it('shows a card of its link, which LinkedIn does not read by itself', async () => {
    const card = {
      url: 'https://example.org/a',
      title: 'A page',
      description: 'Of ours',
      picture: picture(''),
    };
    await publish(connect(), { ...textOf('See https://example.org/a'), card });
    expect(far.linkedin.posts()).toMatchObject([
      {
        content: {
          article: { source: card.url, title: 'A page', thumbnail: expect.stringMatching(/^urn:li:image:/) },
        },
      },
    ]);
  });

  it('is read as it was written, with signs that LinkedIn reserves (xagent#2555)', async () => {
    const text = 'A_b (c) [d] {e} <f> *g* ~h~ |i| \\j #News me@example.org, and on.';
    await publish(connect(), textOf(text));
    expect(far.live().map((post) => post.text)).toEqual([text]);
  });

  it('waits for its pictures to be worked on', async () => {
    const slow = await startLinkedIn(Date, { processing: 900 });
    const connection = network.connect(network.account.parse(slow.account), outside());
    await publish(connection, { text: 'Look up', images: [picture('A kite')] });
    expect(slow.live()).toHaveLength(1);
    await slow.stop();
  });
});

describe('when an answer is lost', () => {
  it('a page is read back, and the post is found by its pictures too', async () => {
    expect(await connect().contract?.()).toEqual({ kind: 'read-back' });
    const message = { text: 'Once', images: [picture('A kite')] };
    const intent = intentAt();
    far.linkedin.faults.next('createPost', { loseAnswer: 'after' });
    expect((await failureOf(publish(connect(), message, intent))).reason).toBe('lost');
    const [live] = far.linkedin.posts();
    expect((await connect().find?.(message, intent))?.id).toBe(live?.id);
    expect(await connect().find?.(message, intentAt())).toBeUndefined();
  });

  it('a refusal as a repeat names the post, which is read before it counts as ours', async () => {
    const message = textOf('Once');
    const intent = intentAt();
    far.linkedin.faults.next('createPost', { loseAnswer: 'after' });
    await failureOf(publish(connect(), message, intent));
    const [live] = far.linkedin.posts();
    expect((await publish(connect(), message, intent)).id).toBe(live?.id);
    const later = intentAt(Date.now() + 3_600_000);
    const repeat = await failureOf(publish(connect(), message, later));
    expect([repeat.reason, repeat.message]).toEqual(['refused', expect.stringContaining(live?.id ?? '')]);
  });

  it('a post that was deleted, and is remembered still, is not taken for a live one (composio#2710)', async () => {
    const intent = intentAt();
    const published = await publish(connect(), textOf('Once'), intent);
    await connect().remove(published);
    expect((await failureOf(publish(connect(), textOf('Once'), intent))).reason).toBe('refused');
  });

  it('nothing of a person can be read, so that a person is asked', async () => {
    const person = connectPerson();
    expect([await person.contract?.(), person.read]).toEqual([
      { kind: 'none', tellsAbsence: true },
      undefined,
    ]);
    expect(
      await failureOf(person.find?.(textOf('Once'), intentAt()) ?? Promise.reject('none')),
    ).toMatchObject({ reason: 'lost' });
    const first = await publish(person, textOf('Once'));
    const repeat = await failureOf(publish(connectPerson(), textOf('Once')));
    expect([repeat.reason, repeat.message]).toEqual(['refused', expect.stringContaining(first.url ?? '')]);
  });

  it('a post that stands in the list only later is not yet there', async () => {
    const slow = await startLinkedIn(Date, { listedAfter: 3_600_000 });
    const connection = network.connect(network.account.parse(slow.account), outside());
    const intent = intentAt();
    await publish(connection, textOf('Once'), intent);
    expect(await connection.find?.(textOf('Once'), intent)).toBeUndefined();
    await slow.stop();
  });
});

describe('who may', () => {
  it('is told by the page, and by the profile', async () => {
    expect(await connect().identify()).toEqual({
      handle: 'Acme',
      url: 'https://www.linkedin.com/company/acme',
    });
    expect(await connectPerson().identify()).toEqual({ handle: 'Ada Author' });
  });

  it('is not who has another role on the page', async () => {
    const error = await failureOf(
      connect({ access_token: far.linkedin.issueToken(BEN, APP.scopes) }).identify(),
    );
    expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('ANALYST')]);
  });

  it('is not who took their leave back, nor whose token is over', async () => {
    const connection = connect();
    far.linkedin.revoke(ADA);
    const error = await failureOf(publish(connection, textOf('Hello')));
    expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('revoked')]);
    const over = connect({ access_token: far.linkedin.issueToken(ADA, APP.scopes, 0) });
    expect((await failureOf(over.identify())).reason).toBe('unauthorized');
  });
});

describe('a version that LinkedIn has ended (postiz#2005, n8n#14678, composio#4320)', () => {
  it('is the fault of the account and not of the post, and is found before one is sent', async () => {
    for (const connection of [
      connect({ version: 202401 }),
      connect({ version: '202401', organization: undefined }),
    ]) {
      const error = await failureOf(connection.identify());
      expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('not active')]);
      expect(error.remedy).toContain('version');
      expect((await failureOf(publish(connection, textOf('Hello')))).reason).toBe('unauthorized');
    }
    expect(far.live()).toEqual([]);
  });
});
