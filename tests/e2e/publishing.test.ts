import { describe, expect, it } from 'vitest';
import { verify } from '../../src/audit/chain.ts';
import type { AuditEntry } from '../../src/audit/entry.ts';
import * as audit from '../../src/store/audit.ts';
import { card, draft } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, cara } = await openStage();

describe('a post', () => {
  it('is drafted in Slack, approved in Discord and goes out to every target; the cards and the audit log say so', async () => {
    const post = await draft(ada, { text: 'Our shop opens at nine', to: 'all' });
    const asked = await card(
      cara,
      post,
      'in review',
      'Our shop opens at nine',
      'Acme on the web',
      'Slack #news',
    );
    expect(world.web.live()).toEqual([]);
    await cara.press(asked, 'post.approve');
    for (const seat of [ada, cara]) await card(seat, post, 'published', 'It is out, everywhere.', 'open it');
    expect(world.web.live().map(({ text }) => text)).toEqual(['Our shop opens at nine']);
    await ada.sees('Our shop opens at nine', { channel: 'news' });
    await cara.sees('Our shop opens at nine', { channel: 'news' });
    await expectLogged();
  });
});

/** Who did what from where, on which content, and what the networks answered. */
async function expectLogged(): Promise<void> {
  const { database } = world.app();
  const log: AuditEntry[] = [];
  for await (const row of audit.all(database)) log.push(JSON.parse(row.entry));
  const [submitted, approved, ...sent] = log;
  const content = submitted?.content;
  expect(submitted).toMatchObject({
    kind: 'post.submitted',
    person: { name: 'Ada Author' },
    chat: 'slack',
    post: 1,
  });
  expect(approved).toMatchObject({
    kind: 'post.approve',
    person: { name: 'cara' },
    chat: 'discord',
    content,
  });
  expect(sent.map(({ kind, target }) => `${kind} ${target}`).sort()).toEqual([
    'delivery.sent discord-news',
    'delivery.sent slack-news',
    'delivery.sent web',
  ]);
  for (const { content: out, details } of sent)
    expect({ out, details }).toMatchObject({
      out: content,
      details: { published: { url: expect.any(String) } },
    });
  const end = await audit.head(database);
  expect((await verify(audit.all(database, end.sequence), end)).faults).toEqual([]);
}
