/** A command with an option of each kind. */
import { ApplicationCommandOptionType } from 'discord.js';

export const POST = {
  name: 'post',
  description: 'Draft and publish',
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand as const,
      name: 'new',
      description: 'A new post',
      options: [
        {
          type: ApplicationCommandOptionType.String as const,
          name: 'text',
          description: 'The text',
          required: true,
          max_length: 20,
        },
        {
          type: ApplicationCommandOptionType.String as const,
          name: 'to',
          description: 'Where',
          autocomplete: true,
        },
        {
          type: ApplicationCommandOptionType.Integer as const,
          name: 'times',
          description: 'How often',
          min_value: 1,
          max_value: 3,
        },
        { type: ApplicationCommandOptionType.User as const, name: 'reviewer', description: 'Who looks' },
        { type: ApplicationCommandOptionType.Role as const, name: 'team', description: 'Whose' },
        {
          type: ApplicationCommandOptionType.Channel as const,
          name: 'room',
          description: 'Which',
          channel_types: [0 as const],
        },
        { type: ApplicationCommandOptionType.Boolean as const, name: 'urgent', description: 'Now' },
        { type: ApplicationCommandOptionType.Attachment as const, name: 'media', description: 'A picture' },
        {
          type: ApplicationCommandOptionType.String as const,
          name: 'mood',
          description: 'How',
          choices: [
            { name: 'Calm', value: 'c' },
            { name: 'Loud', value: 'l' },
          ],
        },
      ],
    },
  ],
};
