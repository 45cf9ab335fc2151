/** From the network's page back to ours: what came becomes tokens, once, and only where all that is needed was allowed. */
import { createHash } from 'node:crypto';
import { t } from '../../kit/t.ts';
import type { Consent, Tokens } from '../../networks/grant.ts';
import { NetworkError } from '../../networks/network.ts';
import { tokensFor } from '../../networks/oauth.ts';
import { firstTimes } from '../../store/events.ts';
import type { App } from '../app.ts';

/** With whom, as people write it, and what they were asked for. */
export interface Asked {
  network: string;
  consent: Consent;
}

/** What a person came back with. `token`: of the visit. */
export interface Came {
  query: Record<string, string>;
  token: string;
}

export type NotAllowed =
  /** They unticked what is needed, or the network did not give it. */
  | { kind: 'lacking'; scopes: string[] }
  | { kind: 'refused'; message: string; remedy: string }
  | { kind: 'used' };

/** Registered with the network as the only address to come back to. */
export function redirectOf(app: App): string {
  const { origin, pathname } = new URL(app.pages.linkTo('connect', '', 0));
  return `${origin}${pathname}`;
}

/** Throws `NetworkError`. */
export async function exchange(
  app: App,
  { network, consent }: Asked,
  came: Came,
): Promise<{ tokens: Tokens } | NotAllowed> {
  const isFirst = 'error' in came.query || (await firstTimes(app.database)(`consent:${visitOf(came.token)}`));
  if (!isFirst) return { kind: 'used' };
  const engine = { network, now: () => app.clock.now() };
  const own = { state: came.token, verifier: app.pages.proof(came.token), redirect: redirectOf(app) };
  const back = { query: came.query, ...own };
  const tokens = await tokensFor(engine, consent, back);
  const needed = consent.scopes.map(({ name }) => name);
  const lacking = needed.filter((name) => !(tokens.scopes?.includes(name) ?? true));
  return lacking.length > 0 ? { kind: 'lacking', scopes: lacking } : { tokens };
}

/** What the network refused, as a page tells it. */
export async function refusalsTold<Answer>(act: () => Promise<Answer>): Promise<Answer | NotAllowed> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { kind: 'refused', message: error.message, remedy: error.remedy };
  }
}

/** A token that is new may be refused for some seconds. */
export async function patiently<Answer>({ clock }: App, act: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      const isEarly = error instanceof NetworkError && error.isEarly;
      if (!isEarly || tries === MOST_TRIES) throw error;
    }
    await new Promise<void>((resolve) => clock.at(clock.now() + BETWEEN_TRIES, resolve));
  }
}

const MOST_TRIES = 5;
/** Ms. */
const BETWEEN_TRIES = 1_000;

/** Names a visit without giving its link away. */
export function visitOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function nothingToConnect(): NotAllowed {
  return { kind: 'refused', message: t('There is nothing to connect.'), remedy: '' };
}
