/** Posts to a local X from the approval to the ending: by the house's own deliverer, over an embedded database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Team } from '../../config/team.ts';
import { type ConnectableAccounts, createAccounts } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { createObstacleFinder } from '../../src/app/deliveries/preflighting.ts';
import { finishConnecting } from '../../src/app/grants/connecting.ts';
import { redirectOf } from '../../src/app/grants/exchange.ts';
import { countLine } from '../../src/app/posts/cards/check-blocks.ts';
import { checkTarget } from '../../src/app/posts/preflight/checking.ts';
import { nothingGathered } from '../../src/app/posts/preflight/facts.ts';
import { checkAccount, checkAccounts, createDoorkeeper } from '../../src/app/targets/pausing.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import { authorizationAddress } from '../../src/networks/oauth.ts';
import type { Person } from '../../src/people/person.ts';
import type { Content } from '../../src/posts/content.ts';
import { loadPreflightRules } from '../../src/posts/preflight/load.ts';
import * as grants from '../../src/store/grants.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as pauses from '../../src/store/pauses.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { failureOf } from '../contract/networks.calls.ts';
import { createRig, HELLO } from '../contract/store-rig.ts';
import { DEAF, UNASKED } from '../faults/deaf.ts';
import { intentAt, textOf } from '../networks/servers/outside.ts';
import { ACME, APP, problem, READER, startX } from '../networks/servers/x.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const KEY = new Uint8Array(32).fill(7);
const log = createLog('silent');
let opened: OpenDatabase;
let dataDir = '';
let author = 0;
let approver = 0;
let clock: MovableClock;
let far: Awaited<ReturnType<typeof startX>>;
let app: App;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-x-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log });
  author = await people.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
  approver = await people.enrol(opened.database, { slack: 'U2' }, { name: 'Ben' });
}, 120_000);
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyPosts(opened.database);
  clock = new MovableClock();
  await open();
});
afterEach(async () => {
  await opened.database.transaction((transaction) => grants.disconnect(transaction, 'own'));
  await app.accounts.close();
  await far.stop();
});

/** `x` has a token; `own` is connected by a person. */
async function open(world: Parameters<typeof startX>[1] = {}, account: object = {}): Promise<void> {
  await app?.accounts.close();
  await far?.stop();
  far = await startX(clock, world);
  app = await appOf(account);
}

async function appOf(account: object): Promise<App> {
  const networks = await loadNetworks();
  const target = (name: string, given: object) => ({
    ...{ name, title: 'Acme on X', network: 'x', tags: [] },
    account: networks.get('x')?.account.parse(given),
  });
  const given = { client_id: APP.id, client_secret: APP.secret, api_url: far.x.url, auth_url: far.x.url };
  const team = {
    ...{ channels: { review: { slack: 'C0REVIEW' } }, people: [], timeZone: 'UTC', campaigns: {} },
    words: { banned: [], required: [] },
    preflight: { similarity: 0.8, duplicatesWithin: 1, links: false },
    targets: { x: target('x', { ...far.account, ...account }), own: target('own', given) },
  } as unknown as Team;
  const { database } = opened;
  const seal = createSeal(KEY);
  const accounts: ConnectableAccounts = createAccounts({
    team: () => team,
    networks,
    database,
    seal,
    clock,
    log,
  });
  const pages = createPageLinks({ key: KEY, now: () => clock.now(), base: () => 'http://127.0.0.1' });
  return {
    ...{ clock, log, team, database, queue: DEAF, messengers: new Map(), accounts, pages },
    links: UNASKED,
    preflightRules: await loadPreflightRules(),
  } as unknown as App;
}

