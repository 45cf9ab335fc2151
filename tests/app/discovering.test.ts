/** Targets that come to be by presses alone, from the link to the post, over a local LinkedIn and an embedded database. */
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { command as group } from '../../commands/accounts/index.ts';
import { command } from '../../commands/accounts-connect.ts';
import { sealAnew } from '../../src/app/accounts.ts';
import { disconnect } from '../../src/app/grants/connecting.ts';
import { linkForNew } from '../../src/app/grants/discovering.ts';
import { ownersPlaces } from '../../src/app/targets/owner.ts';
import { renameTarget } from '../../src/app/targets/renaming.ts';
import { tellOfAbsent } from '../../src/app/team-file.ts';
import { type Card, plainText } from '../../src/chat/card.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import { stepsFor } from '../../src/posts/approval.ts';
import * as grants from '../../src/store/grants.ts';
import * as targets from '../../src/store/targets.ts';
import { subject as teamFile } from '../../subjects/team-file.ts';
import { ADA, APP, BEN, PAGE, startLinkedIn } from '../networks/servers/linkedin.ts';
import { connectingRig, failing, KEY } from './connecting-rig.ts';
import { consent, type Seen } from './visiting.ts';

const DAY = 24 * 3_600_000;
const log = createLog('silent');

let far: Awaited<ReturnType<typeof startLinkedIn>>;
const rig = connectingRig(async (clock) => {
  far = await startLinkedIn(clock);
  const own = { client_id: APP.id, client_secret: APP.secret, asks_for: ['pages', 'profile'] };
  return { linkedin: { ...own, api_url: far.linkedin.url, auth_url: far.linkedin.url } };
});
afterEach(() => far.stop());

/** From the link to the list of what the grant shows. */
async function found(as = ADA, how = {}): Promise<Seen> {
  const asked = await rig.open(linkForNew(rig.app, 'linkedin', rig.eli));
  return rig.open(await consent(asked.leads, as, how));
}

