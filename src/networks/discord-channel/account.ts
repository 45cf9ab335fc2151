import { z } from 'zod';
import { address, secret } from '../address.ts';

export const account = z
  .strictObject({
    token: secret("The bot's token (Developer Portal, Bot)."),
    channel: z
      .string({ error: "is missing; write the channel's id in quotes, such as '1024000000000000000'" })
      .trim()
      .regex(/^\d{15,20}$/, {
        error: "must be the channel's id in quotes (in Discord: developer mode on, then Copy Channel ID)",
      })
      .describe("The channel's id, in quotes: as a bare number it would lose its last digits."),
    mentions: z
      .array(z.enum(['everyone', 'roles', 'users'], { error: 'must be everyone, roles or users' }))
      .default([])
      .describe('Whom a post may ping; nobody unless told.'),
    api_url: address("Another address for Discord's REST API.").default('https://discord.com/api'),
  })
  .describe('A Discord channel.');

export type DiscordChannelAccount = z.infer<typeof account>;
