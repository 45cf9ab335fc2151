/** Sends an interaction to the app and waits for its first answer, at most three seconds. */
import { randomBytes } from 'node:crypto';
import { type ChannelJson, channelJson, userById } from '../guild/json.ts';
import type { Channel } from '../state/channel.ts';
import type { FirstAnswer, Interaction } from '../state/interaction.ts';
import { memberJson } from '../state/member.ts';
import type { MessageInteraction } from '../state/message.ts';
import { permissionsOf } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

export interface NewInteraction {
  type: number;
  userId: string;
  channel: Channel;
  /** The part of the payload that depends on the kind. */
  data: Record<string, unknown>;
  /** The message whose component was used, as JSON. */
  message?: unknown;
  sourceMessageId?: string;
  metadata: Omit<MessageInteraction, 'id' | 'type' | 'userId'>;
}

export interface Reaction {
  interactionId: string;
  answer: FirstAnswer;
  /** Real milliseconds; null when nothing came in time. */
  afterMs: number | null;
}

const FILE_LIMIT = 10 * 1024 * 1024;

export function openInteraction(state: State, draft: NewInteraction): Promise<Reaction> {
  const id = state.ids.next();
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const interaction = newInteraction(state, draft, id, (answer) => {
      clearTimeout(timer);
      if (answer.kind === 'none') interaction.state = 'dead';
      const afterMs = answer.kind === 'none' ? null : performance.now() - startedAt;
      resolve({ interactionId: id, answer, afterMs });
      state.changes.tell('interaction');
    });
    const timer = setTimeout(() => expire(interaction), state.timing.firstAnswerWithinMs);
    forgetExpired(state);
    state.interactions.set(id, interaction);
    state.events.publish({ type: 'INTERACTION_CREATE', data: payload(state, draft, interaction) });
  });
}

/** An answer that is being carried out came in time. */
function expire(interaction: Interaction): void {
  if (interaction.state === 'waiting') interaction.settle({ kind: 'none' });
}

/** The oldest stand first. */
function forgetExpired(state: State): void {
  const oldest = state.clock.now() - state.timing.tokenLivesMs;
  for (const [id, interaction] of state.interactions) {
    if (interaction.createdAt >= oldest || interaction.state === 'waiting') return;
    state.interactions.delete(id);
  }
}

/** Nobody will answer any more: the server stops. */
export function abandonInteractions(state: State): void {
  for (const interaction of state.interactions.values()) {
    expire(interaction);
  }
}

function newInteraction(
  state: State,
  draft: NewInteraction,
  id: string,
  settle: (answer: FirstAnswer) => void,
): Interaction {
  return {
    id,
    token: newToken(id),
    type: draft.type,
    userId: draft.userId,
    channelId: draft.channel.id,
    ...(draft.sourceMessageId ? { sourceMessageId: draft.sourceMessageId } : {}),
    metadata: { ...draft.metadata, id, type: draft.type, userId: draft.userId },
    createdAt: state.clock.now(),
    deadline: performance.now() + state.timing.firstAnswerWithinMs,
    state: 'waiting',
    settle,
  };
}

/** Discord's tokens carry the interaction's id too. */
function newToken(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString('base64url');
}

export function idInToken(token: string): string {
  return Buffer.from(token, 'base64url').toString().split(':')[1] ?? '';
}

function payload(state: State, draft: NewInteraction, { id, token }: Interaction): Record<string, unknown> {
  const { channel, userId } = draft;
  return {
    id,
    application_id: state.application.id,
    type: draft.type,
    token,
    version: 1,
    data: draft.data,
    channel: channelFor(state, channel, userId),
    channel_id: channel.id,
    ...(draft.message ? { message: draft.message } : {}),
    app_permissions: permissionsOf(state, state.application.botUserId, channel).toString(),
    locale: state.users.get(userId)?.locale ?? 'en-US',
    entitlements: [],
    attachment_size_limit: FILE_LIMIT,
    ...(channel.recipientId ? directContext(state, userId) : guildContext(state, userId, channel)),
  };
}

function channelFor(state: State, channel: Channel, userId: string): ChannelJson {
  return { ...channelJson(state, channel), permissions: permissionsOf(state, userId, channel).toString() };
}

function directContext(state: State, userId: string): Record<string, unknown> {
  return { user: userById(state, userId), context: 1, authorizing_integration_owners: { 0: '0' } };
}

function guildContext(state: State, userId: string, channel: Channel): Record<string, unknown> {
  const member = state.members.get(userId);
  const user = state.users.get(userId);
  if (!member || !user) throw new Error(`${userId} is not a member of the guild.`);
  const permissions = permissionsOf(state, userId, channel).toString();
  return {
    guild_id: state.guild.id,
    guild: { id: state.guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberJson(member, user), permissions },
    context: 0,
    authorizing_integration_owners: { 0: state.guild.id },
  };
}
