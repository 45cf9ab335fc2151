/** The team's campaigns. Where the team file lists none, any word is taken. */
import { fold } from './wording.ts';

export interface Campaign {
  /** As people read it; its name when there is none. */
  title: string;
  /** Somebody pays for it: every post says so. */
  sponsored: boolean;
  /** The words that say so; one of them does. */
  disclosure: string[];
  /** Whose it is: a brand, a country. Empty: anybody's. */
  tags: string[];
}

/** By name. Empty: the team lists none. */
export type Campaigns = Record<string, Campaign>;

/** By its name or title, whatever the case. */
export function campaignNamed(
  campaigns: Campaigns,
  words: string,
): (Campaign & { name: string }) | undefined {
  const meant = fold(words.trim());
  const found = Object.entries(campaigns).find(
    ([name, { title }]) => fold(name) === meant || fold(title) === meant,
  );
  return found && { ...found[1], name: found[0] };
}