describe('what stands in no file', () => {
  it('is asked for, found, ticked, and posts go there at once', async () => {
    const asked = await rig.open(linkForNew(rig.app, 'linkedin', rig.eli));
    expect(asked.words).toContain('Post, correct and delete as the page.');
    expect(asked.words).toContain('Post, correct and delete in your name.');
    const seen = await rig.open(await consent(asked.leads, ADA));
    expect(seen.words).toContain('With the permission of Ada Author on LinkedIn');
    expect(seen.form?.values).toMatchObject({
      ...{ 'name-0': 'linkedin-ada-author', 'title-0': 'Ada Author on LinkedIn' },
      ...{ 'tick-1': 'on', 'name-1': 'linkedin-acme', 'title-1': 'Acme on LinkedIn' },
    });
    const done = await rig.send(seen, { 'tick-0': undefined, 'title-1': 'Acme, the page' });
    expect(done.words).toContain('1 target is there');
    expect(rig.names()).toEqual(['web', 'linkedin-acme']);
    expect(rig.app.team.targets['linkedin-acme']).toMatchObject({
      title: 'Acme, the page',
      connected: { place: `urn:li:organization:${PAGE}`, ownerId: rig.eli },
    });
    await rig.publish('linkedin-acme', 'Hello');
    expect(far.linkedin.posts().map(({ author }) => author)).toEqual([`urn:li:organization:${PAGE}`]);
    expect(await ownersPlaces(rig.app, 'linkedin-acme')).toEqual([{ chat: 'slack', channel: 'D-U0ELI' }]);
  });

  it('shows what may not be posted to, with the reason and what would help, and takes no tick for it', async () => {
    const seen = await found(ADA);
    expect(seen.words).toContain('The role there is ANALYST. An administrator of the page can make them');
    expect(seen.form?.values).not.toHaveProperty('name-2');
    const forced = await rig.send(seen, { 'tick-2': 'on', 'name-2': 'linkedin-other', 'title-2': 'Other' });
    expect(forced.status).toBe(422);
    expect(rig.names()).toEqual(['web']);
  });

  it('keeps what was typed where a name cannot be, and tells what is wrong with each', async () => {
    const seen = await found();
    for (const [name, words] of [
      ['Acme Page', 'is not made of a-z'],
      ['web', 'Something is called &quot;web&quot; already'],
      ['news', 'Something is called &quot;news&quot; already'],
      ['all', 'Something is called &quot;all&quot; already'],
      ['linkedin-acme', 'Something is called &quot;linkedin-acme&quot; already'],
    ] as const) {
      const refused = await rig.send(seen, { 'name-0': name });
      expect([refused.status, refused.words]).toEqual([422, expect.stringContaining(words)]);
      expect(refused.form?.values).toMatchObject({ 'name-0': name, 'tick-0': 'on' });
    }
    expect((await rig.send(seen, { 'title-0': ' ' })).words).toContain('it needs 1 to 100');
    expect((await rig.send(seen, { 'tick-0': undefined, 'tick-1': undefined })).words).toContain(
      'Nothing is ticked',
    );
    expect(rig.names()).toEqual(['web']);
    expect((await rig.send(seen)).status).toBe(200);
  });

  it('shares one leave, which is renewed once for all', async () => {
    await rig.send(await found());
    const [one, other] = await Promise.all(
      ['linkedin-acme', 'linkedin-ada-author'].map((name) => grants.forTarget(rig.database, name)),
    );
    expect(one?.id).toBe(other?.id);
    rig.clock.moveTo(rig.clock.now() + 60 * DAY - 60_000);
    await Promise.all([rig.publish('linkedin-acme', 'One'), rig.publish('linkedin-ada-author', 'Two')]);
    expect(far.live()).toHaveLength(2);
    expect(far.linkedin.renewals).toBe(1);
  });

  it('is there in another process as soon as something is to go out by it', async () => {
    const other = await rig.another();
    await rig.send(await found());
    expect(other.app.accounts.get('linkedin-acme')).toBeUndefined();
    expect((await other.app.accounts.find?.('linkedin-acme'))?.title).toBe('Acme on LinkedIn');
    await rig.publish('linkedin-acme', 'Hello', other.app);
    expect(far.live()).toHaveLength(1);
    await other.app.accounts.close();
  });

  it('comes once of a link, also where the list is opened or sent again', async () => {
    const asked = await rig.open(linkForNew(rig.app, 'linkedin', rig.eli));
    const back = await consent(asked.leads, ADA);
    const seen = await rig.open(back);
    expect((await rig.open(back)).form?.values).toEqual(seen.form?.values);
    const [one, two] = await Promise.all([rig.send(seen), rig.send(seen)]);
    expect([one.status, two.status].sort()).toEqual([200, 422]);
    expect((await rig.open(back)).words).toContain('This link was used');
    expect(await targets.all(rig.database)).toHaveLength(2);
  });
});

describe('a target that the team file names before it is connected', () => {
  const awaited = [{ name: 'linkedin-acme', field: 'groups.news[1]', line: 7 }];
  const waiting = () => {
    rig.file = { ...rig.file, awaited, groups: { news: ['web', 'linkedin-acme'] } };
  };

  it('is no part of its groups until then, and is from then on', async () => {
    waiting();
    expect([rig.app.team.groups.news, rig.connected.absent()]).toEqual([['web'], awaited]);
    await rig.send(await found());
    expect([rig.app.team.groups.news, rig.connected.absent()]).toEqual([['web', 'linkedin-acme'], []]);
  });

  it('lets no post by the step that names it: until then the step counts for all', async () => {
    waiting();
    const legal = { name: 'Legal', by: { roles: [], names: ['Ada'] }, need: 1, targets: ['linkedin-acme'] };
    rig.file = { ...rig.file, approval: { ...rig.file.approval, steps: [legal] } };
    const stepsOf = (name: string) => stepsFor(rig.app.team.approval, [name]).map((step) => step.name);
    expect([stepsOf('web'), stepsOf('linkedin-acme')]).toEqual([['Legal'], ['Legal']]);
    await rig.send(await found());
    expect([stepsOf('web'), stepsOf('linkedin-acme')]).toEqual([[''], ['Legal']]);
  });

  it('lets no post by the words that it asks for: they are asked for where somebody connected another name', async () => {
    waiting();
    const required = [{ words: ['Acme'], targets: ['linkedin-other'], level: 'error' as const }];
    rig.file = { ...rig.file, words: { banned: [], required } };
    expect(rig.app.team.words.required).toEqual(required);
    await rig.send(await found());
    const perhaps = {
      targets: ['linkedin-acme', 'linkedin-ada-author'],
      level: 'warning',
      absent: ['linkedin-other'],
    };
    expect(rig.app.team.words.required).toEqual([required[0], { ...required[0], ...perhaps }]);
  });

  it('is told to whoever reviews, once a day, with where it is named and what helps', async () => {
    for (const targets of [[], awaited, awaited]) await tellOfAbsent(rig.app, targets);
    const told = sql`select kind, payload from outbox where subject = 'team-file:absent'`;
    const { rows } = await rig.database.execute<{ kind: string; payload: object }>(told);
    expect(rows).toHaveLength(1);
    const card = await teamFile.draw(rig.app, 'absent', rows[0] as never);
    expect(plainText(card ?? ({} as never))).toMatch(
      /linkedin-acme \(line 7, groups\.news\[1\]\).*\/accounts connect/s,
    );
  });
});

