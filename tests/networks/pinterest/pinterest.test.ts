import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message, NetworkError } from '../../../src/networks/network.ts';
import { authorizationAddress, renewedTokens, tokensFor } from '../../../src/networks/oauth.ts';
import { network } from '../../../src/networks/pinterest/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';
import { ADA, APP, NEWS, RECIPES, SCOPES, startPinterest, TRIAL_APP } from '../servers/pinterest.ts';

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startPinterest>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startPinterest(clock);
});
afterEach(() => far.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), { ...outside(), clock });
}

function pin(more: Partial<Message> = {}): Message {
  const fields = { board: RECIPES, title: 'Soup', ...more.fields };
  return { text: 'Hot', images: [picture('A pan')], ...more, fields };
}

function publish(message: Message, connection = connect(), intent: Intent = intentAt(clock.now())) {
  return connection.publish(message, intent, async () => {});
}

async function lostIntent(message: Message): Promise<Intent> {
  const intent = intentAt(clock.now());
  far.pinterest.faults.next('createPin', { loseAnswer: 'after' });
  expect((await failureOf(publish(message, connect(), intent))).reason).toBe('lost');
  return intent;
}

describe('a Pin', () => {
  it('has its title, its link and its board, and one alt text for all of its pictures', async () => {
    const images = [picture('A pan', 1), picture('', 2), picture('A spoon', 3)];
    const { id, url } = await publish(pin({ images, fields: { link: 'https://acme.example/a?b=c#d' } }));
    expect(url).toBe(`https://www.pinterest.com/pin/${id}/`);
    expect(far.pinterest.pins()).toMatchObject([
      {
        ...{ id, board: RECIPES, title: 'Soup', description: 'Hot', link: 'https://acme.example/a?b=c#d' },
        ...{ alt: 'A pan; A spoon', pictures: images.map(({ bytes }) => ({ bytes: new Uint8Array(bytes) })) },
      },
    ]);
  });

  it('without a title, a text or an alt text has none', async () => {
    await publish({ text: '', images: [picture('')], fields: { board: NEWS } });
    expect(far.pinterest.pins()).toMatchObject([
      { board: NEWS, title: '', description: '', alt: '', link: '' },
    ]);
  });
});

describe('its checks', () => {
  const told = (message: Message) =>
    connect()
      .preflight?.(message)
      .map(({ id, field }) => `${field} ${id}`);

  it('let pass what Pinterest takes', () => {
    expect(
      told(pin({ images: [picture('', 1), picture('', 2)], fields: { link: 'https://a.example' } })),
    ).toEqual([]);
  });

  it('want a picture, several of one size, and alt texts that fit together', () => {
    expect(told(pin({ images: [] }))).toEqual(['media pinterest.media.missing']);
    const wide = { ...picture('', 1), width: 2 };
    expect(told(pin({ images: [picture('', 2), wide] }))).toEqual(['media pinterest.media.same_size']);
    const long = [picture('a'.repeat(300), 1), picture('b'.repeat(300), 2)];
    expect(told(pin({ images: long }))).toEqual(['alt pinterest.media.alt_all']);
  });

  it.each(['acme.example', 'mailto:a@acme.example', 'javascript:alert(1)'])(
    'want a web address, not %s',
    (link) => {
      expect(told(pin({ fields: { link } }))).toEqual(['link pinterest.link.unreadable']);
    },
  );
});

describe('boards', () => {
  it('are those of the account, however many pages there are', async () => {
    await far.stop();
    far = await startPinterest(clock, { page: 1 });
    expect(await connect().choices?.('board', {})).toEqual([
      { value: RECIPES, label: 'Recipes' },
      { value: NEWS, label: 'News' },
    ]);
  });

  it('that the team file names must be there', async () => {
    expect((await connect({ board: RECIPES }).identify()).handle).toBe('acme');
    const error = await failureOf(connect({ board: '17' }).identify());
    expect([error.message, error.remedy]).toEqual([
      'Pinterest: the account has no board 17.',
      expect.stringContaining('`board`'),
    ]);
    expect(network.fields?.defaults(network.account.parse({ access_token: 'x', board: 17 }))).toEqual({
      board: '17',
    });
  });

  it('that are gone when the Pin is sent are told so', async () => {
    far.pinterest.changeBoard(ADA, RECIPES);
    const error = await failureOf(publish(pin()));
    expect([error.reason, error.message]).toEqual(['refused', 'Pinterest: the board is not there any more.']);
  });
});

