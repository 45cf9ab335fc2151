import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigurationFault } from '../../config/fault.ts';
import type { App } from '../../src/app/app.ts';
import { faultyTeamCard, tellOfFaultyTeam } from '../../src/app/team-file.ts';
import { plainText } from '../../src/chat/card.ts';
import { createLog } from '../../src/kit/log.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as outbox from '../../src/store/outbox.ts';
import { prepareEmbedded } from '../store/embedded.ts';

const log = createLog('silent');
let opened: OpenDatabase;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-team-file-'));
  await prepareEmbedded(folder);
  opened = await openDatabase({ dataDir: folder, log });
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the faults of a changed team file are told once in each review channel, by line; other faults anew', async () => {
  const { database } = opened;
  const team = { channels: { review: { slack: 'C1', discord: '2' } } };
  const app = { database, log, team, queue: { add: async () => {} } } as unknown as App;
  const faults = (count: number) =>
    new ConfigurationFault(
      'team.yaml',
      Array.from({ length: count }, (_, index) => ({
        ...{ id: 'x', level: 'error' as const, field: `targets.t${index}`, line: index + 1 },
        ...{ message: 'It is wrong.', remedy: 'Mend it.' },
      })),
    );
  await tellOfFaultyTeam(app, faults(1));
  await tellOfFaultyTeam(app, faults(1));
  expect(await outbox.messagesOf(database, 'team-file:changed')).toHaveLength(2);
  await tellOfFaultyTeam(app, faults(12));
  const told = await outbox.messagesOf(database, 'team-file:changed');
  expect(told.map(({ channel }) => channel).sort()).toEqual(['2', '2', 'C1', 'C1']);
  const shown = plainText(faultyTeamCard(told.at(-1)?.payload ?? {}));
  expect(shown).toContain('line 1, targets.t0: It is wrong. Mend it.');
  expect(shown).toContain('2 more stand in the log.');
});
