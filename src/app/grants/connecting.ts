/** Connecting an account: a person consents on the network's own page, and comes back to ours. */
import { randomUUID } from 'node:crypto';
import type { Target } from '../../../config/team.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { Place } from '../../networks/discovery.ts';
import type { Consent, Granter, Tokens } from '../../networks/grant.ts';
import { NetworkError } from '../../networks/network.ts';
import { authorizationAddress } from '../../networks/oauth.ts';
import type { Person } from '../../people/person.ts';
import { holds } from '../../people/role.ts';
import * as alarms from '../../store/alarms.ts';
import * as audit from '../../store/audit.ts';
import type { Transaction } from '../../store/database.ts';
import * as grants from '../../store/grants.ts';
import * as outbox from '../../store/outbox.ts';
import type { Account } from '../accounts.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { checkAccount } from '../targets/pausing.ts';
import { wakeForCards } from '../waking.ts';
import { discover } from './discovery.ts';
import {
  type Came,
  exchange,
  type NotAllowed,
  nothingToConnect,
  patiently,
  redirectOf,
  refusalsTold,
} from './exchange.ts';

export interface Connectable {
  account: Account;
  consent: Consent;
}

/** Undefined: there is no such target, or it has its credentials in the team file. */
export function connectable(app: App, target: string): Connectable | undefined {
  const account = app.accounts.get(target);
  const named = app.team.targets[target];
  const consent = named?.connected ? named.connected.consent : account?.network.consent?.(named?.account);
  return account && consent ? { account, consent } : undefined;
}

/** Admins, and its owner: whom the team file names, or who connected it. */
export function mayConnect(app: App, { id, name, roles }: Person, target: string): boolean {
  const { owner, connected } = app.team.targets[target] ?? {};
  const isOwner = connected ? connected.ownerId === id : owner !== undefined && owner === name;
  return isOwner || holds(roles, 'admin');
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

export type Connected =
  | { kind: 'connected'; granter: Granter; endsAt: Date | null }
  /** Somebody else consented before. */
  | { kind: 'other'; before: string; now: string }
  | NotAllowed;

/** Nothing is kept unless it ends with `connected`. */
export async function finishConnecting(
  app: App,
  person: Person,
  target: string,
  came: Came,
): Promise<Connected> {
  const found = connectable(app, target);
  if (!found) return nothingToConnect();
  const { consent } = found;
  const network = found.account.network;
  return refusalsTold(async (): Promise<Connected> => {
    const given = await exchange(app, { network: network.title, consent }, came);
    if (!('tokens' in given)) return given;
    const { tokens } = given;
    const { granter, places } = await tryOut(app, target, tokens);
    const before = await grants.forTarget(app.database, target);
    if (before && before.granterId !== granter.id)
      return { kind: 'other', before: before.granterName, now: granter.name };
    await keep(app, person, { target, tokens, granter, places, network: network.name });
    const kept = await grants.forTarget(app.database, target);
    return { kind: 'connected', granter, endsAt: kept?.endsAt ?? null };
  });
}

/** Whose leave it is, when they may post there. Throws `NetworkError`. */
async function tryOut(
  app: App,
  target: string,
  { access }: Tokens,
): Promise<{ granter: Granter; places: Place[] }> {
  const named = app.team.targets[target];
  if (named?.connected) return placesWith(app, named, named.connected.place, access);
  const connection = app.accounts.tried(target, { token: async () => access });
  if (!connection?.granter) throw new NetworkError('refused', t('There is nothing to connect.'));
  await patiently(app, () => connection.identify());
  return { granter: await connection.granter(), places: [] };
}

/** Of a target that people connected: it keeps its place, whoever comes. */
async function placesWith(app: App, { network, title }: Target, id: string, access: string) {
  const { granter, places } = await discover(app, network, access);
  const place = places.find((one) => one.id === id);
  if (place && place.obstacle === undefined) return { granter, places };
  throw new NetworkError('refused', t('This permission does not cover {title}.', { title }), {
    remedy:
      place?.obstacle ??
      t('Come as somebody who may post there, or connect the other account under a name of its own.'),
  });
}

async function keep(
  app: App,
  person: Person,
  given: { target: string; tokens: Tokens; granter: Granter; places: Place[]; network: string },
): Promise<void> {
  const { target, granter, places } = given;
  const all = app.team.targets[target]?.connected
    ? [...new Set([target, ...(await sharing(app, given.network, granter.id))])]
    : [target];
  await app.database.transaction(async (transaction) => {
    const { grants: keeper } = app.accounts;
    await keeper.keep(transaction, { ...given, targets: all, personId: person.id });
    await keepPlaces(app, transaction, all, places);
    await outbox.markAllChanged(
      transaction,
      all.map((one) => subjectOf('target', one)),
    );
    await audit.append(
      transaction,
      ...all.map((one) => ({
        ...entryOf('target.connected', app.clock),
        person: { id: person.id, name: person.name },
        target: one,
        details: { as: granter.name, granter: granter.id },
      })),
    );
  });
  await app.accounts.refresh();
  await wakeForCards(app, subjectOf('target', target));
  for (const one of all) await checkAccount(app, one);
}

/** What a new leave gives for places that are targets already: with an old page's token they would go on by the old one. */
export async function keepPlaces(
  app: App,
  transaction: Transaction,
  names: string[],
  places: Place[],
): Promise<void> {
  for (const name of names) {
    const id = app.team.targets[name]?.connected?.place;
    const place = places.find((one) => one.id === id && one.obstacle === undefined);
    if (place) await app.accounts.keepPlace(transaction, name, place);
  }
}

/** The targets that people connected with the permission of this person: one grant, one renewal. */
export async function sharing(app: App, network: string, granterId: string): Promise<string[]> {
  const all = await grants.targetsOf(app.database, network, granterId);
  return all.filter((name) => app.team.targets[name]?.connected);
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
