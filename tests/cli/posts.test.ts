/** `bellwether posts` on an embedded database that no bot uses at the moment. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import * as audit from '../../src/store/audit.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { here, spawned } from './shell.ts';

const TEAM = `
name: Acme
time_zone: Europe/Copenhagen
channels: { review: { slack: C0SOCIAL } }
people:
  - { name: Ada Author, slack: U0ADA, roles: [author] }
  - { name: Ben Approver, slack: U0BEN, roles: [approver] }
targets:
  web: { network: webhook, url: "http://127.0.0.1:9/", secret: "a secret that is long enough to be taken" }
`;
const HEADINGS = 'text,to,at\n';

let folder = '';
let environment: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-posts-'));
  environment = { DATA_DIR: join(folder, 'data'), TEAM_FILE: join(folder, 'team.yaml') };
  await prepareEmbedded(join(folder, 'data'));
  await writeFile(join(folder, 'team.yaml'), TEAM);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(words: string): Promise<string> {
  const path = join(folder, 'plan.csv');
  await writeFile(path, words);
  return path;
}

const load = async (words: string, ...more: string[]) =>
  here(['posts', 'import', await file(words), '--as', 'ada author', ...more], environment);

/** Yet to come, and no further away than posts may be. */
const YEAR = new Date().getUTCFullYear() + 2;

describe('bellwether posts import', () => {
  test('says first what it would do, then does it once, and says what it did', async () => {
    const words = `${HEADINGS}"One, two",web,${YEAR}-12-01 09:00\nThree,web,\n`;
    const checked = await load(words, '--check');
    expect(checked).toEqual({
      code: 0,
      output:
        'row 2: can be sent for review.\nrow 3: can be sent for review.\n2 posts can be imported. Nothing was changed.\n',
      errors: '',
    });
    expect(await load(words)).toEqual({
      code: 0,
      output: 'row 2: post 1 is in review.\nrow 3: post 2 is in review.\n2 posts were sent for review.\n',
      errors: '',
    });
    expect((await load(words)).output).toBe(
      'row 2: is there already as post 1; nothing was changed.\nrow 3: is there already as post 2; nothing was changed.\n0 posts were sent for review.\n',
    );
    const { database, close } = await openDatabase({
      dataDir: join(folder, 'data'),
      log: createLog('silent'),
    });
    const entries = [];
    for await (const { entry } of audit.all(database)) entries.push(JSON.parse(entry));
    await close();
    const submitted = { kind: 'post.submitted', chat: 'command line', person: { name: 'Ada Author' } };
    expect(entries).toMatchObject([submitted, submitted]);
  });

  test('tells each fault by its row, and exits with 1', async () => {
    const { code, output, errors } = await load(`${HEADINGS}Hi,nowhere,\n,web,31.12.\n`);
    expect([code, output]).toEqual([1, '']);
    expect(errors.trim().split('\n')).toEqual([
      'row 2, to: "nowhere" is neither a target nor a group. There are: all, web.',
      expect.stringMatching(/^row 3, at: /),
      'row 3, text: The post has neither a text nor a picture. Write a text, or add a picture.',
    ]);
  });

  test.each([
    ['Nobody', 'Nobody is known as "Nobody". Give a name from the team file (Ada Author, Ben Approver)'],
    ['slack:U0ADA', 'Nobody is known as "slack:U0ADA".'],
    ['Ben Approver', 'Ben Approver does not have the role author.'],
  ])('refuses posts in the name of %s', async (name, told) => {
    const path = await file(`${HEADINGS}Hi,web,\n`);
    const { code, errors } = await here(['posts', 'import', path, '--as', name], environment);
    expect(code).toBe(1);
    expect(errors).toContain(`--as: ${told}`);
  });

  test('without --as takes the only one who may write, and asks where there are several or none', async () => {
    const path = await file(`${HEADINGS}Whose,web,${YEAR}-12-01 10:00\n`);
    const checked = await here(['posts', 'import', path, '--check'], environment);
    expect(checked).toMatchObject({ code: 0, output: expect.stringContaining('1 post can be imported') });
    const asked = async (team: string) => {
      const TEAM_FILE = join(folder, 'other-team.yaml');
      await writeFile(TEAM_FILE, team);
      return here(['posts', 'import', path, '--check'], { ...environment, TEAM_FILE });
    };
    const several = await asked(TEAM.replace('[approver]', '[author]'));
    const whose = '--as: It does not say whose posts they are.';
    expect(several).toMatchObject({
      code: 1,
      errors: `${whose} Name one of them: Ada Author, Ben Approver.\n`,
    });
    expect((await asked(TEAM.replace('[author]', '[approver]'))).errors).toContain(
      `${whose} Name their author`,
    );
  });

  test('says what is wrong with the file itself', async () => {
    const { code, errors } = await here(
      ['posts', 'import', '/nowhere.csv', '--as', 'Ada Author'],
      environment,
    );
    expect(code).toBe(1);
    expect(errors).toMatch(/^file: It cannot be read: ENOENT.*\/nowhere.csv'\. Check its name\.\n$/);
    expect((await load('text;tags\na;b\n')).errors).toContain('file: No column is called "tags".');
  });

  test('reads the posts from a pipe too', async () => {
    // Nothing is written to it here.
    const { code, errors } = await spawned(['posts', 'import', '-', '--as', 'Ada Author'], environment);
    expect([code, errors.split('\n')[0]]).toEqual([
      1,
      expect.stringContaining('The column "text" is missing.'),
    ]);
  });
});

describe('bellwether posts export', () => {
  test('prints a spreadsheet that opens in any program, and a calendar', async () => {
    const sheet = await here(['posts', 'export'], environment);
    expect(sheet.code).toBe(0);
    expect(sheet.output).toMatch(
      new RegExp(
        `^"id","state","text","to","at",.*\\r\\n"1","in review","One, two","web","${YEAR}-12-01 09:00:00 \\+01:00"`,
      ),
    );
    const calendar = await here(['posts', 'export', '--format', 'ical'], environment);
    expect(calendar.output).toMatch(
      new RegExp(`^BEGIN:VCALENDAR\\r\\n.*DTSTART:${YEAR}1201T080000Z\\r\\n.*END:VCALENDAR`, 's'),
    );
  });
});

test.each([
  [['posts']],
  [['posts', 'import', '--as', 'Ada']],
  [['posts', 'import', 'plan.csv', 'more.csv', '--as', 'Ada']],
  [['posts', 'export', 'plan.csv']],
  [['posts', 'export', '--format', 'xlsx']],
  [['posts', 'export', '--check']],
])('how it is used is told when the words are wrong: %j', async (args) => {
  const { code, errors } = await here(args, environment);
  expect([code, errors]).toEqual([2, expect.stringContaining('Usage: bellwether posts import FILE.csv')]);
});

test('a format that is not known is told with those that are', async () => {
  const { errors } = await here(['posts', 'export', '--format', 'xlsx'], environment);
  expect(errors).toContain('--format "xlsx" is not known. There are: csv, ical.');
});
