import { expect, test } from 'vitest';
import { network as facebook } from '../../src/networks/facebook-page/index.ts';
import { network as instagram } from '../../src/networks/instagram/index.ts';
import { network as linkedin } from '../../src/networks/linkedin/index.ts';
import { network as telegram } from '../../src/networks/telegram/index.ts';
import { versionsInUse } from '../../src/networks/versions.ts';

const NETWORKS = new Map([linkedin, telegram, facebook, instagram].map((one) => [one.name, one as never]));

test('each version stands once, with where it is set; what was connected goes by its app', () => {
  const account = (version: string) => linkedin.account.parse({ access_token: 'a', version });
  const app = linkedin.discovery?.app.parse({ client_id: 'a', client_secret: 'b', version: '202604' });
  const inUse = versionsInUse(
    {
      targets: {
        one: { network: 'linkedin', account: account('202604') },
        two: { network: 'linkedin', account: account('202609') },
        joined: { network: 'linkedin', account: account('202604'), connected: {} },
        other: { network: 'telegram', account: {} },
        gone: { network: 'gone', account: {} },
      },
      apps: { linkedin: app },
    },
    (name) => NETWORKS.get(name),
  );
  expect(inUse.map(({ version, places }) => [version.name, places])).toEqual([
    ['202604', ['apps.linkedin', 'targets.one']],
    ['202609', ['targets.two']],
  ]);
  // As LinkedIn has announced it.
  expect(new Date(inUse[0]?.version.endsAt ?? 0).toISOString().slice(0, 10)).toBe('2027-04-15');
});

test("the versions of Meta's API have the ends that Meta announced, and those without one are told of without a date", () => {
  const own = { client_id: 'a', client_secret: 'b' };
  const inUse = versionsInUse(
    {
      targets: {
        photos: { network: 'instagram', account: instagram.account.parse({ ...own, version: 'v25.0' }) },
        page: { network: 'facebook-page', account: facebook.account.parse({ ...own, page: '1' }) },
      },
      apps: { 'facebook-page': facebook.discovery?.app.parse({ ...own, version: 'v23.0' }) },
    },
    (name) => NETWORKS.get(name),
  );
  const told = inUse.map(({ network, version, places }) => [
    ...[network.name, version.name, places],
    version.endsAt && new Date(version.endsAt).toISOString().slice(0, 10),
  ]);
  expect(told).toEqual([
    ['facebook-page', 'v23.0', ['apps.facebook-page'], '2027-10-08'],
    ['instagram', 'v25.0', ['targets.photos'], '2028-07-29'],
    ['facebook-page', 'v27.0', ['targets.page'], undefined],
  ]);
  expect(inUse.every(({ version }) => version.isLifted)).toBe(true);
});
