/** All Web API methods by name, and the way a call goes: token, scope, rate, then the method. */
import type { Core } from '../core.ts';
import { type Json, stringAt } from '../json.ts';
import { SlackRefusal } from '../refusal.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { managingMethods } from './managing.ts';
import { type Method, requireScope } from './method.ts';
import { peopleMethods } from './people.ts';
import type { MessageRate } from './rate.ts';
import { viewMethods } from './views.ts';

export const METHODS: Record<string, Method> = {
  ...chatMethods,
  ...conversationMethods,
  ...managingMethods,
  ...fileMethods,
  ...peopleMethods,
  ...viewMethods,
  'apps.connections.open': { token: 'app', run: openConnection },
};

/** Runs one call. Throws a SlackRefusal for whatever Slack would refuse. */
export async function callMethod(
  core: Core,
  rate: MessageRate,
  name: string,
  token: string | undefined,
  given: Json,
): Promise<Json> {
  const method = METHODS[name];
  if (!method) throw new SlackRefusal('unknown_method', { req_method: name });
  requireToken(core, method, token);
  if (method.scope) requireScope(core, method.scope);
  if (name === 'chat.postMessage') holdToRate(core, rate, stringAt(given, 'channel'));
  return { ok: true, ...(await method.run(core, given)) };
}

function requireToken(core: Core, method: Method, token: string | undefined): void {
  const { botToken, appToken } = core.workspace.app;
  if (!token) throw new SlackRefusal('not_authed');
  if (token !== botToken && token !== appToken) throw new SlackRefusal('invalid_auth');
  const wanted = method.token === 'app' ? appToken : botToken;
  if (token !== wanted) throw new SlackRefusal('not_allowed_token_type');
}

function holdToRate(core: Core, rate: MessageRate, reference: string | undefined): void {
  if (reference === undefined) return;
  const retryAfter = rate.take(core.workspace.channel(reference).id);
  if (retryAfter !== undefined) throw new SlackRefusal('ratelimited', { retryAfter });
}

function openConnection(core: Core): Json {
  return { url: `${core.baseUrl.replace(/^http/, 'ws')}${core.delivery.socket.issueTicket()}` };
}
