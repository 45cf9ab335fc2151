/** Who may open a session, with which intents, and what a new session is told first. */
import { z } from 'zod';
import { applicationFlags, guildCreateJson, userById } from '../guild/json.ts';
import { gatewayUrl } from '../http/routes/applications.ts';
import { INTENT } from '../state/events.ts';
import type { State } from '../state/state.ts';
import { CLOSE } from './close.ts';
import type { Session } from './session.ts';

export const Identify = z.object({
  token: z.string(),
  intents: z.number().int(),
  properties: z.object({}).loose(),
  compress: z.boolean().optional(),
  shard: z.tuple([z.number().int(), z.number().int()]).optional(),
});

type Identity = z.infer<typeof Identify>;

const KNOWN_INTENTS = (1 << 26) - 1;

/** The code to close with, or undefined. */
export function refusalOf(state: State, { token, intents, shard }: Identity): number | undefined {
  const allowed = state.application.intents;
  if (token !== state.application.token) return CLOSE.authenticationFailed;
  if (shard && (shard[0] < 0 || shard[0] >= shard[1])) return CLOSE.invalidShard;
  if (intents < 0 || intents > KNOWN_INTENTS) return CLOSE.invalidIntents;
  const disallowed =
    (intents & INTENT.members && !allowed.members) ||
    (intents & INTENT.messageContent && !allowed.messageContent) ||
    (intents & INTENT.presences && !allowed.presences);
  return disallowed ? CLOSE.disallowedIntents : undefined;
}

export function greet(state: State, session: Session, shard: [number, number]): void {
  session.dispatch({
    type: 'READY',
    data: {
      v: 10,
      user: {
        ...userById(state, state.application.botUserId),
        verified: true,
        mfa_enabled: true,
        email: null,
      },
      guilds: [{ id: state.guild.id, unavailable: true }],
      private_channels: [],
      session_id: session.id,
      resume_gateway_url: gatewayUrl(state.baseUrl),
      session_type: 'normal',
      shard,
      application: { id: state.application.id, flags: applicationFlags(state.application.intents) },
    },
  });
  if (session.wants(INTENT.guilds)) session.dispatch({ type: 'GUILD_CREATE', data: guildCreateJson(state) });
}
