/** The video of a post, for whoever decides on it: as it was taken in, and as it goes out. */
import { type App, definePage } from '../src/app/app.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { refuse } from '../src/kit/finding.ts';
import { t } from '../src/kit/t.ts';
import type { Blobs } from '../src/media/blobs.ts';
import { type ApprovedBlob, ChangedBlob, checkedRange } from '../src/media/checked.ts';
import { videoWords } from '../src/posts/video.ts';
import { databaseBlobs } from '../src/store/blobs.ts';
import { BucketError } from '../src/store/bucket-error.ts';
import * as posts from '../src/store/posts.ts';
import * as videos from '../src/store/videos.ts';
import { html } from '../src/web/html.ts';

export const page = definePage({
  name: 'video',
  summary: t('The video of a post, to be seen before it is approved'),
  allow: 'member',
  async show({ subject, query, path }, app) {
    const [id = '', revision = ''] = subject.split('.');
    const shown = await posts.findRevision(app.database, readPostId(id), Number(revision));
    const use = shown?.content.media.find(({ video }) => video);
    const blobs = app.blobs ?? databaseBlobs(app.database);
    if (!use?.video || !(await isKept(blobs, use.hash).catch(notRead))) return nothing();
    const { hash, alt, video } = use;
    const { size, piecesHash } = video;
    const noted = await videos.find(app.database, hash);
    const approved = { hash, size, piecesHash, pieceHashes: noted?.pieceHashes ?? null };
    if (!(await beginsAsGiven(blobs, approved))) {
      tell(app, subject);
      return changed();
    }
    if (query.as === 'mp4')
      return {
        ...{ kind: 'played', contentType: 'video/mp4', size },
        read: (from, to) => told(checkedRange(blobs, approved, from, to), () => tell(app, subject)),
      };
    const title = t('The video of post {id}, version {revision}', { id, revision });
    const body = html`<h1>${title}</h1>
<video controls preload="metadata" src="${path}&as=mp4"></video>
<p>${videoWords(video)}</p>
${alt === '' ? '' : html`<p>${alt}</p>`}
<p class="soft">${t('An approval is for exactly this file: SHA-256 {hash}', { hash })}</p>
<p class="soft">${t('Each piece is checked before it is played. If the video stops with an error, it was changed since it was given: do not approve it, and tell your operator.')}</p>`;
    return { kind: 'page', title, body, plays: true };
  },
});

/** Something is there under that hash. */
async function isKept(blobs: Blobs, hash: string): Promise<boolean> {
  for await (const piece of blobs.read(hash, 0, 1)) if (piece.byteLength > 0) return true;
  return false;
}

function notRead(error: unknown): never {
  if (!(error instanceof BucketError)) throw error;
  const message = t('The video cannot be read now: the bucket {reason}.', { reason: error.message });
  throw refuse('video.unread', 'video', message, t('Open the link again in a while.'));
}

async function beginsAsGiven(blobs: Blobs, approved: ApprovedBlob): Promise<boolean> {
  try {
    for await (const _ of checkedRange(blobs, approved, 0, 1)) break;
    return true;
  } catch (error) {
    if (error instanceof ChangedBlob) return false;
    throw error;
  }
}

/** What is given out breaks off where it is not what was taken in; whoever watches sees an error in its place. */
async function* told(bytes: AsyncIterable<Uint8Array>, changed: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (error instanceof ChangedBlob) changed();
    throw error;
  }
}

function tell({ log }: App, subject: string): void {
  log.error({ video: subject }, 'a video is not what was taken in; it was not shown');
}

function nothing() {
  const title = t('There is no such video, or it is not kept any more');
  return { kind: 'page' as const, status: 404 as const, title, body: html`<h1>${title}</h1>` };
}

function changed() {
  const title = t('This video was changed since it was given');
  const body = html`<h1>${title}</h1>
<p>${t('It is not shown, and it does not go out. Tell your operator to find out who may write to where media are kept; then edit the post and add the video again.')}</p>`;
  return { kind: 'page' as const, status: 422 as const, title, body };
}
