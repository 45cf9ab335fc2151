/** The team's account on X, as people see it there. Not shown while nothing is in it. */
import type { ReactNode } from 'react';
import type { View, XPost } from '../api.ts';
import { elementId } from '../parts/links.ts';
import { clockTime, shortDay } from '../time.ts';

export function XAccount({ view: { x, timeZone } }: { view: View }) {
  const { name, username, posts } = x;
  if (posts.length === 0) return null;
  return (
    <section className="x-account" aria-labelledby="title-x">
      <h3 id="title-x">
        {name} <span>@{username} on X</span>
      </h3>
      {posts.map((post) => (
        <Post key={post.id} post={post} zone={timeZone} />
      ))}
    </section>
  );
}

function Post({ post, zone }: { post: XPost; zone: string }) {
  const { id, text, pictures, hasVideo, answers, at } = post;
  return (
    <article
      id={elementId('x', id)}
      className="x-post"
      tabIndex={-1}
      aria-label={`On X, ${clockTime(at, zone)}`}
    >
      {answers !== null && <p className="answered">Answers: {answers || 'a post that is gone'}</p>}
      {text !== '' && <p className="post-text">{linked(post)}</p>}
      {pictures.length > 0 && (
        <div className="x-pictures" data-many={pictures.length > 1 || undefined}>
          {pictures.map((picture) => (
            <figure key={picture.id}>
              <img src={`/files/x/${picture.id}`} alt={picture.alt} />
              <figcaption>
                <b>Alt</b> {picture.alt || 'none'}
              </figcaption>
            </figure>
          ))}
        </div>
      )}
      <p className="post-foot">
        {hasVideo && <span>video</span>}
        <time dateTime={new Date(at).toISOString()}>
          {shortDay(at, zone)}, {clockTime(at, zone)}
        </time>
      </p>
    </article>
  );
}

/** Links as X found them, with or without a scheme. */
function linked({ text, links }: XPost): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { start, end, address } of links) {
    parts.push(text.slice(from, start));
    parts.push(
      <a key={start} href={address} target="_blank" rel="noopener noreferrer">
        {text.slice(start, end)}
      </a>,
    );
    from = end;
  }
  return [...parts, text.slice(from)];
}
