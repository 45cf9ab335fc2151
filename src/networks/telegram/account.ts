import { z } from 'zod';
import { address, secret } from '../address.ts';

export const account = z
  .strictObject({
    token: secret("The bot's token, from @BotFather.").regex(/^\d+:[\w-]{20,}$/, {
      error: "must be a bot's token from @BotFather, such as 123456789:AAF…",
    }),
    chat: z
      .union([z.string(), z.number()], { error: 'is missing; write @name, or the id in quotes' })
      .transform((value) => String(value).trim())
      .refine((value) => /^(@[a-z]\w{3,31}|-\d{5,16})$/i.test(value), {
        error:
          'must be the @name of a public channel or group, or the id of one, which begins with a minus sign',
      })
      .describe('The channel or group: its @name where it is public, else its id, such as "-1001234567890".'),
    silent: z
      .boolean({ error: 'must be true or false' })
      .default(false)
      .describe('Whether its posts come without a sound.'),
    link_previews: z
      .boolean({ error: 'must be true or false' })
      .default(true)
      .describe('Whether the first link of a post without pictures shows a preview of its page.'),
    api_url: address('Another address for the Bot API, such as that of a server of your own.').default(
      'https://api.telegram.org',
    ),
  })
  .describe('A Telegram channel or group, posted to as a bot.');

export type TelegramAccount = z.infer<typeof account>;
