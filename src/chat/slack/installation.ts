/**
 * Where the app is installed, and whether what Slack sends is from there. Requests are signed for the app; the workspace and
 * the app that they name are checked besides, since ids of users and channels mean somebody else elsewhere. Pure.
 */
import { z } from 'zod';

export interface Installation {
  /** The workspace's. */
  team: string;
  /** Where it is installed for a whole organisation: that one's; each of its workspaces is ours then. */
  organisation?: string;
  /** Undefined: Slack did not tell, and it is not compared. */
  app?: string;
}

const place = z.object({ id: z.string() }).nullish();
const named = z.string().nullish();
/** Events name who may see them, commands a workspace, presses and forms an object of it. */
const origin = z.object({
  api_app_id: named,
  team_id: named,
  enterprise_id: named,
  team: place,
  enterprise: place,
  authorizations: z.array(z.object({ team_id: named, enterprise_id: named })).nullish(),
});

/** False also where no place is named at all. */
export function isFrom({ team, organisation, app }: Installation, body: unknown): boolean {
  const read = origin.safeParse(body);
  if (!read.success) return false;
  const told = read.data;
  if (app !== undefined && told.api_app_id && told.api_app_id !== app) return false;
  const places = told.authorizations?.length
    ? told.authorizations
    : [
        {
          team_id: told.team_id ?? told.team?.id,
          enterprise_id: told.enterprise_id ?? told.enterprise?.id,
        },
      ];
  return places.some((one) =>
    organisation === undefined ? one.team_id === team : one.enterprise_id === organisation,
  );
}
