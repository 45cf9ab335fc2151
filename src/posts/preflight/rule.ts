/**
 * A rule looks at a post as one target gets it, and at what its caller knows, and tells what it finds. Rules are pure:
 * the same at the draft, at the approval and before the post goes out. Each is a file in `rules/`; docs/preflight.md lists
 * what they tell.
 */
import type { Finding } from '../../kit/finding.ts';
import type { Campaigns } from '../campaign.ts';
import type { Content } from '../content.ts';
import type { EarlierPost } from '../likeness.ts';
import type { LinkState } from '../links.ts';
import type { Outgoing, Quota } from '../quota.ts';
import type { Spending } from '../spending.ts';

export interface PreflightRule {
  /** As its file is called. */
  name: string;
  topic: Topic;
  find(candidate: Candidate): Finding[];
}

/** What rules are about, in the order in which people read what they find. */
export const TOPICS = ['wording', 'belonging', 'links', 'repetition', 'volume'] as const;
export type Topic = (typeof TOPICS)[number];

export interface Candidate {
  content: Content;
  /** One of the post's targets. */
  target: TargetFacts;
  /** As it goes out there. */
  text: string;
  /** Epoch ms: when. */
  at: number;
  team: TeamRules;
  /** What went out to this target, or is to, and may say the same. */
  earlier: EarlierPost[];
  /** How much this target takes, and what else goes there around that time. */
  quotas: Quota[];
  others: Outgoing[];
  /** What it costs, where that has a cap. */
  spending?: Spending | undefined;
  /** By address; those that were not asked are absent. */
  links: ReadonlyMap<string, LinkState>;
}

export interface TargetFacts {
  name: string;
  /** "Acme on Bluesky". */
  title: string;
  /** The network's name: ids of what is about the network begin with it. */
  network: string;
  /** Whose it is: a brand, a country. */
  tags: string[];
}

/** From the team file. */
export interface TeamRules {
  /** In it times are written. */
  timeZone: string;
  campaigns: Campaigns;
  words: { banned: string[]; required: RequiredWords[] };
  /** `similarity`: how alike a text is told to be nearly the same, 0 to 1. */
  preflight: { similarity: number };
}

export interface RequiredWords {
  /** One of them does. */
  words: string[];
  /** Names of targets; empty: all of them. */
  targets: string[];
  level: Finding['level'];
  /** The rule names these, which are not there: its targets are those that may be meant. */
  absent?: string[];
}

/** This target gets a text of its own. */
export function isOwnText({ content, text }: Candidate): boolean {
  return text !== content.text;
}
