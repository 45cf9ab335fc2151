/** The gateway's address, and the app's own description. */
import { applicationJson } from '../../guild/json.ts';
import { ok, type Route } from '../route.ts';

export const APPLICATION_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway',
    access: 'token',
    handle: ({ state }) => ok({ url: gatewayUrl(state.baseUrl) }),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    handle: ({ state }) =>
      ok({
        url: gatewayUrl(state.baseUrl),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 16 },
      }),
  },
  { method: 'GET', path: '/applications/@me', handle: ({ state }) => ok(applicationJson(state)) },
  { method: 'GET', path: '/oauth2/applications/@me', handle: ({ state }) => ok(applicationJson(state)) },
];

/** On the same port as the API. */
export function gatewayUrl(baseUrl: string): string {
  return `${baseUrl.replace(/^http/, 'ws')}/gateway`;
}
