/** Attack: somebody tries what they may not do, again and again, and nobody can see it afterwards. */
import { beforeEach, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { refusedAttempts } from '../../src/app/refused-attempts.ts';
import { Dispatcher } from '../../src/chat/dispatch.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { forbid, refuse } from '../../src/kit/finding.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Role } from '../../src/people/role.ts';
import * as audit from '../../src/store/audit.ts';
import { useEmbedded } from '../store/opened.ts';

const log = createLog('silent');
const opened = useEmbedded('refused');
let seen = 0;
const clock = new MovableClock();

beforeEach(async () => {
  seen = (await audit.head(opened.database)).sequence;
});

async function noted() {
  const entries = [];
  for await (const { sequence, entry } of audit.all(opened.database))
    if (sequence > seen) entries.push(JSON.parse(entry));
  return entries;
}

let event = 0;
function chat(why: () => Error, roles: Role[] = []) {
  const app = { database: opened.database, clock, log } as unknown as App;
  const dispatcher = new Dispatcher<App>({
    ...{ definitions: [], app, log, once: async () => true },
    who: async ({ user }) => ({
      ...{ id: Number(user.slice(1)), name: user, timeZone: 'UTC', roles, identities: { slack: user } },
    }),
    refused: refusedAttempts(app),
  });
  const press = async () => {
    throw why();
  };
  const button = { action: 'post.approve', allow: 'approver' as const, answer: 'private' as const, press };
  Object.assign(dispatcher, { buttons: new Map([['post.approve', button]]) });
  return (user: string) => {
    const identity = { chat: 'slack', user };
    return dispatcher.press('post.approve', '12.1.0', { identity, channel: 'C1', event: `e${event++}` });
  };
}

test('who lacks the role stands in the log with what they tried, and is told no more than before', async () => {
  const card = await chat(() => new Error('never'))('U1');
  expect(card?.heading).toBe('Not yours to do');
  expect(await noted()).toEqual([
    {
      ...{ kind: 'attempt.refused', at: expect.any(String), chat: 'slack' },
      person: { id: 1, name: 'U1' },
      details: { tried: 'post.approve', about: '12.1.0', reasons: ['permission'] },
    },
  ]);
});

test('so does who approves their own, or answers a link that is not theirs', async () => {
  await chat(() => forbid('approval.self', 'Approve', 'Yours.', 'Ask.'), ['approver'])('U2');
  await chat(() => forbid('link.not_yours', 'code', 'Two others.', 'Leave it.'), ['approver'])('U2');
  expect((await noted()).map(({ details }) => details.reasons)).toEqual([
    ['approval.self'],
    ['link.not_yours'],
  ]);
});

test('a refusal that nobody thought of when this was written does as well, by its own word', async () => {
  await chat(() => forbid('vault.closed', 'key', 'Not for you.', 'Ask.'), ['approver'])('U6');
  expect((await noted()).map(({ details }) => details.reasons)).toEqual([['vault.closed']]);
});

test('what was only filled in wrongly does not', async () => {
  await chat(() => refuse('freeze.reason.empty', 'reason', 'None.', 'Say why.'), ['approver'])('U3');
  expect(await noted()).toEqual([]);
});

test('one person fills the log with so many and no more; others are noted all the same', async () => {
  const press = chat(() => new Error('never'));
  for (let time = 0; time < 50; time += 1) await press('U4');
  expect(await noted()).toHaveLength(20);
  await press('U5');
  expect((await noted()).at(-1)?.person.id).toBe(5);
  clock.moveTo(clock.now() + 3_600_000);
  await press('U4');
  expect((await noted()).at(-1)?.person.id).toBe(4);
});
