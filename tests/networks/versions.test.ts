import { expect, test } from 'vitest';
import { network as linkedin } from '../../src/networks/linkedin/index.ts';
import { network as telegram } from '../../src/networks/telegram/index.ts';
import { versionsInUse } from '../../src/networks/versions.ts';

const NETWORKS = new Map([linkedin, telegram].map((one) => [one.name, one as never]));

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