function rigged() {
  const { database } = opened;
  const deliverer = createDeliverer({
    ...{ database, clock, log, grace: () => 48 * 3_600_000, changed: () => {}, again: () => {} },
    accounts: app.accounts,
    refusedAccount: createDoorkeeper(() => app),
    obstacle: createObstacleFinder(() => app),
  });
  const pass = async (milliseconds: number) => {
    if (milliseconds > 0) clock.moveTo(clock.now() + milliseconds);
    await deliverer.deliverDue();
    await deliverer.idle();
  };
  return { rig: createRig(() => ({ db: database, author, approver })), deliverer, pass };
}

const say = (text: string): Content => ({ ...HELLO, text, targets: ['x'] });
const deliveriesOf = (postId: number) => postDeliveries.ofPost(opened.database, postId, 1);

describe('a post', () => {
  it('whose answer was lost is there once, though X lists it late and refuses it as a duplicate meanwhile', async () => {
    await open({ visibleAfter: 100_000 });
    const { rig, deliverer, pass } = rigged();
    const { postId } = await rig.approved({ dueAt: clock.now(), content: say('Once') });
    far.fail('cut after');
    for (let rounds = 0; rounds < 12; rounds += 1) await pass(31_000);
    expect(await deliveriesOf(postId)).toMatchObject([
      { state: 'sent', published: { id: far.x.posts(ACME.id)[0]?.id } },
    ]);
    expect(far.live()).toHaveLength(1);
    await deliverer.stop(0);
  });

  it('that says what an older one said fails, and its card names that one', async () => {
    const older = far.x.say(ACME.id, 'Once');
    far.x.faults.next('createPost', {
      refusal: {
        status: 403,
        body: { detail: 'You are not allowed to create a Tweet with duplicate content.', status: 403 },
      },
    });
    clock.moveTo(clock.now() + 3_600_000);
    const { rig, deliverer, pass } = rigged();
    const { postId } = await rig.approved({ dueAt: clock.now(), content: say('Once') });
    await pass(0);
    expect(await deliveriesOf(postId)).toMatchObject([
      { state: 'failed', problem: { message: expect.stringContaining(`/status/${older.id}`) } },
    ]);
    await deliverer.stop(0);
  });

  it('two of which stand there is left to a person', async () => {
    const { rig, deliverer, pass } = rigged();
    const { postId } = await rig.approved({ dueAt: clock.now(), content: say('Once') });
    far.fail('cut after');
    await pass(0);
    far.x.say(ACME.id, 'Once');
    await pass(60_000);
    await pass(60_000);
    expect(await deliveriesOf(postId)).toMatchObject([{ state: 'unknown' }]);
    await deliverer.stop(0);
  });
});

describe('without credits', () => {
  it('the account is paused, its posts wait, and go out when there are some again', async () => {
    const { rig, deliverer, pass } = rigged();
    far.x.setCredits(10);
    const { postId } = await rig.approved({ dueAt: clock.now(), content: say('Hello') });
    await pass(0);
    expect(await deliveriesOf(postId)).toMatchObject([{ state: 'held', problem: { reason: 'paused' } }]);
    expect((await pauses.current(opened.database, 'x'))?.problem).toMatchObject({
      message: expect.stringContaining('CreditsDepleted'),
      remedy: expect.stringContaining('credits'),
    });
    far.x.setCredits(undefined);
    await checkAccount(app, 'x');
    expect(await pauses.current(opened.database, 'x')).toBeUndefined();
    await pass(1_000);
    expect(await deliveriesOf(postId)).toMatchObject([{ state: 'sent' }]);
    await deliverer.stop(0);
  });
});

describe('a locked account', () => {
  it('that still says who it is stays paused for an hour, and is not opened at every look', async () => {
    const { rig, deliverer, pass } = rigged();
    far.x.faults.next('createPost', {
      refusal: problem(403, 'Forbidden', 'Your account is temporarily locked.'),
    });
    const { postId } = await rig.approved({ dueAt: clock.now(), content: say('Hello') });
    await pass(0);
    const first = await pauses.current(opened.database, 'x');
    await pass(5 * 60_000);
    await checkAccounts(app);
    expect((await pauses.current(opened.database, 'x'))?.id).toBe(first?.id);
    clock.moveTo(clock.now() + 60 * 60_000);
    await checkAccounts(app);
    await pass(1_000);
    expect(await deliveriesOf(postId)).toMatchObject([{ state: 'sent' }]);
    await deliverer.stop(0);
  });
});