describe('complaints', () => {
  it('a new app is in trial and its Pins are refused: what to do is told (gitroomhq/postiz-app#1084)', async () => {
    const access_token = far.pinterest.issueToken({ user: ADA, app: TRIAL_APP.id, scopes: SCOPES });
    const error = await failureOf(publish(pin(), connect({ access_token })));
    expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('(29)')]);
    expect(error.remedy).toContain('https://api-sandbox.pinterest.com');
  });

  it('a Pin whose answer is lost does not stay queued: its board is read back (gitroomhq/postiz-app#1512)', async () => {
    const message = pin({ fields: { link: 'https://acme.example' } });
    const intent = await lostIntent(message);
    const [live] = far.pinterest.pins();
    expect((await connect().find?.(message, intent))?.id).toBe(live?.id);
  });

  it('an unclear lack of rights names the scopes to look at (pinterest/api-quickstart#130)', async () => {
    const access_token = far.pinterest.issueToken({ user: ADA, app: APP.id, scopes: ['boards:read'] });
    const error = await failureOf(publish(pin(), connect({ access_token })));
    expect([error.reason, error.remedy]).toEqual([
      'unauthorized',
      expect.stringContaining('docs/pinterest.md'),
    ]);
  });

  it('a token that is over is told apart from a lack of rights, with what to do (vijaypatoliya/pinterest-node-api#20)', async () => {
    const access_token = far.pinterest.issueToken({ user: ADA, app: APP.id, scopes: SCOPES });
    clock.moveTo(clock.now() + 31 * 24 * 3_600_000);
    const error = await failureOf(publish(pin(), connect({ access_token })));
    expect([error.reason, error.message]).toEqual([
      'unauthorized',
      expect.stringContaining('Authentication failed.'),
    ]);
    expect(error.remedy).toContain('/accounts');
  });

  it('each renewal brings another refresh token, and the old one is over (pinterest/pinterest-python-sdk#156, pinterest/api-quickstart#97)', async () => {
    const consent = network.consent?.(
      network.account.parse({
        ...{ client_id: APP.id, client_secret: APP.secret },
        ...{ api_url: far.pinterest.url, auth_url: far.pinterest.url },
      }),
    );
    if (!consent) throw new Error('It asks for no consent.');
    const redirect = APP.redirects[0] ?? '';
    const address = authorizationAddress(consent, redirect, { state: 'state-1', verifier: '' });
    expect(new URL(address).searchParams.get('scope')).toBe(SCOPES.join(','));
    const form = new URLSearchParams({ answer: 'allow', user: ADA });
    const led = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
    const query = Object.fromEntries(new URL(led.headers.get('location') ?? '').searchParams);
    const engine = { network: 'Pinterest', now: () => clock.now() };
    const first = await tokensFor(engine, consent, { query, state: 'state-1', verifier: '', redirect });
    expect(first.scopes).toEqual(SCOPES);
    const second = await renewedTokens(engine, consent, first.refresh ?? '');
    expect(second.refresh).not.toBe(first.refresh);
    expect((second.refreshEndsAt ?? 0) - clock.now()).toBeGreaterThan(59 * 24 * 3_600_000);
    await renewedTokens(engine, consent, second.refresh ?? '');
    const late: NetworkError = await failureOf(renewedTokens(engine, consent, first.refresh ?? ''));
    expect([late.reason, late.cause]).toEqual([
      'unauthorized',
      expect.objectContaining({ error: 'invalid_grant' }),
    ]);
    const stranger = { ...consent, client: { ...consent.client, secret: 'changed' } };
    const wrong = await failureOf(renewedTokens(engine, stranger, second.refresh ?? ''));
    expect(wrong.cause).toMatchObject({ error: 'invalid_client' });
  });
});

describe('when an answer was lost', () => {
  it('a Pin that differs in one thing is not taken for it', async () => {
    const link = 'https://acme.example';
    for (const other of [
      pin({ fields: { link, title: 'Stew' } }),
      pin({ text: 'Cold', fields: { link } }),
      pin({ fields: { link: `${link}/other` } }),
      pin({ fields: { link }, images: [picture('', 1), picture('', 2)] }),
      pin({ fields: { link, board: NEWS } }),
    ])
      await publish(other);
    expect(await connect().find?.(pin({ fields: { link } }), intentAt(clock.now()))).toBeUndefined();
  });

  it('an older one with the same words is not taken for it, and two of now ask a person', async () => {
    await publish(pin());
    clock.moveTo(clock.now() + 3_600_000);
    const intent = intentAt(clock.now());
    expect(await connect().find?.(pin(), intent)).toBeUndefined();
    await publish(pin());
    await publish(pin());
    const error = await failureOf(connect().find?.(pin(), intent) ?? Promise.resolve());
    expect([error.reason, error.message]).toEqual(['refused', 'Pinterest: two posts there say the same.']);
  });

  it('one that Pinterest does not list yet is not there yet', async () => {
    await far.stop();
    far = await startPinterest(clock, { listedAfter: 60_000 });
    const intent = await lostIntent(pin());
    expect(await connect().find?.(pin(), intent)).toBeUndefined();
    clock.moveTo(clock.now() + 60_000);
    expect((await connect().find?.(pin(), intent))?.id).toBe(far.pinterest.pins()[0]?.id);
  });

  it('it is found on a later page, and an old page ends the search', async () => {
    await far.stop();
    far = await startPinterest(clock, { page: 1 });
    for (let count = 0; count < 9; count += 1) await publish(pin({ text: `Old ${count}` }));
    clock.moveTo(clock.now() + 3_600_000);
    const intent = await lostIntent(pin());
    for (let count = 0; count < 3; count += 1) await publish(pin({ text: `New ${count}` }));
    expect((await connect().find?.(pin(), intent))?.id).toBe(far.pinterest.pins()[9]?.id);
    expect(await connect().find?.(pin({ text: 'Never' }), intent)).toBeUndefined();
    for (let count = 0; count < 9; count += 1) await publish(pin({ text: `Newer ${count}` }));
    expect((await failureOf(connect().find?.(pin(), intent) ?? Promise.resolve())).message).toContain(
      'too many Pins',
    );
  });
});
