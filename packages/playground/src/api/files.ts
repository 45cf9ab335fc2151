/**
 * Pictures and files for the page, so that it needs no other origin: people's pictures, uploads, the account's. Nothing
 * else can be had by it: an address names one of these by its id, and none of them runs a script or is shown elsewhere.
 */
import type { LocalLinkedIn } from '@bellwether/local-networks/linkedin/index.ts';
import type { LocalTelegram } from '@bellwether/local-networks/telegram/index.ts';
import type { LocalX } from '@bellwether/local-networks/x/index.ts';
import type { LocalSlack } from '@bellwether/local-slack';
import { Hono, type MiddlewareHandler } from 'hono';
import { imageAnswer, type LocalAccount } from '../account.ts';
import { avatar } from '../avatar.ts';
import { TELEGRAM_CHANNEL } from '../example-accounts.ts';
import type { RunningNetworks } from '../feeds/running.ts';

interface Sources {
  slack: LocalSlack;
  account: LocalAccount;
  telegram: LocalTelegram;
  linkedin: LocalLinkedIn;
  x: LocalX;
  networks: RunningNetworks;
  discordOrigin: string;
}

export function filesApi({ slack, account, telegram, linkedin, x, networks, discordOrigin }: Sources): Hono {
  const app = new Hono();
  app.use('/avatars/*', toOurPage);
  app.use('/files/*', toOurPage);
  app.get('/avatars/:file', (context) => {
    const drawn = avatar(context.req.param('file').replace(/\.svg$/, ''));
    return context.body(drawn, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' });
  });
  app.get('/files/slack/:id', (context) => {
    const id = context.req.param('id');
    if (!slack.hasFile(id)) return context.text(GONE, 404);
    const { bytes, mime, name } = slack.fileBytes(id);
    return fileAnswer(bytes, mime, name);
  });
  // Ids alone: a parameter is unescaped before it is read, so that it may hold `../`.
  app.get('/files/discord/:channel{[0-9]+}/:id{[0-9]+}/:name', async (context) => {
    const { search } = new URL(context.req.url);
    const { channel, id, name } = context.req.param();
    const answer = await fetch(
      `${discordOrigin}/attachments/${channel}/${id}/${encodeURIComponent(name)}${search}`,
      { redirect: 'manual' },
    );
    if (!answer.ok) return context.text(GONE, 404);
    const mime = answer.headers.get('content-type') ?? '';
    return fileAnswer(new Uint8Array(await answer.arrayBuffer()), mime, name);
  });
  app.get('/files/account/:post/:index', (context) =>
    imageAnswer(account.image(context.req.param('post'), Number(context.req.param('index')))),
  );
  app.get('/files/telegram/:message', (context) =>
    imageAnswer(telegram.picture(TELEGRAM_CHANNEL.id, Number(context.req.param('message')))),
  );
  app.get('/files/linkedin/:post/:index', (context) =>
    imageAnswer(linkedin.picture(context.req.param('post'), Number(context.req.param('index')))),
  );
  app.get('/files/x/:picture', (context) => imageAnswer(x.picture(context.req.param('picture'))));
  app.get('/files/:network/:post/:index', (context) => {
    const { network, post, index } = context.req.param();
    return imageAnswer(networks.picture(network, post, Number(index)));
  });
  return app;
}

const GONE = 'This file is not here any more.';

/** Other sites get none of it, also not to embed; what is opened by itself runs nothing. */
const toOurPage: MiddlewareHandler = async (context, next) => {
  if (['cross-site', 'same-site'].includes(context.req.header('sec-fetch-site') ?? ''))
    return context.text('Another web site asked for a file of the playground. It gets none.', 403);
  await next();
  context.res.headers.set('x-content-type-options', 'nosniff');
  context.res.headers.set('content-security-policy', "default-src 'none'; sandbox");
  context.res.headers.set('cross-origin-resource-policy', 'same-origin');
};

/** What could run a script on our page is handed out as a download. */
function fileAnswer(bytes: Uint8Array, mime: string, name: string): Response {
  const safe = /^image\/(png|jpe?g|gif|webp|avif)$/.test(mime);
  const disposition = `${safe ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(Buffer.from(name).toString())}`;
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': safe ? mime : 'application/octet-stream',
      'content-disposition': disposition,
      'x-content-type-options': 'nosniff',
    },
  });
}
