/** Serves the pages: checks the link, asks who comes, and takes a form only where it was shown by us to the same person. */
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Refusal } from '../kit/finding.ts';
import type { Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import { may, type Person } from '../people/person.ts';
import { html } from './html.ts';
import type { Mount } from './mount.ts';
import type { PageAnswer, PageDefinition, Visit } from './page.ts';
import { framed, PAGE_HEADERS, PLAYING } from './page-frame.ts';
import { PAGES_PATH, type PageLinks } from './page-links.ts';
import { played } from './played.ts';

export interface PagesOptions<App> {
  /** Read at the first visit. */
  pages(): Promise<readonly PageDefinition<App>[]>;
  app: App;
  links: PageLinks;
  log: Log;
  /** With the roles that they hold now; undefined: nobody is known by that number any more. Throws when it cannot be told. */
  who(personId: number): Promise<Person | undefined>;
}

export function mountPages<App>(options: PagesOptions<App>): Mount {
  const listener = getRequestListener(createPages(options).fetch, { overrideGlobalObjects: false });
  return { prefix: PAGES_PATH, listener };
}

export function createPages<App>(options: PagesOptions<App>): Hono {
  const { log, app } = options;
  const site = new Hono();
  site.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(PAGE_HEADERS))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  });
  site.get(`${PAGES_PATH}/:name`, async (context) => {
    const opened = await open(options, context);
    return 'status' in opened
      ? refused(context, opened)
      : answer(context, await opened.page.show(opened.visit, app));
  });
  site.post(`${PAGES_PATH}/:name`, bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), async (context) => {
    const opened = await open(options, context);
    if ('status' in opened) return refused(context, opened);
    const { page, visit } = opened;
    const values = textsIn(await context.req.parseBody());
    if (!page.take) return refused(context, { status: 405, words: t('This page takes no form.') });
    if (!isFromHere(context) || !options.links.isFormToken(values[FORM_TOKEN] ?? '', visit.token))
      return refused(context, { status: 403, words: t('The form was not sent from its page.') });
    return answer(context, await page.take({ ...visit, values }, app));
  });
  site.all('*', (context) => refused(context, { status: 404, words: t('There is no such page.') }));
  site.onError((error, context) => {
    if (error instanceof Refusal)
      return refused(context, {
        status: 422,
        words: error.findings.map((one) => `${one.message} ${one.remedy}`).join(' '),
      });
    log.error({ err: error, path: context.req.path }, 'A page failed.');
    return refused(context, { status: 500, words: t('Something went wrong here. It stands in the log.') });
  });
  return site;
}

interface Opened<App> {
  page: PageDefinition<App>;
  visit: Visit;
}

interface Refused {
  status: 403 | 404 | 405 | 413 | 422 | 500;
  words: string;
}

async function open<App>(options: PagesOptions<App>, context: Context): Promise<Opened<App> | Refused> {
  const { link, state, ...query } = context.req.query();
  const token = link ?? state ?? '';
  const granted = options.links.read(token);
  const name = context.req.param('name');
  // Whoever has no link learns nothing of what there is.
  if (!granted || granted.page !== name) return EXPIRED;
  const page = (await options.pages()).find((one) => one.name === name);
  const person = page && (await options.who(granted.personId));
  if (!page || !person) return EXPIRED;
  if (!may(person, page.allow))
    return { status: 403, words: t('You do not have the role for this page any more.') };
  const formFields = html`<input type="hidden" name="${FORM_TOKEN}" value="${options.links.formToken(token)}">`;
  const path = `${PAGES_PATH}/${name}?link=${token}`;
  return { page, visit: { person, subject: granted.subject, query, formFields, path, token } };
}

const EXPIRED: Refused = {
  status: 403,
  words: t('This link does not open anything, or not any more. Ask for a new one in the chat.'),
};

/** A browser says where a form comes from; what says nothing of it is no browser of today. */
function isFromHere({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = req.header('origin') ?? '';
  return URL.canParse(origin) && new URL(origin).host === req.header('host');
}

function textsIn(body: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

async function answer(context: Context, given: PageAnswer): Promise<Response> {
  if (given.kind === 'page') {
    const document = await framed(given.title, given.body);
    return context.html(document, given.status ?? 200, given.plays ? PLAYING : {});
  }
  if (given.kind === 'played') return played(given, context.req.header('range'));
  const { name, contentType, bytes } = given;
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
  });
}

async function refused(context: Context, { status, words }: Refused): Promise<Response> {
  return context.html(await framed('Bellwether', html`<h1>Bellwether</h1><p>${words}</p>`), status);
}

function tooLarge(context: Context): Promise<Response> {
  return refused(context, { status: 413, words: t('That is more than a form of this page holds.') });
}

const FORM_TOKEN = 'form-token';
const MOST_BYTES = 100_000;
