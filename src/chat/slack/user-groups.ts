/**
 * The user groups of a workspace with who is in them. Not every workspace has them (the free plan has none), and not
 * every token sees them: then there are none, for rights can only come from a group that is told. An app that is
 * installed for a whole organisation is told the groups of one workspace at a time.
 * Source: https://docs.slack.dev/reference/methods/usergroups.list
 */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { ChatError } from '../chat.ts';
import { called, isTokenFault, refusalCode } from './client.ts';

export interface UserGroup {
  id: string;
  /** What stands behind the @. */
  handle?: string | undefined;
  users: string[];
}

export interface ToldGroups {
  groups: UserGroup[];
  /** Slack's own word for why it tells none, such as `paid_teams_only`. */
  refused?: string;
}

const groupsAnswer = z.object({
  usergroups: z.array(
    z.object({ id: z.string(), handle: z.string().optional(), users: z.array(z.string()).optional() }),
  ),
});
const ownAnswer = z.object({
  team_id: z.string().optional(),
  enterprise_id: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
});
const teamsAnswer = z.object({
  teams: z.array(z.object({ id: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** What Slack answers to a token that is good for more than one workspace. */
const WANTS_A_TEAM = new Set(['missing_argument', 'team_not_found', 'team_access_not_granted']);
/** Of the workspaces that an organisation let the app into. */
const MOST_PAGES = 10;

export class UserGroups {
  private readonly client: WebClient;
  private own: Promise<z.infer<typeof ownAnswer>> | undefined;

  constructor(client: WebClient) {
    this.client = client;
  }

  /**
   * `noticed`: workspaces that people are known to be of. Throws `ChatError` when Slack cannot tell now, or does not
   * take the token: whoever asks about rights must then grant none.
   */
  async told(noticed: () => Promise<string[]> = async () => []): Promise<ToldGroups> {
    const { team_id: team, is_enterprise_install: isOrganisation } = await this.installation();
    const told = isOrganisation ? undefined : await this.listed();
    if (told && !WANTS_A_TEAM.has(told.refused ?? '')) return told;
    const teams = await this.teams(team);
    const asked = teams.length > 0 ? teams : await noticed();
    const all = await Promise.all(asked.map((id) => this.listed(id)));
    const groups = all.flatMap((one) => one.groups);
    const open = all.some((one) => one.refused === undefined);
    return open ? { groups } : { groups, refused: all[0]?.refused ?? 'missing_argument' };
  }

  private async listed(team?: string): Promise<ToldGroups> {
    try {
      const answer = await called(
        this.client.usergroups.list({ include_users: true, ...(team && { team_id: team }) }),
      );
      const { usergroups } = understood(groupsAnswer, answer);
      return { groups: usergroups.map(({ id, handle, users = [] }) => ({ id, handle, users })) };
    } catch (error) {
      return { groups: [], refused: lastingRefusal(error) };
    }
  }

  /** The workspaces of an organisation: an id of one begins with T, an organisation's own with E. */
  private async teams(own: string | undefined): Promise<string[]> {
    const found = new Set(own?.startsWith('T') ? [own] : []);
    try {
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES && cursor !== ''; page += 1) {
        const answer = await called(this.client.auth.teams.list({ limit: 100, ...(cursor && { cursor }) }));
        const { teams, response_metadata } = understood(teamsAnswer, answer);
        for (const { id } of teams) found.add(id);
        cursor = response_metadata?.next_cursor ?? '';
      }
    } catch (error) {
      lastingRefusal(error);
    }
    return [...found];
  }

  /** Whether the app is installed for an organisation does not change while it runs. */
  installation(): Promise<z.infer<typeof ownAnswer>> {
    this.own ??= called(this.client.auth.test()).then(
      (answer) => understood(ownAnswer, answer),
      (error) => {
        this.own = undefined;
        throw error;
      },
    );
    return this.own;
  }
}

/** The code of a refusal that asking again does not change; throws everything else on. */
function lastingRefusal(error: unknown): string {
  const code = error instanceof ChatError && error.reason === 'refused' ? refusalCode(error) : undefined;
  if (code === undefined || isTokenFault(code)) throw error;
  return code;
}

export function understood<T>(shape: z.ZodType<T>, answer: unknown): T {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  throw new ChatError('refused', t('Slack answered something unknown.'), { cause: read.error });
}
