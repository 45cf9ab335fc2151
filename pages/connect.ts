/**
 * Connecting accounts: what will be asked and why, the way to the network, and what came of it. Of a target that is there
 * its leave; of a network what the leave can post to, and which of it becomes a target.
 */

import type { App } from '../src/app/app.ts';
import { definePage } from '../src/app/app.ts';
import { choose } from '../src/app/grants/choosing.ts';
import { connectBody } from '../src/app/grants/connect-page.ts';
import {
  addressFor,
  connectable,
  finishConnecting,
  mayConnect,
  targetIn,
} from '../src/app/grants/connecting.ts';
import { addressForNew, findPlaces, foundBefore, mayAdd, networkIn } from '../src/app/grants/discovering.ts';
import { connectableNetwork } from '../src/app/grants/discovery.ts';
import { askBody, choicesIn, chosenBody, foundBody, notFoundBody } from '../src/app/grants/places-page.ts';
import { Refusal } from '../src/kit/finding.ts';
import { t } from '../src/kit/t.ts';
import type { PageAnswer, Visit } from '../src/web/page.ts';

export const page = definePage({
  name: 'connect',
  summary: t('Connect an account on a network'),
  allow: 'member',
  async show(visit, app) {
    const network = networkIn(visit.subject);
    return network === undefined ? showTarget(visit, app) : showNetwork(visit, app, network);
  },
  async take(visit, app) {
    const name = networkIn(visit.subject) ?? '';
    const network = connectableNetwork(app, name)?.network;
    if (!network || !mayAdd(visit.person)) return nothing(t('Connect an account'));
    const title = titleOf(network.title);
    const found = await foundBefore(app, visit.person, visit.token);
    if (!found) return { kind: 'page', title, body: notFoundBody(network.title, { kind: 'used' }) };
    const choices = choicesIn(found, visit.values);
    try {
      const chosen = await choose(app, visit.person, name, { found, choices, token: visit.token });
      const renewed = found.places.filter(({ target }) => target?.granter?.id === found.granter.id).length;
      return { kind: 'page', title, body: chosenBody(chosen, renewed) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const body = foundBody(app, network, found, visit, { choices, faults: error.findings });
      return { kind: 'page', status: 422, title, body };
    }
  },
});

async function showTarget({ person, subject, query, token }: Visit, app: App): Promise<PageAnswer> {
  const target = targetIn(subject);
  const title = t('Connect {title}', { title: app.accounts.titleOf(target) });
  const found = mayConnect(app, person, target) ? connectable(app, target) : undefined;
  if (!found) return nothing(title);
  const body = isBack(query)
    ? connectBody({ ...(await finishConnecting(app, person, target, { query, token })), ...found })
    : connectBody({ kind: 'asked', ...found, address: addressFor(app, found, token) });
  return { kind: 'page', title, body };
}

async function showNetwork(visit: Visit, app: App, name: string): Promise<PageAnswer> {
  const { person, query, token } = visit;
  const found = mayAdd(person) ? connectableNetwork(app, name) : undefined;
  if (!found) return nothing(t('Connect an account'));
  const { network } = found;
  const title = titleOf(network.title);
  if (!isBack(query)) return { kind: 'page', title, body: askBody(found, addressForNew(app, found, token)) };
  const places = await findPlaces(app, person, name, { query, token });
  const body =
    places.kind === 'found' ? foundBody(app, network, places, visit) : notFoundBody(network.title, places);
  return { kind: 'page', title, body };
}

function isBack(query: Record<string, string>): boolean {
  return 'code' in query || 'error' in query;
}

function titleOf(network: string): string {
  return t('Connect accounts on {network}', { network });
}

function nothing(title: string): PageAnswer {
  return { kind: 'page', status: 404, title, body: connectBody({ kind: 'nothing' }) };
}
