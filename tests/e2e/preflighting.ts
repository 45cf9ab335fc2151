/** The tests' team with rules that its posts are checked against. */
import type { AuditEntry } from '../../src/audit/entry.ts';
import * as audit from '../../src/store/audit.ts';
import { TEAM } from './town.ts';
import type { World } from './world.ts';

/** The web is brand A's account, #news in Slack brand B's. */
export const CHECKED = `${TEAM.replace('web: { network', 'web: { tags: [brand-a], network').replace(
  'slack-news: { network',
  'slack-news: { tags: [brand-b], network',
)}
campaigns:
  spring: { title: Spring sale, tags: [brand-a] }
  shoes: { sponsored: true, disclosure: ["#ad", Anzeige] }
words:
  banned: [guaranteed profit]
  required: [{ words: [Acme], targets: [discord-news], level: warning }]
`;

/** Entries of one kind in the audit log, in their order. */
export async function entriesOf(world: World, kind: AuditEntry['kind']): Promise<AuditEntry[]> {
  const found: AuditEntry[] = [];
  for await (const { entry } of audit.all(world.app().database)) found.push(JSON.parse(entry) as AuditEntry);
  return found.filter((entry) => entry.kind === kind);
}

export const texts = (world: World) => world.web.live().map(({ text }) => text);
export const MINUTE = 60_000;
