/** A post that no rule finds anything wrong with, and changes to it. */
import type { Content } from '../../../src/posts/content.ts';
import type { Candidate } from '../../../src/posts/preflight/rule.ts';

export const NOW = Date.parse('2026-11-22T12:00:00Z');

interface Change extends Partial<Omit<Candidate, 'content' | 'target' | 'team'>> {
  content?: Partial<Content>;
  target?: Partial<Candidate['target']>;
  team?: Partial<Candidate['team']>;
}

export function candidate({ content, target, team, ...change }: Change = {}): Candidate {
  const text = change.text ?? content?.text ?? 'The door is open';
  return {
    target: { name: 'web', title: 'Acme on the web', network: 'webhook', tags: [], ...target },
    at: NOW,
    team: {
      timeZone: 'Europe/Copenhagen',
      campaigns: {},
      words: { banned: [], required: [] },
      preflight: { similarity: 0.8 },
      ...team,
    },
    earlier: [],
    quotas: [],
    others: [],
    links: new Map(),
    ...change,
    text,
    content: { text, variants: {}, targets: ['web'], media: [], at: null, campaign: null, ...content },
  };
}

export const campaign = { title: 'Spring sale', sponsored: false, disclosure: [], tags: [] };
