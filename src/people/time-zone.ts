/** In which zone somebody's words are read and times are written for them. */
import { isTimeZone } from '../kit/when.ts';

export interface ZonesOfPerson {
  /** In the team file, by name. */
  listed: string | undefined;
  /** What the chats tell of them now, the one where they speak first. */
  told: (string | undefined)[];
  /** What a chat told last, for one that tells nothing at the moment. */
  stored: string | null;
  team: string;
}

/** `unknown`: what a chat told and this machine's list of zones does not have; the team's holds then. */
export function zoneOf({ listed, told, stored, team }: ZonesOfPerson): { zone: string; unknown?: string } {
  if (listed !== undefined) return { zone: listed };
  const named = told.flatMap((zone) => (zone ? [zone] : []));
  const known = named.find((zone) => isTimeZone(zone));
  if (known !== undefined) return { zone: known };
  if (named[0] !== undefined) return { zone: team, unknown: named[0] };
  return { zone: stored !== null && isTimeZone(stored) ? stored : team };
}
