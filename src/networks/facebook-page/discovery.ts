/** The pages that a person's grant can post to, each with its own token. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { Discovered, Discovery, Place } from '../discovery.ts';
import { GraphClient } from '../graph.ts';
import { NetworkError, type Outside } from '../network.ts';
import { app, type FacebookApp } from './account.ts';
import { consentOfApp, scopesOf } from './consent.ts';

export const discovery: Discovery<FacebookApp> = {
  app,
  consent: consentOfApp,
  discover,
  account: ({ client_id: _, client_secret: __, ...shared }, kept) => ({ ...shared, ...kept }),
};

async function discover(settings: FacebookApp, outside: Outside): Promise<Discovered> {
  const { api_url, version } = settings;
  const client = new GraphClient({
    ...{ network: 'Facebook', base: `${api_url}/${version}`, remedy: AGAIN },
    ...(outside.deadline !== undefined && { deadline: outside.deadline }),
    token: async () => (await outside.grant?.token()) ?? '',
  });
  const granter = await client.call({
    ...{ method: 'GET', path: '/me', fields: { fields: 'id,name' } },
    result: z.object({ id: z.string().min(1), name: z.string() }),
  });
  await checkPermissions(client, settings);
  const places = (await pagesOf(client)).map(placeOf);
  if (places.length === 0) throw noPage();
  return { granter, places };
}

/** What was unticked is not told with the token. */
async function checkPermissions(client: GraphClient, settings: FacebookApp): Promise<void> {
  const { data } = await client.call({
    ...{ method: 'GET', path: '/me/permissions' },
    result: z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) }),
  });
  const given = data.filter(({ status }) => status === 'granted').map(({ permission }) => permission);
  const lacking = scopesOf(settings)
    .map(({ name }) => name)
    .filter((name) => !given.includes(name));
  if (lacking.length === 0) return;
  const scopes = lacking.join(', ');
  throw new NetworkError('refused', t('Facebook did not give: {scopes}. All of it is needed.', { scopes }), {
    remedy: AGAIN,
  });
}

/** All that a person has a role on. Throws where they are too many to be told. */
async function pagesOf(client: GraphClient): Promise<Page[]> {
  const pages: Page[] = [];
  let after: string | undefined;
  for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
    const { data, paging } = await client.call({
      ...{ method: 'GET', path: '/me/accounts' },
      fields: { fields: 'id,name,access_token,tasks', limit: '100', ...(after !== undefined && { after }) },
      result: listSchema,
    });
    pages.push(...data);
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) return pages;
  }
  throw new NetworkError('refused', t('Facebook tells of more pages than can be listed.'), {
    remedy: t('Come as somebody with fewer pages, or tick those alone that are meant.'),
  });
}

const pageSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  access_token: z.string().optional(),
  tasks: z.array(z.string()).default([]),
});
type Page = z.infer<typeof pageSchema>;

const cursors = z.object({ after: z.string() }).optional();
const listSchema = z.object({
  data: z.array(pageSchema),
  paging: z.object({ cursors, next: z.string().optional() }).optional(),
});

function placeOf({ id, name, access_token, tasks }: Page): Place {
  const place = { id, kind: t('page'), name };
  if (access_token !== undefined && tasks.includes(POSTS))
    return { ...place, account: { page: id, access_token } };
  const obstacle = t(
    'The tasks there are {tasks}, and posting takes {needed}. Whoever manages the page can give it (Page access).',
    { tasks: tasks.join(', ') || t('none'), needed: POSTS },
  );
  return { ...place, account: { page: id }, obstacle };
}

function noPage(): NetworkError {
  return new NetworkError('refused', t('Facebook tells of no page that you have a role on.'), {
    remedy: t('Come as somebody who has one, and leave the page ticked where Facebook asks which.'),
  });
}

/** The task of whoever may post for a page. */
const POSTS = 'CREATE_CONTENT';
const MOST_ANSWERS = 20;
const AGAIN = t('Connect it again, and leave all that it asks for ticked.');
