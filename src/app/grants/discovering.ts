/** Connecting what stands in no file: a person consents, and sees what it can post to. Kept until they choose. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Discovered, Place } from '../../networks/discovery.ts';
import type { Tokens } from '../../networks/grant.ts';
import { authorizationAddress } from '../../networks/oauth.ts';
import type { Person } from '../../people/person.ts';
import { holds } from '../../people/role.ts';
import * as grants from '../../store/grants.ts';
import * as targets from '../../store/targets.ts';
import type { App } from '../app.ts';
import { tokensSchema } from '../grant-keeper.ts';
import { type Connectable, connectableNetwork, discover } from './discovery.ts';
import { type Came, exchange, type NotAllowed, redirectOf, refusalsTold, visitOf } from './exchange.ts';

/** Targets that stand in no file are an admin's to add. */
export function mayAdd({ roles }: Pick<Person, 'roles'>): boolean {
  return holds(roles, 'admin');
}

/** To one person, for once. */
export function linkForNew(app: App, network: string, personId: number): string {
  return app.pages.linkTo('connect', `${NEW}${network}~${randomUUID()}`, personId);
}

/** Of such a link's subject; undefined: it is of a target. */
export function networkIn(subject: string): string | undefined {
  return subject.startsWith(NEW) ? subject.slice(NEW.length).split('~')[0] : undefined;
}

/** No target is called so. */
const NEW = '+';

export function addressForNew(app: App, { discovery, settings }: Connectable, token: string): string {
  const own = { state: token, verifier: app.pages.proof(token) };
  return authorizationAddress(discovery.consent(settings), redirectOf(app), own);
}

export interface FoundPlace extends Place {
  /** The target that posts there already. */
  target?: {
    name: string;
    title: string;
    /** Undefined: it was disconnected. */
    granter?: { id: string; name: string };
  };
}

export interface Found {
  kind: 'found';
  granter: Discovered['granter'];
  places: FoundPlace[];
  /** Targets by this person's grant whose places it does not show any more. */
  missing: { name: string; title: string }[];
  tokens: Tokens;
}

/** What the grant shows. At the same visit again: what it showed before. */
export async function findPlaces(
  app: App,
  person: Person,
  name: string,
  came: Came,
): Promise<Found | NotAllowed> {
  const before = await foundBefore(app, person, came.token);
  const network = connectableNetwork(app, name);
  if (before || !network) return before ?? { kind: 'used' };
  return refusalsTold(async (): Promise<Found | NotAllowed> => {
    const consent = network.discovery.consent(network.settings);
    const given = await exchange(app, { network: network.network.title, consent }, came);
    if (!('tokens' in given)) return given;
    const { tokens } = given;
    const discovered = await discover(app, name, tokens.access);
    await targets.forgetDiscoveries(app.database, new Date(app.clock.now()));
    const kept: Kept = { network: name, tokens, ...discovered };
    const id = visitOf(came.token);
    await targets.keepDiscovery(app.database, {
      ...{ id, personId: person.id },
      sealed: app.accounts.seal.seal(JSON.stringify(kept), contextOfDiscovery(id)),
      expiresAt: new Date(app.clock.now() + LASTS),
    });
    return foundOf(app, kept);
  });
}

/** Undefined: this visit found nothing yet, or it was chosen from, or it is too long ago. */
export async function foundBefore(app: App, person: Person, token: string): Promise<Found | undefined> {
  const id = visitOf(token);
  const now = new Date(app.clock.now());
  const sealed = await targets.discovery(app.database, id, person.id, now);
  if (sealed === undefined) return undefined;
  const opened = app.accounts.seal.open(sealed, contextOfDiscovery(id));
  return foundOf(app, keptShape.parse(JSON.parse(opened)));
}

async function foundOf(app: App, { network, granter, places, tokens }: Kept): Promise<Found> {
  const all = (await targets.all(app.database)).filter((one) => one.network === network);
  const found = places.map(async (place): Promise<FoundPlace> => {
    const stored = all.find((one) => one.place === place.id);
    if (!stored) return place;
    const grant = await grants.forTarget(app.database, stored.name);
    const { name, title } = stored;
    const by = grant && { id: grant.granterId, name: grant.granterName };
    return { ...place, target: { name, title, ...(by && { granter: by }) } };
  });
  const own = await grants.targetsOf(app.database, network, granter.id);
  const missing = all
    .filter(({ name, place }) => own.includes(name) && !places.some(({ id }) => id === place))
    .map(({ name, title }) => ({ name, title }));
  return { kind: 'found', granter, places: await Promise.all(found), missing, tokens };
}

/** Ms: as long as the link opens. */
const LASTS = 30 * 60_000;

function contextOfDiscovery(id: string): string {
  return `discovery:${id}`;
}

const keptShape = z.object({
  network: z.string(),
  tokens: tokensSchema,
  granter: z.object({ id: z.string(), name: z.string() }),
  places: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      account: z.record(z.string(), z.string()),
      obstacle: z.string().optional(),
    }),
  ),
});
type Kept = z.infer<typeof keptShape>;
