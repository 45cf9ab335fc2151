/** The video of a post, for whoever decides on it: as it was taken in, and as it goes out. */
import { definePage } from '../src/app/app.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { t } from '../src/kit/t.ts';
import { videoWords } from '../src/posts/video.ts';
import { databaseBlobs } from '../src/store/blobs.ts';
import * as posts from '../src/store/posts.ts';
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
    if (!use?.video || !(await isKept(blobs.read(use.hash, 0, 1)))) return nothing();
    const { hash, alt, video } = use;
    const { size } = video;
    if (query.as === 'mp4')
      return {
        ...{ kind: 'played', contentType: 'video/mp4', size },
        read: (from, to) => blobs.read(hash, from, to),
      };
    const title = t('The video of post {id}, version {revision}', { id, revision });
    const body = html`<h1>${title}</h1>
<video controls preload="metadata" src="${path}&as=mp4"></video>
<p>${videoWords(video)}</p>
${alt === '' ? '' : html`<p>${alt}</p>`}
<p class="soft">${t('An approval is for exactly this file: SHA-256 {hash}', { hash })}</p>`;
    return { kind: 'page', title, body, plays: true };
  },
});

/** Its first byte is there. */
async function isKept(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  for await (const piece of bytes) if (piece.byteLength > 0) return true;
  return false;
}

function nothing() {
  const title = t('There is no such video, or it is not kept any more');
  return { kind: 'page' as const, status: 404 as const, title, body: html`<h1>${title}</h1>` };
}
