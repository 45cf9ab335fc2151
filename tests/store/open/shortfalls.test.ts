import { expect, test } from 'vitest';
import { shortfalls } from '../../../src/store/open/shortfalls.ts';

const SOUND = {
  ...{ isStandby: false, isReadOnly: false, hasPublic: true, owners: [], closed: [] },
  ...{ encoding: 'UTF8', database: 'Bell', person: 'bell', schemas: true, tables: true },
};

test.each([
  ['nothing', {}, []],
  [
    'a standby',
    { isStandby: true, isReadOnly: true },
    [['it is a standby, which cannot be written to', /main server/]],
  ],
  [
    'no writes',
    { isReadOnly: true },
    [[/default_transaction_read_only is on/, /ALTER DATABASE "Bell" RESET default_transaction_read_only;/]],
  ],
  [
    'no schema for the tables',
    { hasPublic: false },
    [[/no schema "public"/, /CREATE SCHEMA public AUTHORIZATION bell;/]],
  ],
  ["another's tables", { owners: ['admin'] }, [[/belong to admin/, /the user admin, or/]]],
])('%s is told with its remedy', async (_name, found, told) => {
  const query = async () => ({ rows: [{ ...SOUND, ...found }] });
  expect(await shortfalls(query)).toEqual(
    told.map(([reason, remedy]) => ({
      reason: expect.stringMatching(reason as string | RegExp),
      remedy: expect.stringMatching(remedy as string | RegExp),
    })),
  );
});
