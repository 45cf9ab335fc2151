/** Who the token is, and whether it may post for a page. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { Granter } from '../grant.ts';
import { NetworkError } from '../network.ts';
import { type LinkedInClient, reads } from './client.ts';
import { isForbidden } from './errors.ts';

export async function personOf(client: LinkedInClient): Promise<{ urn: string; name: string }> {
  const { sub, name } = await client.call({
    method: 'GET',
    path: '/v2/userinfo',
    status: 200,
    read: reads(z.object({ sub: z.string().min(1), name: z.string() })),
  });
  return { urn: `urn:li:person:${sub}`, name };
}

export async function granterOf(client: LinkedInClient): Promise<Granter> {
  const { urn, name } = await personOf(client);
  return { id: urn, name };
}

/** Of a page: apps for pages are not told people's names. */
export async function administratorOf(client: LinkedInClient, organization: string): Promise<Granter> {
  const urn = `urn:li:organization:${organization}`;
  const own = (await rolesOf(client)).find((one) => one.organization === urn && one.roleAssignee);
  if (!own?.roleAssignee) throw notAllowed([]);
  return { id: own.roleAssignee, name: t('an administrator of the page ({id})', { id: own.roleAssignee }) };
}

/** Posting asks for a version, and telling who it is does not: so an old one is found before a post meets it. */
export async function checkVersion(client: LinkedInClient): Promise<void> {
  await rolesOf(client).catch((error: unknown) => {
    // Of people pages are not told; the version was looked at before.
    if (!isForbidden(error)) throw error;
  });
}

/** Throws `NetworkError` where the token's person may not post for it. */
export async function checkPage(
  client: LinkedInClient,
  organization: string,
): Promise<{ name: string; url: string }> {
  const urn = `urn:li:organization:${organization}`;
  const roles = (await rolesOf(client)).filter((one) => one.organization === urn).map(({ role }) => role);
  if (!roles.some((role) => POSTERS.includes(role))) throw notAllowed(roles);
  const { localizedName, vanityName } = await client.call({
    method: 'GET',
    path: `/rest/organizations/${organization}`,
    status: 200,
    read: reads(z.object({ localizedName: z.string().optional(), vanityName: z.string().optional() })),
  });
  return {
    name: localizedName ?? organization,
    url: `https://www.linkedin.com/company/${vanityName ?? organization}`,
  };
}

export interface PageRoles {
  /** The page's number. */
  organization: string;
  roles: string[];
  /** Of the person. */
  assignee?: string;
}

/** Every page that the token's person has a role on. */
export async function pagesOf(client: LinkedInClient): Promise<PageRoles[]> {
  const pages = new Map<string, PageRoles>();
  for (const { organization: urn, role, roleAssignee } of await rolesOf(client)) {
    const organization = /^urn:li:organization:(\d+)$/.exec(urn)?.[1];
    if (organization === undefined) continue;
    const page = pages.get(organization) ?? { organization, roles: [], assignee: roleAssignee };
    page.roles.push(role);
    pages.set(organization, page);
  }
  return [...pages.values()];
}

/** Of people whose role is no administrator's LinkedIn tells no page's name. */
export async function nameOfPage(client: LinkedInClient, organization: string): Promise<string> {
  const { localizedName = organization } = await client
    .call({
      method: 'GET',
      path: `/rest/organizations/${organization}`,
      status: 200,
      read: reads(z.object({ localizedName: z.string().optional() })),
    })
    .catch((error: unknown) => {
      if (isForbidden(error)) return { localizedName: organization };
      throw error;
    });
  return localizedName;
}

async function rolesOf(client: LinkedInClient): Promise<z.infer<typeof roleSchema>[]> {
  const { elements } = await client.call({
    method: 'GET',
    path: '/rest/organizationAcls?q=roleAssignee&state=APPROVED&count=100',
    status: 200,
    read: reads(z.object({ elements: z.array(roleSchema) })),
  });
  return elements;
}

const roleSchema = z.object({
  organization: z.string(),
  role: z.string(),
  roleAssignee: z.string().optional(),
});

export const POSTERS = ['ADMINISTRATOR', 'CONTENT_ADMINISTRATOR'];

function notAllowed(roles: string[]): NetworkError {
  const found = roles.length > 0 ? roles.join(', ') : t('none');
  return new NetworkError('unauthorized', t('LinkedIn: the role on the page is {found}.', { found }), {
    remedy: t(
      'Let an administrator of the page make them a content administrator, or correct `organization`.',
    ),
  });
}
