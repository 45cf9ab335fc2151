/** First answers to interactions, and what their tokens allow afterwards. */
import { answerInteraction, type CallbackBody } from '../../interactions/answer.ts';
import { followUp, interactionByToken, messageOf } from '../../interactions/token.ts';
import { editMessage } from '../../messages/edit.ts';
import { messageJson } from '../../messages/json.ts';
import { removeMessages } from '../../messages/remove.ts';
import type { MessageBody } from '../../rules/message.ts';
import type { Interaction } from '../../state/interaction.ts';
import { FLAG, hasFlag, type Message } from '../../state/message.ts';
import type { State } from '../../state/state.ts';
import { type Answer, type Call, noContent, ok, param, type Route } from '../route.ts';

const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';
const LIMIT = { limit: 5, perMs: 2_000 };

export const INTERACTION_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    access: 'token',
    handle: callback,
  },
  { method: 'POST', path: WEBHOOK, access: 'token', limit: LIMIT, handle: send },
  ...[`${WEBHOOK}/messages/@original`, `${WEBHOOK}/messages/{message_id}`].flatMap((path): Route[] => [
    { method: 'GET', path, access: 'token', limit: LIMIT, handle: read },
    { method: 'PATCH', path, access: 'token', limit: LIMIT, handle: edit },
    { method: 'DELETE', path, access: 'token', limit: LIMIT, handle: remove },
  ]),
];

async function callback(call: Call): Promise<Answer> {
  const { state, body, files, query } = call;
  const id = param(call, 'interaction_id');
  const token = param(call, 'interaction_token');
  const { interaction, message } = await answerInteraction(state, id, token, body as CallbackBody, files);
  if (query.with_response !== true) return noContent();
  return ok(callbackJson(state, interaction, (body as CallbackBody).type, message));
}

function callbackJson(
  state: State,
  { id, type }: Interaction,
  callbackType: number,
  message: Message | undefined,
) {
  return {
    interaction: {
      id,
      type,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: hasFlag(message.flags, FLAG.loading),
            response_message_ephemeral: hasFlag(message.flags, FLAG.ephemeral),
          }
        : {}),
    },
    resource: { type: callbackType, ...(message ? { message: messageJson(state, message) } : {}) },
  };
}

async function send(call: Call): Promise<Answer> {
  const message = await followUp(call.state, byToken(call), call.body as MessageBody, call.files);
  return ok(messageJson(call.state, message));
}

function read(call: Call): Answer {
  return ok(messageJson(call.state, named(call)));
}

async function edit(call: Call): Promise<Answer> {
  const message = await editMessage(call.state, named(call), call.body as MessageBody, call.files);
  return ok(messageJson(call.state, message));
}

function remove(call: Call): Answer {
  const message = named(call);
  removeMessages(call.state, message.channelId, new Set([message.id]));
  return noContent();
}

function byToken(call: Call): Interaction {
  return interactionByToken(call.state, param(call, 'webhook_id'), param(call, 'webhook_token'));
}

function named(call: Call): Message {
  return messageOf(call.state, byToken(call), call.params.message_id ?? '@original');
}
