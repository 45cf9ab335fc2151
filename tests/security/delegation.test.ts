/** Attack: somebody was named by `/away` of an approver, then lost every role, and still decides in their place. */
import { beforeEach, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { goAway } from '../../src/app/people/being-away.ts';
import { absentFor, awayNow } from '../../src/app/people/delegates.ts';
import { endDelegationsOfLeavers } from '../../src/app/people/ending-delegations.ts';
import { recognise } from '../../src/app/people/recognition.ts';
import { ChatError, type Member } from '../../src/chat/chat.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { approvalOf } from '../../src/posts/approval.ts';
import { mandateFor, type Wish } from '../../src/posts/mandate.ts';
import * as audit from '../../src/store/audit.ts';
import { empty } from '../store/empty.ts';
import { useEmbedded } from '../store/opened.ts';

const DAY = 86_400_000;
const log = createLog('silent');
const opened = useEmbedded('delegation');
let clock: MovableClock;
/** What Slack tells of people now. */
const slack = new Map<string, Member | ChatError>();

beforeEach(async () => {
  await empty(opened.database, 'absences', 'alarms');
  clock = new MovableClock();
  slack.set('LENA', { name: 'Lena', groups: ['approvers'] });
  slack.set('DAN', { name: 'Dan', groups: ['authors'] });
});

const nobody = { roles: [], names: [] };
const policy = { selfApproval: false, steps: [], veto: nobody, emergency: nobody };

function app(approval: object = {}): App {
  const member = async (user: string) => {
    const told = slack.get(user) ?? new ChatError('gone', 'nobody');
    if (told instanceof ChatError) throw told;
    return told;
  };
  const roles = { approver: { slack: ['approvers'] }, author: { slack: ['authors'] } };
  const rules = { ...policy, ...approval };
  return {
    ...{ database: opened.database, log, clock },
    team: { people: [], roles, timeZone: 'Europe/Copenhagen', approval: rules },
    messengers: new Map([['slack', { member }]]),
    subjects: { merge: async () => {} },
    queue: { add: async () => {} },
  } as unknown as App;
}

const who = (name: string) => recognise(app(), { chat: 'slack', user: name });

async function lenaIsAway(until: string, rules = {}): Promise<void> {
  const actor = { person: await who('LENA'), chat: 'slack' };
  await goAway(app(rules), actor, { until, to: 'DAN' });
}

/** Whether Dan may do this in Lena's place now, on a post of somebody else's. */
async function ruling(wish: Wish, rules = {}) {
  const dan = await who('DAN');
  const review = { policy: { ...policy, ...rules }, approval: approvalOf(policy, ['web'], []) };
  return mandateFor({ ...review, authorId: 0, editorId: 0 }, wish, dan, await absentFor(app(), dan));
}

test('who has lost every role decides in nobody’s place, and is told', async () => {
  await lenaIsAway('in 3 days');
  expect((await ruling('approve')).mandate).toMatchObject({ place: { name: 'Lena' } });
  slack.set('DAN', { name: 'Dan', groups: [] });
  for (const wish of ['approve', 'reject', 'request_changes'] as const)
    expect((await ruling(wish)).against, wish).toMatchObject({ id: 'approval.delegate' });
});

test('the policy says what a delegate must hold, at the press', async () => {
  await lenaIsAway('in 3 days');
  const rules = { delegates: { roles: ['approver' as const], names: [] } };
  expect((await ruling('approve', rules)).against).toMatchObject({ id: 'approval.delegate' });
  slack.set('DAN', { name: 'Dan', groups: ['approvers'] });
  // For himself now: who is in a step decides for himself.
  expect((await ruling('approve', rules)).mandate).toMatchObject({ kind: 'step' });
});

test('nobody stands in for longer than the team file allows, also by what was said before', async () => {
  await expect(lenaIsAway('in 61 days')).rejects.toMatchObject({
    findings: [{ id: 'away.until.too_long', field: 'until', message: expect.stringContaining('60 days') }],
  });
  await lenaIsAway('in 90 days', { longestDelegation: 366 * DAY });
  clock.moveTo(clock.now() + 61 * DAY);
  expect(await absentFor(app(), await who('DAN'))).toEqual([]);
  expect(await awayNow(app())).toMatchObject([{ person: { name: 'Lena' } }]);
  expect((await awayNow(app()))[0]?.delegate).toBeUndefined();
});

test.each([
  ['the delegate has no role any more', 'DAN', { name: 'Dan', groups: [] }, 'people.delegate.left'],
  ['the delegate has left the chat', 'DAN', new ChatError('gone', 'left'), 'people.delegate.left'],
  ['who is away has left', 'LENA', { name: 'Lena', groups: [], hasLeft: true }, 'people.away.left'],
])('it ends by itself when %s, and the audit log says so', async (_how, user, told, kind) => {
  await lenaIsAway('in 3 days');
  await endDelegationsOfLeavers(app());
  expect((await awayNow(app()))[0]?.delegate).toMatchObject({ name: 'Dan' });
  slack.set(user, told);
  await endDelegationsOfLeavers(app());
  expect((await awayNow(app()))[0]?.delegate).toBeUndefined();
  const kinds: string[] = [];
  for await (const row of audit.all(opened.database)) kinds.push(JSON.parse(row.entry).kind);
  expect(kinds.at(-1)).toBe(kind);
});

test('a chat that is down ends nothing', async () => {
  await lenaIsAway('in 3 days');
  slack.set('DAN', new ChatError('unreachable', 'down'));
  await endDelegationsOfLeavers(app());
  expect((await awayNow(app()))[0]?.delegate).toMatchObject({ name: 'Dan' });
});

test('whose accounts are all closed holds no right, also where the team file lists them', async () => {
  slack.set('LENA', { name: 'Lena', groups: ['approvers'], hasLeft: true });
  const listing = app();
  listing.team.people.push({ name: 'Lena', identities: { slack: 'LENA' }, roles: ['admin'] });
  const lena = await recognise(listing, { chat: 'slack', user: 'LENA' });
  expect(lena).toMatchObject({ roles: [] });
  expect(lena.listedAs).toBeUndefined();
});
