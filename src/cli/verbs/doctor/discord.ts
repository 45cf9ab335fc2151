/**
 * Discord: the token, the server whose roles count, the privileged intents that the team's listeners take, and what
 * the bot may do in its channels.
 */
import { REST } from '@discordjs/rest';
import { ApplicationFlags, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Environment } from '../../../../config/env.ts';
import type { Team } from '../../../../config/team.ts';
import { privilegedIntents } from '../../../chat/discord/hear/intents.ts';
import { t } from '../../../kit/t.ts';
import { needsIn } from '../../needs.ts';
import { type Check, off, PATIENCE, type Result, reasonOf, right, wrong } from './check.ts';
import { checkModeration } from './moderation.ts';
import { missingPermissions } from './permissions.ts';

export const checkDiscord: Check = async ({ environment: { discord }, team }) => {
  if (!discord) return [off(t('Discord: off, since DISCORD_TOKEN is not set.'))];
  const rest = restOf(discord);
  try {
    const bot = user.parse(await rest.get(Routes.user('@me')));
    const known = right(t('Discord: the token is of {name}.', { name: bot.username }));
    return [
      known,
      ...(await checkServer(rest, team)),
      ...(await checkIntents(rest, team)),
      ...(await checkChannel(rest, bot.id, team)),
      ...(await checkServersModeration(rest, bot.id, team)),
    ];
  } catch (error) {
    const what = t('Discord: the token does not work ({reason}).', { reason: reasonOf(error) });
    return [wrong(what, t('Copy it from Bot, Reset Token, in the developer portal into DISCORD_TOKEN.'))];
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
};

function restOf({ token, apiUrl }: NonNullable<Environment['discord']>): REST {
  const options = { version: '10', retries: 1, timeout: PATIENCE, rejectOnRateLimit: () => true };
  return new REST(apiUrl ? { ...options, api: apiUrl } : options).setToken(token);
}

const user = z.object({ id: z.string(), username: z.string() });
const guilds = z.array(z.object({ id: z.string(), name: z.string() }));
const channel = z.object({
  name: z.string().nullish(),
  guild_id: z.string(),
  permission_overwrites: z
    .array(z.object({ id: z.string(), allow: z.string(), deny: z.string() }))
    .default([]),
});
const application = z.object({ flags: z.number().default(0) });
const member = z.object({ roles: z.array(z.string()) });
const roles = z.array(z.object({ id: z.string(), permissions: z.string() }));

async function checkServer(rest: REST, team: Team | undefined): Promise<Result[]> {
  const found = guilds.parse(await rest.get(Routes.userGuilds()));
  const wanted = team?.servers.discord;
  const server = wanted ? found.find(({ id }) => id === wanted) : found[0];
  if (server && (wanted || found.length === 1)) {
    return [right(t('Discord: the bot is on the server {name}.', { name: server.name }))];
  }
  if (wanted || found.length === 0) {
    const what = t('Discord: the bot is not on the server.');
    return [
      wrong(
        what,
        t('Invite it: OAuth2, URL Generator in the developer portal, with bot and applications.commands.'),
      ),
    ];
  }
  const what = t('Discord: the bot is on {count} servers, so that nobody can tell whose roles count.', {
    count: found.length,
  });
  return [wrong(what, t('Name one under servers.discord in the team file.'))];
}

async function checkServersModeration(rest: REST, bot: string, team: Team | undefined): Promise<Result[]> {
  const found = guilds.parse(await rest.get(Routes.userGuilds()));
  const guild = team?.servers.discord ?? (found.length === 1 ? found[0]?.id : undefined);
  return guild === undefined ? [] : checkModeration(rest, bot, guild, team);
}

/** Where none is needed there is nothing to tell. */
async function checkIntents(rest: REST, team: Team | undefined): Promise<Result[]> {
  const needed = privilegedIntents(await needsIn('discord', team));
  if (needed.length === 0) return [];
  const { flags } = application.parse(await rest.get(Routes.currentApplication()));
  return needed.map((name) =>
    flags & FLAGS[name]
      ? right(t('Discord: the {name} is on.', { name }))
      : wrong(
          t('Discord: the {name} is off, which what the team file switches on takes.', { name }),
          t('Switch it on in the developer portal under Bot, then run this again.'),
        ),
  );
}

/** Those of large apps, which Discord has approved, and those of small ones. */
const FLAGS = {
  'Server Members Intent': ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited,
  'Message Content Intent':
    ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited,
};

async function checkChannel(rest: REST, bot: string, team: Team | undefined): Promise<Result[]> {
  const id = team?.channels.review.discord;
  if (!id) return [];
  try {
    const found = channel.parse(await rest.get(Routes.channel(id)));
    const [own, all] = await Promise.all([
      rest.get(Routes.guildMember(found.guild_id, bot)),
      rest.get(Routes.guildRoles(found.guild_id)),
    ]);
    const missing = missingPermissions({
      guild: found.guild_id,
      member: { id: bot, roles: member.parse(own).roles },
      roles: roles.parse(all),
      overwrites: found.permission_overwrites,
    });
    return permissionResults(found.name ?? id, missing);
  } catch (error) {
    const what = t('Discord: the review channel {id} cannot be seen ({reason}).', {
      id,
      reason: reasonOf(error),
    });
    return [
      wrong(
        what,
        t('Check channels.review.discord in the team file, and give the bot the right to view it.'),
      ),
    ];
  }
}

function permissionResults(name: string, missing: string[]): Result[] {
  if (missing.length === 0) return [right(t('Discord: the bot may do what it must in #{name}.', { name }))];
  const remedy = t("Give it to the bot's role in the channel's settings, then run this again.");
  return missing.map((permission) =>
    wrong(t('Discord: the permission {permission} is missing in #{name}.', { permission, name }), remedy),
  );
}
