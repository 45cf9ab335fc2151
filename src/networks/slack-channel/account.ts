import { z } from 'zod';
import { address, secret } from '../address.ts';

export const account = z
  .strictObject({
    token: secret("The bot's token, which begins with xoxb-.").regex(/^xox[a-z]-/, {
      error: "must be a Slack token such as the bot's, which begins with xoxb-",
    }),
    channel: z
      .string({ error: "is missing; write the channel's id, such as C0123456789" })
      .trim()
      .regex(/^[CG][A-Z0-9]{2,}$/, {
        error:
          "must be the channel's id, such as C0123456789 (in Slack: the channel's details, at the bottom)",
      })
      .describe("The channel's id; its name may change, and cannot be read back by."),
    api_url: address("Another address for Slack's Web API.").default('https://slack.com/api'),
  })
  .describe('A Slack channel.');

export type SlackChannelAccount = z.infer<typeof account>;
