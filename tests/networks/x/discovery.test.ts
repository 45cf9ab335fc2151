import { afterEach, beforeEach, expect, it } from 'vitest';
import { discovery } from '../../../src/networks/x/discovery.ts';
import { network } from '../../../src/networks/x/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, outside, textOf } from '../servers/outside.ts';
import { ACME, APP, SCOPES, startX } from '../servers/x.ts';

let far: Awaited<ReturnType<typeof startX>>;

beforeEach(async () => {
  far = await startX();
});
afterEach(() => far.stop());

function settings(more = {}) {
  const given = { client_id: APP.id, client_secret: APP.secret, api_url: far.x.url, auth_url: far.x.url };
  return discovery.app.parse({ ...given, ...more });
}

const leave = (token: string) => ({ ...outside(), grant: { token: async () => token } });

it('a leave posts to the account that gave it, under the cap that the app has', async () => {
  const app = settings({ monthly_cap: 5 });
  const token = far.x.issueToken(ACME.id, SCOPES);
  const { granter, places } = await discovery.discover(app, leave(token));
  expect(granter).toEqual({ id: ACME.id, name: '@acme' });
  expect(places).toEqual([{ id: ACME.id, kind: 'account', name: '@acme', account: {} }]);
  const account = network.account.parse(discovery.account(app, places[0]?.account ?? {}));
  const connection = network.connect(account, leave(token));
  await connection.publish(textOf('Hello'), intentAt(), async () => {});
  expect(far.live()).toEqual([{ text: 'Hello', images: [] }]);
  expect(connection.costs?.most).toBe(5_000);
});

it('the same is asked for as of a target in the team file', () => {
  const { access_token: _, ...account } = far.account;
  const given = { ...account, client_id: APP.id, client_secret: APP.secret, auth_url: far.x.url };
  expect(discovery.consent(settings())).toEqual(network.consent?.(network.account.parse(given)));
});

it('a leave that is over shows nothing', async () => {
  far.x.revoke(ACME.id);
  const token = far.x.issueToken(ACME.id, SCOPES, 0);
  expect((await failureOf(discovery.discover(settings(), leave(token)))).reason).toBe('unauthorized');
});
