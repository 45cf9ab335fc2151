/** What the doctor says of the operator's apps, asked of a local LinkedIn. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkApps } from '../../src/cli/verbs/doctor/apps.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import { APP, startLinkedIn } from '../networks/servers/linkedin.ts';

let far: Awaited<ReturnType<typeof startLinkedIn>>;
let networks: Awaited<ReturnType<typeof loadNetworks>>;
beforeAll(async () => {
  far = await startLinkedIn();
  networks = await loadNetworks();
});
afterAll(() => far.stop());

function check(more: object) {
  const at = { api_url: far.linkedin.url, auth_url: far.linkedin.url };
  const given = { client_id: APP.id, client_secret: APP.secret, ...at, ...more };
  const linkedin = networks.get('linkedin')?.discovery?.app.parse(given);
  return checkApps({ team: { targets: {}, apps: { linkedin } }, networks } as never);
}

test('an id and a secret that the network takes are right, others are wrong with what to do', async () => {
  expect((await check({}))[0]).toMatchObject({
    state: 'right',
    what: expect.stringContaining('takes its id'),
  });
  expect((await check({ client_secret: 'other' }))[0]).toMatchObject({
    ...{ state: 'wrong', what: expect.stringContaining('invalid_client') },
    remedy: expect.stringContaining('id and secret'),
  });
});

test('a network that does not answer is no right app', async () => {
  far.linkedin.faults.next('accessToken', { loseAnswer: 'before' });
  expect((await check({}))[0]).toMatchObject({ state: 'wrong' });
});

test('a version is told of from 90 days before its end', async () => {
  const now = vi.spyOn(systemClock, 'now');
  const versionAt = async (day: string) => {
    now.mockReturnValue(Date.parse(`${day}T00:00:00Z`));
    return (await check({ version: '202604' }))[1];
  };
  expect(await versionAt('2027-01-14')).toMatchObject({ state: 'right' });
  expect(await versionAt('2027-01-16')).toMatchObject({
    ...{ state: 'wrong', what: 'LinkedIn: version 202604 ends on 2027-04-15.' },
    remedy: 'Set `version` to a newer one under apps.linkedin.',
  });
  expect(await versionAt('2027-04-16')).toMatchObject({ what: expect.stringContaining('has ended') });
  now.mockRestore();
});