describe('nothing is kept when', () => {
  afterEach(async () => {
    expect(rig.names()).toEqual(['web']);
    const { rows } = await rig.database.execute('select * from grants');
    expect(rows).toEqual([]);
  });

  it('they say no', async () => {
    expect((await found(ADA, { answer: 'cancel' })).words).toContain('The user cancelled');
  });

  it('they untick something', async () => {
    expect((await found(ADA, { without: 'w_member_social' })).words).toContain(
      'did not give: w_member_social',
    );
  });

  it('they leave the list as it is, and what they allowed is forgotten', async () => {
    const seen = await found();
    rig.clock.moveTo(rig.clock.now() + 29 * 60_000);
    await targets.forgetDiscoveries(rig.database, new Date(rig.clock.now() + 2 * 60_000));
    expect((await rig.send(seen)).words).toContain('This link was used');
    const { rows } = await rig.database.execute('select * from discoveries');
    expect(rows).toEqual([]);
  });

  it('they are no admin any more', async () => {
    const seen = await found();
    rig.roles = ['author'];
    expect((await rig.send(seen)).status).toBe(404);
    expect((await rig.open(linkForNew(rig.app, 'linkedin', rig.eli))).status).toBe(404);
  });
});

describe('a target that was connected', () => {
  const reconnect = async (name: string, as: string) => {
    const press = group.buttons.find(({ action }) => action === 'account.connect');
    const shown = (await press?.press({ person: rig.person(), id: name } as never, rig.app)) as Card;
    const link = shown.actions.find(({ kind }) => kind === 'link') as { url: string };
    const asked = await rig.open(link.url);
    return rig.open(await consent(asked.leads, as));
  };

  it('waits when it is disconnected, and is itself again when it is connected again', async () => {
    await rig.send(await found());
    expect(await disconnect(rig.app, rig.person(), 'linkedin-acme')).toBe(true);
    const error = await failing(rig.publish('linkedin-acme', 'Waits'));
    expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('not connected')]);
    await rig.publish('linkedin-ada-author', 'Goes on');
    expect((await reconnect('linkedin-acme', ADA)).words).toContain('is connected');
    await rig.publish('linkedin-acme', 'Goes out');
    expect(far.live().map(({ text }) => text)).toEqual(['Goes on', 'Goes out']);
    const [one, other] = await Promise.all(
      ['linkedin-acme', 'linkedin-ada-author'].map((name) => grants.forTarget(rig.database, name)),
    );
    expect(one?.id).toBe(other?.id);
  });

  it('is not aimed at another account, whoever comes', async () => {
    await rig.send(await found());
    const before = await grants.forTarget(rig.database, 'linkedin-ada-author');
    expect((await reconnect('linkedin-ada-author', BEN)).words).toContain(
      'does not cover Ada Author on LinkedIn',
    );
    await disconnect(rig.app, rig.person(), 'linkedin-ada-author');
    expect((await reconnect('linkedin-ada-author', BEN)).words).toContain('does not cover');
    expect((await reconnect('linkedin-ada-author', ADA)).words).toContain('is connected');
    expect((await grants.forTarget(rig.database, 'linkedin-ada-author'))?.granterId).toBe(before?.granterId);
  });

  it('is not ticked again: it goes with the new permission of the same person', async () => {
    await rig.send(await found());
    const before = await grants.forTarget(rig.database, 'linkedin-acme');
    const seen = await found();
    expect(seen.words).toContain('already; it uses this permission from now on');
    expect((await rig.send(seen)).words).toContain('2 targets that were there go with the new permission');
    expect((await grants.forTarget(rig.database, 'linkedin-acme'))?.id).not.toBe(before?.id);
    expect(await targets.all(rig.database)).toHaveLength(2);
  });

  it('is called something else by its owner, and goes on under its name', async () => {
    await rig.send(await found());
    rig.roles = ['author'];
    const press = group.buttons.find(({ action }) => action === 'account.rename');
    const pressed = (id: number) => ({
      ...{ person: { ...rig.person(), id }, chat: 'slack', id: 'linkedin-acme' },
      values: { title: '  The  page ' },
    });
    await expect(press?.press(pressed(rig.olga) as never, rig.app)).rejects.toThrow('not yours');
    await press?.press(pressed(rig.eli) as never, rig.app);
    expect(rig.app.accounts.get('linkedin-acme')?.title).toBe('The page');
    await expect(renameTarget(rig.app, pressed(rig.eli) as never, 'web', 'Other')).rejects.toThrow(
      'not connected here',
    );
  });

  it('stands twice where the team file takes its name: that is told, and nothing goes out by either', async () => {
    await rig.send(await found());
    const before = rig.file;
    const own = { name: 'linkedin-acme', title: 'Of the file', network: 'linkedin', tags: [] };
    const account = rig.app.team.targets['linkedin-ada-author']?.account;
    rig.file = { ...rig.file, targets: { ...rig.file.targets, 'linkedin-acme': { ...own, account } } };
    expect(rig.app.team.targets['linkedin-acme']?.title).toBe('Of the file');
    expect(rig.connected.clashes()).toEqual(['linkedin-acme']);
    const error = await failing(rig.publish('linkedin-acme', 'Hello'));
    expect([error.reason, error.message]).toEqual([
      ...['unauthorized', expect.stringContaining('connected another account as it')],
    ]);
    expect(far.live()).toEqual([]);
    rig.file = before;
    await rig.publish('linkedin-acme', 'Hello');
    expect(far.linkedin.posts().map(({ author }) => author)).toEqual([`urn:li:organization:${PAGE}`]);
  });

  it('is not taken over from a list that was drawn before somebody connected it', async () => {
    await rig.send(await found());
    await disconnect(rig.app, rig.person(), 'linkedin-acme');
    const [ours, theirs] = [await found(ADA), await found(ADA)];
    expect(ours.words).toContain('It was the target linkedin-acme');
    await rig.send(theirs, { 'tick-1': 'on' });
    const before = await grants.forTarget(rig.database, 'linkedin-acme');
    expect(before).toBeDefined();
    expect((await rig.send(ours, { 'tick-1': 'on' })).words).toContain('cannot be ticked');
    expect((await grants.forTarget(rig.database, 'linkedin-acme'))?.id).toBe(before?.id);
  });

  it('says what is missing when its app is gone from the team file', async () => {
    await rig.send(await found());
    rig.file = { ...rig.file, apps: {} };
    const error = await failing(rig.publish('linkedin-acme', 'Hello'));
    expect([error.reason, error.remedy]).toEqual(['unauthorized', expect.stringContaining('apps.linkedin')]);
    expect(far.live()).toEqual([]);
  });

  it('is sealed, and opens with a new SECRET_KEY once it was sealed anew', async () => {
    await rig.send(await found());
    const [{ sealed = '' } = {}] = await targets.all(rig.database);
    const key = new Uint8Array(32).fill(8);
    await sealAnew({ database: rig.database, seal: createSeal(key, KEY), log });
    const [after] = await targets.all(rig.database);
    expect(after?.sealed).not.toBe(sealed);
    expect(createSeal(key).isCurrent(after?.sealed ?? '', `target:${after?.name}`)).toBe(true);
  });
});

describe('/accounts connect', () => {
  const call = (network = '') => ({ person: rig.person(), values: { network } }) as never;

  it('leads to the only network, or to the one that is named', async () => {
    for (const named of ['', 'LinkedIn', 'linkedin']) {
      const shown = await command.run(call(named), rig.app);
      expect(shown.actions).toMatchObject([{ kind: 'link', label: 'Open the page' }]);
    }
    await expect(command.run(call('Friendster'), rig.app)).rejects.toThrow(
      'no network that the team file has an app for',
    );
  });

  it('tells what is missing where the team file has no app', async () => {
    rig.file = { ...rig.file, apps: {} };
    await expect(command.run(call(), rig.app)).rejects.toThrow('names no app');
  });
});
