/**
 * The shape of team.yaml, as people write it. Descriptions and examples go into the editor's completion and into
 * what is said about a mistake. Accounts are left open here: each network checks its own.
 */
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { ROLES } from '../../src/people/role.ts';
import { approval } from './approval.ts';
import { duration } from './duration.ts';
import { simpleName, words } from './names.ts';
import { campaigns, preflight, tags, wordRules } from './preflight.ts';
import type { AnySection } from './section.ts';
import { size } from './size.ts';

const timeZone = z
  .string({ error: 'must be an IANA time zone' })
  .refine((name) => IANAZone.isValidZone(name), { error: 'must be an IANA time zone' })
  .meta({ description: 'An IANA time zone.', examples: ['Europe/Copenhagen'] });

/** The same kind of id in each chat that the bot speaks. Discord's are quoted: unquoted, YAML rounds them. */
interface Ids {
  slack: z.ZodString;
  discord: z.ZodString;
}

const snowflake = (of: string) =>
  z
    .string({ error: `must be the id of a Discord ${of}, in quotes` })
    .regex(/^[0-9]{1,20}$/, { error: `must be the id of a Discord ${of} (digits)` })
    .meta({ description: `Discord: the id of a ${of}, in quotes.`, examples: ['1234567890123456789'] });

const slackId = (of: string, pattern: RegExp, example: string) =>
  z
    .string({ error: `must be the id of a Slack ${of}` })
    .regex(pattern, { error: `must be the id of a Slack ${of}, not its name` })
    .meta({ description: `Slack: the id of a ${of}.`, examples: [example] });

const channelIds: Ids = {
  slack: slackId('channel', /^[CG][A-Z0-9]+$/, 'C0123456789'),
  discord: snowflake('channel'),
};
const userIds: Ids = {
  slack: slackId('person', /^[UW][A-Z0-9]+$/, 'U0123456789'),
  discord: snowflake('person'),
};
const groupIds: Ids = {
  slack: slackId('user group', /^S[A-Z0-9]+$/, 'S0123456789'),
  discord: snowflake('role'),
};

/** The chats that the team file speaks of. */
export const CHATS = ['slack', 'discord'] as const satisfies readonly (keyof Ids)[];

const someChannel = z
  .strictObject({ slack: channelIds.slack.optional(), discord: channelIds.discord.optional() })
  .refine((ids) => CHATS.some((chat) => ids[chat] !== undefined), {
    error: 'must name a channel in at least one chat',
  });

const channels = z
  .object({
    review: someChannel.meta({
      description: 'Where cards go. With channels in both chats each card is mirrored.',
      examples: [{ slack: 'C0123456789' }],
    }),
  })
  .catchall(someChannel)
  .superRefine((named, context) => {
    for (const name of Object.keys(named)) {
      if (!simpleName.safeParse(name).success)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'must be called by a-z, 0-9 and -, up to 40 of them',
        });
    }
  })
  .meta({
    description: 'Where the bot speaks, and other channels by a name of your own.',
    examples: [{ review: { slack: 'C0123456789' } }],
  });

const servers = z.strictObject({
  discord: snowflake('server').optional(),
});

const role = z.enum(ROLES).meta({ examples: ['approver'] });

const person = z
  .strictObject({
    name: words.meta({ examples: ['Ada Example'] }),
    slack: userIds.slack.optional(),
    discord: userIds.discord.optional(),
    time_zone: timeZone.optional(),
    roles: z
      .array(role)
      .default([])
      .meta({ description: 'Besides what groups give.', examples: [['approver']] }),
  })
  .refine((one) => CHATS.some((chat) => one[chat] !== undefined), {
    error: 'must have an id in at least one chat (slack or discord)',
  })
  .meta({ examples: [{ name: 'Ada Example', slack: 'U0123456789', roles: ['admin'] }] });

