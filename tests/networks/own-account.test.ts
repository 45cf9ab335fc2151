/** Networks where a leave is for the account that gave it: asked of each one's local server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkApps } from '../../src/cli/verbs/doctor/apps.ts';
import type { Discovery } from '../../src/networks/discovery.ts';
import { discovery as instagramDiscovery } from '../../src/networks/instagram/discovery.ts';
import { network as instagram } from '../../src/networks/instagram/index.ts';
import type { Network } from '../../src/networks/network.ts';
import { network as pinterest } from '../../src/networks/pinterest/index.ts';
import { network as reddit } from '../../src/networks/reddit/index.ts';
import { network as threads } from '../../src/networks/threads/index.ts';
import { failureOf } from '../contract/networks.calls.ts';
import * as ofInstagram from './servers/instagram.ts';
import { outside } from './servers/outside.ts';
import * as ofPinterest from './servers/pinterest.ts';
import * as ofReddit from './servers/reddit.ts';
import * as ofThreads from './servers/threads.ts';

interface Far {
  url: string;
  app: { id: string; secret: string };
  /** What the app needs besides. */
  more?: object;
  owner: { id: string; name: string; handle: string };
  tokenFor(scopes: string[]): string;
  stop(): Promise<void>;
}

async function startPinterest(): Promise<Far> {
  const { pinterest: far, stop } = await ofPinterest.startPinterest();
  const [user, { APP: app }] = [ofPinterest.ADA, ofPinterest];
  return {
    ...{ url: far.url, app, stop, owner: { id: user, name: 'acme', handle: 'acme' } },
    tokenFor: (scopes) => far.issueToken({ user, app: app.id, scopes }),
  };
}

async function startReddit(): Promise<Far> {
  const { reddit: far, stop } = await ofReddit.startReddit();
  return {
    ...{ url: far.url, app: ofReddit.APP, stop, more: { user_agent: ofReddit.USER_AGENT } },
    owner: { id: ofReddit.ACME, name: 'acme', handle: 'u/acme' },
    tokenFor: (scopes) => far.issueToken(ofReddit.ACME, scopes),
  };
}

async function startThreads(): Promise<Far> {
  const { threads: far, stop } = await ofThreads.startThreads();
  const { id } = ofThreads.USER;
  return {
    ...{ url: far.url, app: ofThreads.APP, stop, owner: { id, name: '@acme', handle: '@acme' } },
    tokenFor: (scopes) => far.tokens.issue(id, scopes),
  };
}

async function startInstagram(): Promise<Far> {
  const { instagram: far, stop } = await ofInstagram.startInstagram();
  const { id } = ofInstagram.USER;
  return {
    ...{ url: far.url, app: ofInstagram.APP, stop, more: { login_url: far.url } },
    owner: { id, name: '@acme', handle: '@acme' },
    tokenFor: (scopes) => far.tokens.issue(id, scopes),
  };
}

const ALL: [Network, () => Promise<Far>][] = [
  [pinterest as Network, startPinterest],
  [reddit as Network, startReddit],
  [threads as Network, startThreads],
  [instagram as Network, startInstagram],
];

let far: Far;
afterEach(() => far.stop());

const leave = (token: string) => ({ ...outside(), grant: { token: async () => token } });

function settingsOf({ discovery }: { discovery?: Discovery | undefined }, changes = {}): unknown {
  const { url, app, more } = far;
  const given = { client_id: app.id, client_secret: app.secret, api_url: url, auth_url: url, ...more };
  return discovery?.app.parse({ ...given, ...changes });
}

describe.each(ALL.map(([network, start]) => ({ title: network.title, network, start })))(
  'a leave on $title',
  ({ network, start }) => {
    const discovery = network.discovery as Discovery;
    beforeEach(async () => {
      far = await start();
    });

    it('is for the account that gave it, which is a target as it stands', async () => {
      const settings = settingsOf(network);
      const token = far.tokenFor(discovery.consent(settings).scopes.map(({ name }) => name));
      const { id, name, handle } = far.owner;
      const { granter, places } = await discovery.discover(settings, leave(token));
      expect(granter).toEqual({ id, name });
      expect(places).toEqual([{ id, kind: 'account', name, account: {} }]);
      const account = network.account.parse(discovery.account(settings, {}));
      expect(await network.connect(account, leave(token)).identify()).toMatchObject({ handle });
    });

    it('is asked for as for a target of the team file', () => {
      const settings = settingsOf(network);
      const account = network.account.parse(discovery.account(settings, {}));
      expect(discovery.consent(settings)).toEqual(network.consent?.(account));
    });

    it('that is over, or that does not tell whose it is, shows nothing', async () => {
      const settings = settingsOf(network);
      for (const token of ['over', far.tokenFor([])])
        expect((await failureOf(discovery.discover(settings, leave(token)))).reason).toBe('unauthorized');
    });

    it('comes by an app whose id and secret the doctor looks at', async () => {
      const checked = async (changes: object) => {
        const apps = { [network.name]: settingsOf(network, changes) };
        const networks = new Map([[network.name, network]]);
        return (await checkApps({ team: { targets: {}, apps }, networks } as never))[0];
      };
      expect(await checked({})).toMatchObject({ state: 'right' });
      expect(await checked({ client_secret: 'other' })).toMatchObject({ state: 'wrong' });
    });
  },
);

it('an account whose leave lacks the right to post is shown with the reason', async () => {
  far = await startInstagram();
  const token = far.tokenFor(['instagram_business_basic']);
  const settings = instagramDiscovery.app.parse(settingsOf({ discovery: instagram.discovery }));
  const { places } = await instagramDiscovery.discover(settings, leave(token));
  expect(places).toMatchObject([{ name: '@acme', obstacle: expect.stringContaining('ticked') }]);
});