describe('what a post costs', () => {
  const checked = async (content: Content, at = clock.now()) => {
    const account = app.accounts.get('x');
    if (!account) throw new Error('There is no such target.');
    return checkTarget(app, content, 'x', { postId: 0, at }, nothingGathered);
  };

  it('is told beside its count, with the reason', async () => {
    expect(countLine(await checked(say('Hello')))).toBe('Acme on X 5/280, about $0.015');
    expect(countLine(await checked(say('See https://example.org')))).toBe(
      'Acme on X 27/280, about $0.20: it carries a link',
    );
    expect(countLine(await checked(say('One\n---\nTwo')))).toBe('Acme on X 3/280, about $0.03');
  });

  it('passes no cap: what would is refused before the approval, with the figures', async () => {
    await open({}, { monthly_cap: 0.5 });
    const { rig } = rigged();
    const month = Date.UTC(2027, 2, 10);
    await rig.approved({ dueAt: month, content: say('Look at https://example.org/1') });
    await rig.approved({ dueAt: month + 1, content: say('Look at https://example.org/2') });
    // Another month.
    await rig.approved({ dueAt: Date.UTC(2027, 3, 1), content: say('Look at https://example.org/3') });
    const { findings } = await checked(say('Look at https://example.org/4'), month + 2);
    expect(findings).toEqual([
      {
        ...{ id: 'x.spending_cap', level: 'error', field: 'to' },
        message:
          'Acme on X may cost $0.50 a month; $0.40 is out or scheduled in that month, and this post costs about $0.20.',
        remedy: 'Raise `monthly_cap` in the team file, choose another month, or leave Acme on X out.',
      },
    ]);
    expect((await checked(say('Without one'), month + 2)).findings).toEqual([]);
    expect((await checked(say('Look at https://example.org/4'), Date.UTC(2027, 3, 2))).findings).toEqual([]);
  });

  it('passes no cap that was lowered since: the first ones go, the others are held', async () => {
    await open({}, { monthly_cap: 0.4 });
    const { rig, deliverer, pass } = rigged();
    const at = clock.now();
    const ids: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      const content = say(`Look at https://example.org/${index}`);
      ids.push((await rig.approved({ dueAt: at + index, content })).postId);
    }
    await pass(10);
    const states = await Promise.all(ids.map(async (id) => (await deliveriesOf(id))[0]));
    expect(states.map((one) => one?.state)).toEqual(['sent', 'sent', 'held']);
    expect(states[2]?.problem?.message).toContain('may cost $0.40 a month; $0.40 is out');
    expect(far.live()).toHaveLength(2);
    await deliverer.stop(0);
  });
});

