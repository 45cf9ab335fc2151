/**
 * The page and its API, on this machine alone:
 * `GET /api/view?slack=ID&discord=ID` what two people see, the clock and the account's posts;
 * `GET /api/events` a server-sent `change` whenever that differs;
 * `POST /api/networks/NAME/revoke` whose account it is takes back there what they allowed the bot;
 * `POST /api/newcomers` somebody whom nobody knows joins the Discord server;
 * `POST /api/slack/ID/ACT`, `POST /api/discord/ID/ACT` something that a person does; `POST /api/clock` moves time.
 */

import type { Log } from '@bellwether/local-server/log.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { LocalAccount } from '../account.ts';
import { MOVES } from '../timekeeping.ts';
import { type Places, viewOf } from '../view.ts';
import { PEOPLE, withOwnPictures } from '../world.ts';
import { answerAct } from './act.ts';
import { pageRoutes } from './assets.ts';
import { discordActs } from './discord-acts.ts';
import type { EventStreams } from './events.ts';
import { filesApi } from './files.ts';
import { refuseStrangers } from './guard.ts';
import { slackActs } from './slack-acts.ts';

export interface ApiOptions extends Places {
  account: LocalAccount;
  events: EventStreams;
  log: Log;
}

/** Ten files of ten megabytes, as base64. */
const LARGEST_BODY = 140_000_000;
const clockMove = z.object({ to: z.enum(MOVES) });
const newcomer = z.object({ username: z.string().min(2).max(32) });
const acting = z.object({ slack: z.string().min(1), discord: z.string().min(1) });

export function createApi(options: ApiOptions): Hono {
  const { slack, discord, events, time, log } = options;
  const discordOrigin = new URL(discord.apiUrl).origin;
  const app = new Hono();
  app.use(refuseStrangers);
  app.use('/api/*', noStore, bodyLimit({ maxSize: LARGEST_BODY, onError: tooLarge }));
  app.get('/api/view', (context) => view(context, options, discordOrigin));
  app.get('/api/events', (context) => events.answer(context));
  app.post('/api/slack/:user/:act', (context) => {
    const { user, act } = context.req.param();
    const found = Object.hasOwn(slackActs, act) ? slackActs[act] : undefined;
    return found
      ? answerAct(context, async (body) => found.perform(slack.as(user), body))
      : noSuchAct(context);
  });
  app.post('/api/discord/:user/:act', (context) => {
    const { user, act } = context.req.param();
    const found = Object.hasOwn(discordActs, act) ? discordActs[act] : undefined;
    return found
      ? answerAct(context, async (body) => found.perform(discord.as(user), body))
      : noSuchAct(context);
  });
  app.post('/api/newcomers', (context) =>
    answerAct(context, async (body) => ({ id: discord.guild.welcome(newcomer.parse(body).username) })),
  );
  app.post('/api/networks/:name/revoke', (context) =>
    answerAct(context, async () => options.networks.revoke(context.req.param('name'))),
  );
  app.post('/api/clock', (context) =>
    answerAct(context, async (body) => ({
      stops: await time.move(clockMove.parse(body).to),
      now: time.now(),
    })),
  );
  app.route('/', filesApi({ ...options, discordOrigin }));
  app.route('/', pageRoutes());
  app.notFound((context) => context.json({ ok: false, problem: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    log.error({ err: error, path: context.req.path }, 'The playground failed.');
    return context.json({ ok: false, problem: 'The playground failed; its log says more.' }, 500);
  });
  return app;
}

async function view(context: Context, options: ApiOptions, discordOrigin: string): Promise<Response> {
  const who = acting.safeParse(context.req.query());
  if (!who.success) return context.json({ ok: false, problem: z.prettifyError(who.error) }, 422);
  const known =
    PEOPLE.some((one) => one.slack === who.data.slack) &&
    PEOPLE.some((one) => one.discord === who.data.discord);
  if (!known) return context.json({ ok: false, problem: 'There is no such person.' }, 404);
  const drawn = await viewOf(options, who.data);
  // The page may load pictures from its own origin alone.
  const json = withOwnPictures(
    JSON.stringify(drawn).replaceAll(`${discordOrigin}/attachments/`, '/files/discord/'),
  );
  return context.body(json, 200, { 'content-type': 'application/json' });
}

async function noStore(context: Context, next: () => Promise<void>): Promise<void> {
  await next();
  context.header('cache-control', 'no-store');
}

function noSuchAct(context: Context): Response {
  return context.json({ ok: false, problem: 'There is no such act.' }, 404);
}

function tooLarge(context: Context): Response {
  const problem = `That is more than ${LARGEST_BODY / 1_000_000} MB at once. Send fewer or smaller files.`;
  return context.json({ ok: false, problem }, 413);
}
