/** Accounts, and direct messages with them. */
import { refuse } from '../../errors/discord-error.ts';
import { channelJson, userById } from '../../guild/json.ts';
import { directChannel } from '../../messages/direct.ts';
import { ok, param, type Route } from '../route.ts';

export const USER_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/@me',
    handle: ({ state }) =>
      ok({ ...userById(state, state.application.botUserId), verified: true, mfa_enabled: true }),
  },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    handle: ({ state }) =>
      ok([
        {
          id: state.guild.id,
          name: state.guild.name,
          icon: null,
          owner: false,
          permissions: '0',
          features: [],
        },
      ]),
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    handle({ state, body }) {
      const { recipient_id: recipient } = body as { recipient_id?: string | null };
      return ok(channelJson(state, directChannel(state, String(recipient ?? ''))));
    },
  },
  {
    method: 'GET',
    path: '/users/{user_id}',
    handle(call) {
      const id = param(call, 'user_id');
      if (!call.state.users.has(id)) throw refuse('unknownUser');
      return ok(userById(call.state, id));
    },
  },
];
