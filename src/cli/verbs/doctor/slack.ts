/** Slack: the tokens, the scopes that the app was given, and the channels that it must be in. */
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Environment } from '../../../../config/env.ts';
import type { Team } from '../../../../config/team.ts';
import { botScopes } from '../../../chat/slack/manifest.ts';
import { UserGroups } from '../../../chat/slack/user-groups.ts';
import { t } from '../../../kit/t.ts';
import { needsIn } from '../../needs.ts';
import { type Check, off, PATIENCE, type Result, reasonOf, right, wrong } from './check.ts';

type Slack = NonNullable<Environment['slack']>;

export const checkSlack: Check = async ({ environment: { slack }, team }) => {
  if (!slack) return [off(t('Slack: off, since SLACK_BOT_TOKEN is not set.'))];
  const client = clientOf(slack.botToken, slack);
  const known = await checkToken(client, botScopes(await needsIn('slack', team)));
  if (known.some(({ state }) => state === 'wrong')) return known;
  const review = team?.channels.review.slack;
  const channel = review ? [await checkChannel(client, review)] : [];
  const groups = await checkUserGroups(client, groupsNamed(team));
  return [...known, ...groups, await checkHearing(slack), ...channel];
};

function clientOf(token: string, { apiUrl }: Slack): WebClient {
  const options: WebClientOptions = {
    retryConfig: { retries: 0 },
    timeout: PATIENCE,
    logLevel: LogLevel.ERROR,
  };
  const quiet = { ...options, rejectRateLimitedCalls: true, logger: SILENT };
  return new WebClient(token, apiUrl ? { ...quiet, slackApiUrl: apiUrl } : quiet);
}

/** What matters comes back as an error, and is told there. */
const SILENT: NonNullable<WebClientOptions['logger']> = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

async function checkToken(client: WebClient, needed: string[]): Promise<Result[]> {
  try {
    const { user = '?', team = '?', response_metadata: metadata } = await client.auth.test();
    return [
      right(t('Slack: the bot token is of @{user} in {team}.', { user, team })),
      ...scopes(metadata?.scopes, needed),
    ];
  } catch (error) {
    const what = t('Slack: the bot token does not work ({reason}).', { reason: codeOf(error) });
    return [wrong(what, t('Copy the Bot User OAuth Token from OAuth & Permissions into SLACK_BOT_TOKEN.'))];
  }
}

/** Slack tells them in a header of every answer. */
function scopes(given: string[] | undefined, needed: string[]): Result[] {
  if (!given) return [off(t('Slack: the scopes were not told.'))];
  const missing = needed.filter((scope) => !given.includes(scope));
  if (missing.length === 0) return [right(t('Slack: all scopes are there.'))];
  const remedy = t('Add it under OAuth & Permissions, reinstall, then run this again.');
  return missing.map((scope) => wrong(t('Slack: scope `{scope}` is missing.', { scope }), remedy));
}

function groupsNamed(team: Team | undefined): string[] {
  return [...new Set(Object.values(team?.roles ?? {}).flatMap((chats) => chats?.slack ?? []))];
}

/** Roles can do without them; those that the team file gives by a group cannot. */
async function checkUserGroups(client: WebClient, named: string[]): Promise<Result[]> {
  try {
    const { groups, refused } = await new UserGroups(client).told();
    if (refused !== undefined) return [noUserGroups(refused, named)];
    const unknown = named.filter((id) => !groups.some((group) => group.id === id));
    if (unknown.length === 0) return [right(t('Slack: user groups can be read.'))];
    return unknown.map((id) =>
      wrong(
        t('Slack: there is no user group {id}.', { id }),
        t('Copy its id from the group, or take it out of `roles` in the team file.'),
      ),
    );
  } catch (error) {
    const what = t('Slack: the user groups cannot be read now ({reason}).', { reason: codeOf(error) });
    return [wrong(what, t('Run this again. While it stays so, nobody is let in.'))];
  }
}

function noUserGroups(reason: string, named: string[]): Result {
  const what = NO_GROUPS_IN_PLAN.has(reason)
    ? t("Slack: this workspace's plan has no user groups ({reason}).", { reason })
    : t('Slack: user groups are not shown to the app ({reason}).', { reason });
  if (named.length === 0) return off(`${what} ${t('Roles come from `people` in the team file.')}`);
  return wrong(
    what,
    t('`roles` in the team file names {groups}, and nobody is in them: give these roles under `people`.', {
      groups: named.join(', '),
    }),
  );
}

const NO_GROUPS_IN_PLAN = new Set(['paid_teams_only', 'plan_upgrade_required']);

async function checkHearing(slack: Slack): Promise<Result> {
  if (!slack.appToken) return right(t('Slack: heard over HTTP at /slack/events.'));
  try {
    await clientOf(slack.appToken, slack).apps.connections.open();
    return right(t('Slack: Socket Mode opens with the app token.'));
  } catch (error) {
    const what = t('Slack: the app token does not work ({reason}).', { reason: codeOf(error) });
    return wrong(
      what,
      t(
        'Make an app-level token with the scope `connections:write` under Basic Information, turn on Socket Mode, and set SLACK_APP_TOKEN.',
      ),
    );
  }
}

/** Reading it is what the bot does there itself; the list of channels it may not see. */
async function checkChannel(client: WebClient, channel: string): Promise<Result> {
  try {
    await client.conversations.history({ channel, limit: 1 });
    return right(t('Slack: the review channel {channel} can be read.', { channel }));
  } catch (error) {
    const reason = codeOf(error);
    const what = t('Slack: the review channel {channel} cannot be read ({reason}).', { channel, reason });
    return wrong(what, REMEDIES[reason] ?? t('Check channels.review.slack in the team file.'));
  }
}

const REMEDIES: Record<string, string> = {
  not_in_channel: t('Invite the bot there: /invite @bellwether.'),
  channel_not_found: t(
    'Check channels.review.slack in the team file; to a private channel the bot must be invited.',
  ),
  is_archived: t('Unarchive it, or name another one under channels.review.slack.'),
};

/** Slack's own word for what is wrong. */
function codeOf(given: unknown): string {
  const error = given instanceof Error && given.cause instanceof Error ? given.cause : given;
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const code = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  return typeof code === 'string' ? code : reasonOf(error);
}
