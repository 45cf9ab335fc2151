/** What an entry of a message's menu was taken on: Slack tells it along, also where the bot is no member. */
import type { z } from 'zod';
import type { MenuTarget } from '../../command.ts';
import type { messageAction } from '../payloads.ts';
import { SLACK } from '../rich-text.ts';
import { authorOf, instantOf } from './read.ts';

export function targetOf({ channel, message }: z.infer<typeof messageAction>): MenuTarget {
  return {
    author: authorOf(message),
    message: { chat: SLACK, channel: channel.id, message: message.ts },
    text: message.text ?? '',
    names: {},
    at: instantOf(message.ts),
  };
}
