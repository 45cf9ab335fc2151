/** All rules, in the order in which people read what they find. */
import type { Finding } from '../../kit/finding.ts';
import { bannedWords } from './banned-words.ts';
import { chatMarkup } from './chat-markup.ts';
import { disclosure } from './disclosure.ts';
import { duplicates } from './duplicates.ts';
import { hiddenCharacters } from './hidden-characters.ts';
import { knownCampaign } from './known-campaign.ts';
import { requiredWords } from './required-words.ts';
import { rightAccount } from './right-account.ts';
import type { Candidate, Rule } from './rule.ts';
import { withinCap } from './within-cap.ts';
import { withinQuota } from './within-quota.ts';
import { workingLinks } from './working-links.ts';

const RULES: Rule[] = [
  bannedWords,
  chatMarkup,
  hiddenCharacters,
  requiredWords,
  knownCampaign,
  disclosure,
  rightAccount,
  workingLinks,
  duplicates,
  withinQuota,
  withinCap,
];

export function findingsOf(candidate: Candidate): Finding[] {
  return RULES.flatMap((rule) => rule(candidate));
}
