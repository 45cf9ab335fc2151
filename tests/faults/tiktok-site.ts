/** The far side of TikTok: pictures are out when they are asked for, a video when its last chunk has come. */
import type { FarClock } from '../networks/servers/far-side.ts';
import { type Call, json } from '../networks/servers/server.ts';
import { startTikTok } from '../networks/servers/tiktok.ts';
import { before, both, door, type Site, shared } from './site.ts';

export async function tiktokSite(clock: FarClock): Promise<Site> {
  const far = await startTikTok(clock, { processingTakes: 2_000 });
  const server = await before(far.tiktok.url);
  const videoOf = ({ query }: Call) =>
    far.tiktok.publishes().find(({ post }) => post === query.get('upload_id'));
  const refused = (status: number, code: string, message: string) =>
    json(status, { data: {}, error: { code, message, log_id: '1' } });
  // What it has all of goes out, whatever is seen of it yet.
  const live = () =>
    far.tiktok
      .publishes()
      .filter(({ completeAt, failReason }) => completeAt !== undefined && failReason === undefined)
      .map(({ kind, title, description }) => ({ text: kind === 'video' ? title : description }));
  return {
    ...shared({ live, clear: far.clear, stop: () => both(server, far) }, PICTURES),
    publishes: (call) => PICTURES.test(call.path) || (call.method === 'PUT' && isLast(call)),
    gives: ({ method, path }) => method === 'PUT' || VIDEO.test(path),
    account: { ...far.account, api_url: server.url },
    server,
    wordsOf: (call) => videoOf(call)?.title ?? descriptionIn(call),
    // It never says when to come back.
    limited: refused(429, 'rate_limit_exceeded', 'Too many requests'),
    broken: refused(500, 'internal_error', 'Something went wrong'),
    refusal: refused(400, 'invalid_params', 'Not like this'),
    ...door(refused(401, 'access_token_invalid', 'The access token is invalid')),
  };
}

const PICTURES = /\/content\/init\/$/;
const VIDEO = /\/video\/init\/$/;

function isLast({ headers }: Call): boolean {
  const [, to, size] = /-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  return Number(to) + 1 === Number(size);
}

/** An upload that is not there any more is of no post. */
function descriptionIn({ method, body }: Call): string {
  if (method === 'PUT') return '';
  return (JSON.parse(body.toString('utf8')) as { post_info: { description: string } }).post_info.description;
}