describe('a leave', () => {
  const person = (): Person => ({
    ...{ id: author, name: 'Ada', timeZone: 'UTC', roles: ['admin'], identities: {} },
  });

  async function connect(user = ACME.id, answer = 'allow') {
    const consent = app.accounts.get('own')?.network.consent?.(app.team.targets.own?.account);
    if (!consent) throw new Error('There is nothing to connect.');
    const token = `visit-${Math.random()}`;
    const proof = { state: token, verifier: app.pages.proof(token) };
    const address = authorizationAddress(consent, redirectOf(app), proof);
    const body = new URLSearchParams({ answer, user });
    const led = await fetch(address, { method: 'POST', body, redirect: 'manual' });
    const query = Object.fromEntries(new URL(led.headers.get('location') ?? '').searchParams);
    return {
      token,
      query,
      finish: (as = token) => finishConnecting(app, person(), 'own', { query, token: as }),
    };
  }

  const publish = (from: App, text: string) =>
    from.accounts.get('own')?.connection.publish(textOf(text), intentAt(clock.now()), async () => {});

  it('is given with a proof, and a code is of no use to another visit', async () => {
    const { query, finish } = await connect();
    const other = await finishConnecting(app, person(), 'own', {
      ...{ query: { ...query, state: 'another' }, token: 'another' },
    });
    expect(other).toMatchObject({ kind: 'refused', message: expect.stringContaining('invalid') });
    expect((await (await connect(ACME.id, 'cancel')).finish()).kind).toBe('refused');
    expect((await finish()).kind).toBe('refused');
    expect(await (await connect()).finish()).toMatchObject({
      kind: 'connected',
      granter: { id: ACME.id, name: '@acme' },
    });
    expect(await (await connect(READER.id)).finish()).toMatchObject({ kind: 'other', now: '@reader' });
    await publish(app, 'Hello');
    expect(far.live()).toHaveLength(1);
  });

  it('gptme-contrib#600, eliza#29955: two workers renew it once, and the refresh token is not burnt', async () => {
    await (await connect()).finish();
    clock.moveTo(clock.now() + 2 * 3_600_000);
    const second = await appOf({});
    await Promise.all([
      publish(app, 'One'),
      publish(second, 'Two'),
      publish(app, 'Three'),
      publish(second, 'Four'),
    ]);
    expect(far.live()).toHaveLength(4);
    expect(far.x.renewals).toBe(1);
    await second.accounts.close();
  });

  it('gptme-contrib#285: what another worker renewed is read anew, not kept in memory', async () => {
    await (await connect()).finish();
    const second = await appOf({});
    await publish(second, 'Before');
    for (let rounds = 0; rounds < 3; rounds += 1) {
      clock.moveTo(clock.now() + 2 * 3_600_000);
      await publish(app, `Here ${rounds}`);
      await publish(second, `There ${rounds}`);
    }
    expect(far.x.renewals).toBe(3);
    await second.accounts.close();
  });

  it('whose renewal was lost is tried once more with the old token, then a person is asked', async () => {
    await (await connect()).finish();
    clock.moveTo(clock.now() + 2 * 3_600_000);
    far.x.faults.next('token', { loseAnswer: 'before' });
    expect((await failureOf(publish(app, 'One') ?? Promise.resolve())).reason).toBe('unreachable');
    await publish(app, 'Two');
    clock.moveTo(clock.now() + 2 * 3_600_000);
    far.x.faults.next('token', { loseAnswer: 'after' });
    expect((await failureOf(publish(app, 'Three') ?? Promise.resolve())).reason).toBe('unreachable');
    expect((await grants.forTarget(opened.database, 'own'))?.ended).toBeNull();
    const error = await failureOf(publish(app, 'Four') ?? Promise.resolve());
    expect([error.reason, error.remedy]).toEqual(['unauthorized', expect.stringContaining('/accounts')]);
    expect((await grants.forTarget(opened.database, 'own'))?.ended).toContain('token was invalid');
    expect((await (await connect()).finish()).kind).toBe('connected');
    await publish(app, 'Five');
    expect(far.live().map(({ text }) => text)).toEqual(['Two', 'Five']);
  });

  it('that comes back late is kept, also when somebody took it for over meanwhile', async () => {
    await (await connect()).finish();
    const { database } = opened;
    const before = await grants.forTarget(database, 'own');
    if (!before) throw new Error('It is not connected.');
    await grants.end(database, before.id, before.sealed, 'taken for over');
    const renewed = { sealed: 'newer', accessEndsAt: new Date(), endsAt: null };
    await grants.saveRenewed(database, before.id, before.sealed, renewed);
    expect(await grants.forTarget(database, 'own')).toMatchObject({ sealed: 'newer', ended: null });
    // Who was late with the refusal of the older one ends nothing.
    await grants.end(database, before.id, before.sealed, 'taken for over');
    expect((await grants.forTarget(database, 'own'))?.ended).toBeNull();
  });
});
