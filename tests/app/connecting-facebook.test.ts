/** Facebook's pages by presses alone: each posts by a token of its own, while the leave of its person stands. */

import { LocalFacebook } from '@bellwether/local-networks/facebook/index.ts';
import { afterEach, expect, it } from 'vitest';
import { command as group } from '../../commands/accounts/index.ts';
import { disconnect } from '../../src/app/grants/connecting.ts';
import { linkForNew } from '../../src/app/grants/discovering.ts';
import type { Card } from '../../src/chat/card.ts';
import * as grants from '../../src/store/grants.ts';
import * as targets from '../../src/store/targets.ts';
import { ADA, APP, BEN, OTHER, PAGE, WATCHED } from '../networks/servers/facebook.ts';
import { connectingRig, failing } from './connecting-rig.ts';
import { consent, type Seen } from './visiting.ts';

const DAY = 24 * 3_600_000;
let facebook: LocalFacebook;
const rig = connectingRig(async (clock) => {
  facebook = new LocalFacebook({
    ...{ clock, pages: [PAGE, OTHER, WATCHED], apps: [APP] },
    // Another one for each test: they take rights away.
    people: structuredClone([ADA, BEN]),
  });
  await facebook.start();
  const own = { client_id: APP.id, client_secret: APP.secret };
  return { 'facebook-page': { ...own, api_url: facebook.url, auth_url: facebook.url } };
});
afterEach(() => facebook.stop());

/** From the link to the list of pages. */
async function found(as = ADA.id, how = {}): Promise<Seen> {
  const asked = await rig.open(linkForNew(rig.app, 'facebook-page', rig.eli));
  return rig.open(await consent(asked.leads, as, how));
}

async function reconnect(name: string, as = ADA.id): Promise<Seen> {
  const press = group.buttons.find(({ action }) => action === 'account.connect');
  const shown = (await press?.press({ person: rig.person(), id: name } as never, rig.app)) as Card;
  const link = shown.actions.find(({ kind }) => kind === 'link') as { url: string };
  const asked = await rig.open(link.url);
  return rig.open(await consent(asked.leads, as));
}

const live = () => facebook.posts().map(({ page, text }) => [page, text]);

it('lists the pages, each with the right to post or the reason why not, and posts go to what is ticked', async () => {
  const seen = await found();
  expect(seen.words).toContain('With the permission of Ada Author on Facebook');
  expect(seen.form?.values).toMatchObject({
    ...{ 'tick-0': 'on', 'name-0': 'facebook-page-acme', 'title-0': 'Acme on Facebook' },
    ...{ 'tick-1': 'on', 'name-1': 'facebook-page-acme-careers' },
  });
  expect(seen.form?.values).not.toHaveProperty('name-2');
  expect(seen.words).toContain('The tasks there are ANALYZE, and posting takes CREATE_CONTENT.');
  await rig.send(seen);
  await rig.publish('facebook-page-acme', 'Kites');
  await rig.publish('facebook-page-acme-careers', 'Jobs');
  expect(live()).toEqual([
    [PAGE.id, 'Kites'],
    [OTHER.id, 'Jobs'],
  ]);
});

it("keeps each page's token sealed, and no end of it is told: the person's own ends after sixty days", async () => {
  await rig.send(await found());
  const [{ sealed = '' } = {}] = await targets.all(rig.database);
  expect(sealed).not.toContain('THAA');
  expect((await grants.forTarget(rig.database, 'facebook-page-acme'))?.endsAt).toBeNull();
  rig.clock.moveTo(rig.clock.now() + 200 * DAY);
  await rig.publish('facebook-page-acme', 'Still here');
  expect(live()).toEqual([[PAGE.id, 'Still here']]);
});

it('what was unticked is named, and nothing is kept', async () => {
  const seen = await found(ADA.id, { without: 'pages_manage_posts' });
  expect(seen.words).toContain('Facebook did not give: pages_manage_posts.');
  expect(await targets.all(rig.database)).toEqual([]);
});

it('tells somebody without a page that there is none', async () => {
  expect((await found(BEN.id)).words).toContain('tells of no page that you have a role on');
});

it('reads all pages where there are more than fit into an answer', async () => {
  facebook.options = { listed: 1 };
  const seen = await found();
  expect([PAGE, OTHER, WATCHED].every(({ name }) => seen.words.includes(name))).toBe(true);
});

it('posts nothing more once it is disconnected, though the page would take it', async () => {
  await rig.send(await found());
  await disconnect(rig.app, rig.person(), 'facebook-page-acme');
  expect((await failing(rig.publish('facebook-page-acme', 'Hello'))).reason).toBe('unauthorized');
  expect(live()).toEqual([]);
});

it('connected again after the password was changed, every page of that leave goes by the new one', async () => {
  await rig.send(await found());
  facebook.tokens.revoke(ADA.id);
  const error = await failing(rig.publish('facebook-page-acme-careers', 'Lost'));
  expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('190/458')]);
  expect((await reconnect('facebook-page-acme')).words).toContain('is connected');
  await rig.publish('facebook-page-acme', 'One');
  await rig.publish('facebook-page-acme-careers', 'Two');
  expect(live()).toHaveLength(2);
});

it('a list that is sent again with nothing ticked gives every page the new token too', async () => {
  await rig.send(await found());
  facebook.tokens.revoke(ADA.id);
  expect((await rig.send(await found())).words).toContain(
    '2 targets that were there go with the new permission',
  );
  await rig.publish('facebook-page-acme', 'One');
  await rig.publish('facebook-page-acme-careers', 'Two');
  expect(live()).toHaveLength(2);
});

it('whose right was taken away closes the account, and says who can give it back', async () => {
  await rig.send(await found());
  facebook.options = { people: [{ ...ADA, pages: { ...ADA.pages, [OTHER.id]: ['ANALYZE'] } }] };
  const error = await failing(rig.publish('facebook-page-acme-careers', 'Jobs'));
  expect([error.reason, error.closesAccount, error.message]).toEqual([
    ...['unauthorized', true, expect.stringContaining('(200)')],
  ]);
  expect(error.remedy).toContain('Page access');
  expect((await found()).words).toContain('posts to it wait. The tasks there are ANALYZE');
  await rig.publish('facebook-page-acme', 'Kites');
  expect(live()).toEqual([[PAGE.id, 'Kites']]);
});

it('that is not shown any more is named, and connecting it again is refused with the reason', async () => {
  await rig.send(await found());
  const { [OTHER.id]: _, ...pages } = ADA.pages;
  facebook.options = { people: [{ ...ADA, pages }] };
  expect((await found()).words).toContain('nothing of it is shown any more');
  expect((await reconnect('facebook-page-acme-careers')).words).toContain(
    'does not cover Acme Careers on Facebook',
  );
});
