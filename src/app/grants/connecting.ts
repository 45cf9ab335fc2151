/** Connecting an account: a person gives leave on the network's own page, and comes back to ours. */
import { createHash, randomUUID } from 'node:crypto';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { Consent, Granter, Tokens } from '../../networks/grant.ts';
import { type Connection, NetworkError } from '../../networks/network.ts';
import { authorizationAddress, tokensFor } from '../../networks/oauth.ts';
import type { Person } from '../../people/person.ts';
import { holds } from '../../people/role.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import { firstTimes } from '../../store/events.ts';
import * as grants from '../../store/grants.ts';
import * as outbox from '../../store/outbox.ts';
import type { Account } from '../accounts.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { checkAccount } from '../targets/pausing.ts';
import { wakeForCards } from '../waking.ts';

export interface Connectable {
  account: Account;
  consent: Consent;
}

/** Undefined: there is no such target, or it has its credentials in the team file. */
export function connectable(app: App, target: string): Connectable | undefined {
  const account = app.accounts.get(target);
  const consent = account?.network.consent?.(app.team.targets[target]?.account);
  return account && consent ? { account, consent } : undefined;
}

/** Admins, and whom the team file names as its owner. */
export function mayConnect(app: App, person: Pick<Person, 'name' | 'roles'>, target: string): boolean {
  return holds(person.roles, 'admin') || app.team.targets[target]?.owner === person.name;
}

/** To one person. Each is another, since each connects once. */
export function linkFor(app: App, target: string, personId: number): string {
  return app.pages.linkTo('connect', `${target}~${randomUUID()}`, personId);
}

/** Of such a link's subject. */
export function targetIn(subject: string): string {
  return subject.split('~')[0] ?? '';
}

/** Where the network asks. `token`: of the visit, which comes back with the person. */
export function addressFor(app: App, { consent }: Connectable, token: string): string {
  return authorizationAddress(consent, redirectOf(app), { state: token, verifier: app.pages.proof(token) });
}

/** Registered with the network as the only address to come back to. */
export function redirectOf(app: App): string {
  const { origin, pathname } = new URL(app.pages.linkTo('connect', '', 0));
  return `${origin}${pathname}`;
}

export type Connected =
  | { kind: 'connected'; granter: Granter; endsAt: Date | null }
  /** They unticked what is needed, or the network did not give it. */
  | { kind: 'lacking'; scopes: string[] }
  /** Somebody else gave leave before. */
  | { kind: 'other'; before: string; now: string }
  | { kind: 'refused'; message: string; remedy: string }
  | { kind: 'used' };

/** Nothing is kept unless it ends with `connected`. */
export async function finishConnecting(
  app: App,
  person: Person,
  target: string,
  came: { query: Record<string, string>; token: string },
): Promise<Connected> {
  const found = connectable(app, target);
  if (!found) return { kind: 'refused', message: t('There is nothing to connect.'), remedy: '' };
  const { account, consent } = found;
  const isFirst = 'error' in came.query || (await firstTimes(app.database)(`consent:${digest(came.token)}`));
  if (!isFirst) return { kind: 'used' };
  try {
    const engine = { network: account.network.title, now: () => app.clock.now() };
    const own = { state: came.token, verifier: app.pages.proof(came.token), redirect: redirectOf(app) };
    const back = { query: came.query, ...own };
    const tokens = await tokensFor(engine, consent, back);
    const lacking = consent.scopes
      .map(({ name }) => name)
      .filter((name) => !(tokens.scopes?.includes(name) ?? true));
    if (lacking.length > 0) return { kind: 'lacking', scopes: lacking };
    const granter = await tryOut(app, target, tokens);
    const before = await grants.forTarget(app.database, target);
    if (before && before.granterId !== granter.id)
      return { kind: 'other', before: before.granterName, now: granter.name };
    await keep(app, person, { target, tokens, granter, network: account.network.name });
    const kept = await grants.forTarget(app.database, target);
    return { kind: 'connected', granter, endsAt: kept?.endsAt ?? null };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { kind: 'refused', message: error.message, remedy: error.remedy };
  }
}

/** Whose leave it is, when they may post there. Throws `NetworkError`. */
async function tryOut(app: App, target: string, { access }: Tokens): Promise<Granter> {
  const connection = app.accounts.tried(target, { token: async () => access });
  if (!connection?.granter) throw new NetworkError('refused', t('There is nothing to connect.'));
  await patiently(app, connection);
  return connection.granter();
}

/** A token that is new may be refused for some seconds. */
async function patiently({ clock }: App, connection: Connection): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await connection.identify();
      return;
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

async function keep(
  app: App,
  person: Person,
  given: { target: string; tokens: Tokens; granter: Granter; network: string },
): Promise<void> {
  const { target, granter } = given;
  const subject = subjectOf('target', target);
  await app.database.transaction(async (transaction) => {
    await app.accounts.grants.keep(transaction, { ...given, personId: person.id });
    await outbox.markChanged(transaction, subject);
    await audit.append(transaction, {
      ...entryOf('target.connected', app.clock),
      person: { id: person.id, name: person.name },
      target,
      details: { as: granter.name, granter: granter.id },
    });
  });
  await wakeForCards(app, subject);
  await checkAccount(app, target);
}

/** False: it was not connected. Posts wait from then on. */
export async function disconnect(app: App, person: Person, target: string): Promise<boolean> {
  return app.database.transaction(async (transaction) => {
    if (!(await grants.disconnect(transaction, target))) return false;
    await alarms.unset(transaction, subjectOf('target', target), 'warn-of-end');
    await outbox.markChanged(transaction, subjectOf('target', target));
    await audit.append(transaction, {
      ...entryOf('target.disconnected', app.clock),
      person: { id: person.id, name: person.name },
      target,
    });
    return true;
  });
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
