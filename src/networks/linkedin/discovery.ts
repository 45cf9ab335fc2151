/** The pages and the profile that a person's grant can post to. */
import { t } from '../../kit/t.ts';
import type { Discovered, Discovery, Place } from '../discovery.ts';
import { NetworkError, type Outside } from '../network.ts';
import { account, app, type LinkedInApp } from './account.ts';
import { LinkedInClient } from './client.ts';
import { consentOfApp } from './consent.ts';
import { nameOfPage, type PageRoles, POSTERS, pagesOf, personOf } from './standing.ts';

export const discovery: Discovery<LinkedInApp> = {
  app,
  consent: consentOfApp,
  discover,
  account: accountOf,
};

async function discover(settings: LinkedInApp, outside: Outside): Promise<Discovered> {
  const client = new LinkedInClient(account.parse(accountOf(settings, {})), outside);
  const person = settings.asks_for.includes('profile') ? await personOf(client) : undefined;
  const pages = settings.asks_for.includes('pages') ? await pagesOf(client) : [];
  // Whoever is asked for pages alone is not told of by name.
  const id = person?.urn ?? pages.find(({ assignee }) => assignee !== undefined)?.assignee;
  if (id === undefined) throw noPage();
  const places: Place[] = person
    ? [{ id: person.urn, kind: t('profile'), name: person.name, account: {} }]
    : [];
  for (const page of pages) places.push(await placeOf(client, page));
  return { granter: { id, name: person?.name ?? t('an administrator of the page ({id})', { id }) }, places };
}

async function placeOf(client: LinkedInClient, { organization, roles }: PageRoles): Promise<Place> {
  const name = await nameOfPage(client, organization);
  const place = {
    ...{ id: `urn:li:organization:${organization}`, kind: t('page'), name },
    account: { organization },
  };
  if (roles.some((role) => POSTERS.includes(role))) return place;
  const obstacle = t(
    'The role there is {roles}. An administrator of the page can make them a content administrator.',
    { roles: roles.join(', ') },
  );
  return { ...place, obstacle };
}

function accountOf({ asks_for: _, ...shared }: LinkedInApp, kept: Place['account']): Record<string, unknown> {
  return { ...shared, ...kept };
}

function noPage(): NetworkError {
  return new NetworkError('refused', t('LinkedIn tells of no page that you have a role on.'), {
    remedy: t('Come as somebody who has one, or let an administrator of the page give you one.'),
  });
}