const groupsOfChats = z
  .strictObject({
    slack: z
      .array(groupIds.slack)
      .optional()
      .meta({ description: 'Slack user groups.', examples: [['S0123456789']] }),
    discord: z
      .array(groupIds.discord)
      .optional()
      .meta({ description: 'Discord roles.', examples: [['1234567890123456789']] }),
  })
  .meta({ examples: [{ slack: ['S0123456789'] }] });

/** What every target has beside its account. */
export const targetKeys = {
  network: words.meta({ description: 'Which network the account is on.', examples: ['bluesky'] }),
  title: words
    .optional()
    .meta({ description: 'As people read it; the name when absent.', examples: ['Acme on Bluesky'] }),
  owner: words.optional().meta({
    description: 'Who is asked when the account needs a hand: a name in `people`.',
    examples: ['Ada Example'],
  }),
  tags,
  most_per_day: z
    .int({ error: 'must be a whole number' })
    .min(1, { error: 'must be at least 1' })
    .optional()
    .meta({ description: 'How many posts a day go there at most.', examples: [5] }),
};

const groups = z
  .record(
    simpleName,
    z
      .array(simpleName)
      .min(1, { error: 'must hold at least one target' })
      .meta({ examples: [['bluesky']] }),
  )
  .meta({ description: 'Names for several targets at once.', examples: [{ all: ['bluesky'] }] });

const publishing = z
  .strictObject({
    grace: duration
      .prefault('2h')
      .meta({ description: 'A post that is later than this is asked about, not sent.', examples: ['2h'] }),
    largest_video: size
      .prefault('1GB')
      .meta({ description: 'Videos larger than this are not taken in.', examples: ['1GB'] }),
  })
  .meta({ examples: [{ grace: '2h' }] });

/** As they stand in the file: filled in from the environment. */
const [APP_ID, APP_SECRET] = ['LINKEDIN_CLIENT_ID', 'LINKEDIN_CLIENT_SECRET'].map((name) => `\${${name}}`);

export const teamFile = z.strictObject({
  name: words.meta({ description: 'The team, as people read it.', examples: ['Acme'] }),
  time_zone: timeZone,
  channels,
  servers: servers.default({}).meta({
    description: 'Whose roles count; needed when the bot is on several.',
    examples: [{ discord: '1234567890123456789' }],
  }),
  people: z.array(person).default([]).meta({ description: 'Who cannot be told by groups.' }),
  roles: z
    .partialRecord(role, groupsOfChats)
    .default({})
    .meta({
      description: 'Roles by Slack user group or Discord role.',
      examples: [{ approver: { slack: ['S0123456789'] } }],
    }),
  targets: z
    .record(simpleName, z.looseObject(targetKeys))
    .default({})
    .meta({
      description: 'Accounts to publish to. Beside these keys stands the account.',
      examples: [{ bluesky: { network: 'bluesky' } }],
    }),
  apps: z
    .record(simpleName, z.looseObject({}))
    .default({})
    .meta({
      description: 'Your app on each network whose accounts people connect: its id and secret.',
      examples: [{ linkedin: { client_id: APP_ID, client_secret: APP_SECRET } }],
    }),
  groups: groups.default({}),
  approval: approval.prefault({}),
  publishing: publishing.prefault({}),
  campaigns: campaigns.default({}),
  words: wordRules.prefault({}).meta({
    description: 'What posts must not say, and what they must.',
    examples: [{ banned: ['guaranteed profit'] }],
  }),
  preflight: preflight.prefault({}),
});

export type TeamFile = z.infer<typeof teamFile>;

/** The whole file, with what the jobs own in it: each of them types its own part when it reads it. */
export function withSections(
  sections: readonly AnySection[],
): z.ZodObject & z.ZodType<TeamFile & Record<string, unknown>> {
  const owned = Object.fromEntries(sections.map(({ key, schema }) => [key, schema]));
  return teamFile.extend(owned) as ReturnType<typeof withSections>;
}
