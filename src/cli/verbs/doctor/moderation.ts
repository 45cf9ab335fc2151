/** Discord, for a team that moderates: the bot's rights on the server, and whom its role stands above. */
import type { REST } from '@discordjs/rest';
import { PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { section as moderation } from '../../../../config/team/sections/moderation.ts';
import type { Team } from '../../../../config/team.ts';
import { t } from '../../../kit/t.ts';
import { lacking } from '../../../networks/discord-channel/permissions.ts';
import { off, type Result, right, wrong } from './check.ts';

/** As Discord's own settings call them. */
const NEEDED: [string, bigint][] = [
  ['Manage Messages', PermissionFlagsBits.ManageMessages],
  ['Timeout Members', PermissionFlagsBits.ModerateMembers],
  ['Kick Members', PermissionFlagsBits.KickMembers],
  ['Ban Members', PermissionFlagsBits.BanMembers],
  ['View Audit Log', PermissionFlagsBits.ViewAuditLog],
];

const memberOf = z.object({ roles: z.array(z.string()) });
const rolesOf = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    permissions: z.string(),
    position: z.number(),
    managed: z.boolean().default(false),
  }),
);

export type ServerRole = z.infer<typeof rolesOf>[number];

export async function checkModeration(
  rest: REST,
  bot: string,
  guild: string,
  team: Team | undefined,
): Promise<Result[]> {
  if (!team || !moderation.of(team).isOn)
    return team ? [off(t('Discord: moderation is off, since the team file says nothing of it.'))] : [];
  const [own, all] = await Promise.all([
    rest.get(Routes.guildMember(guild, bot)),
    rest.get(Routes.guildRoles(guild)),
  ]);
  return moderationResults(guild, { id: bot, ...memberOf.parse(own) }, rolesOf.parse(all));
}

export function moderationResults(
  guild: string,
  member: { id: string; roles: string[] },
  roles: ServerRole[],
): Result[] {
  const missing = lacking({ guild, member, roles, overwrites: [] }, NEEDED);
  const remedy = t("Give it to the bot's role in the server's settings, then run this again.");
  const rights =
    missing.length === 0
      ? [right(t('Discord: the bot may moderate.'))]
      : missing.map((name) => wrong(t('Discord: moderation lacks the permission {name}.', { name }), remedy));
  return [...rights, ...orderResults(guild, member.roles, roles)];
}

/** Nobody with a role as high as the bot's can be acted on. Roles of other apps are nobody's but theirs. */
function orderResults(guild: string, own: string[], roles: ServerRole[]): Result[] {
  const height = Math.max(0, ...roles.filter(({ id }) => own.includes(id)).map(({ position }) => position));
  const above = roles.filter(
    ({ id, position, managed }) => id !== guild && !own.includes(id) && !managed && position >= height,
  );
  if (above.length === 0) return [right(t("Discord: the bot's role stands above all others."))];
  const names = above.map(({ name }) => name).join(', ');
  return [
    off(
      t(
        "Discord: whoever has one of these roles cannot be moderated, as they stand as high as the bot's or higher: {names}. Move the bot's role above those of members in the server's settings.",
        { names },
      ),
    ),
  ];
}
