/** What went out to LinkedIn, as people see it there. Not shown while nothing did. */
import type { LinkedInPost, View } from '../api.ts';
import { elementId } from '../parts/links.ts';
import { clockTime, shortDay } from '../time.ts';

export function LinkedInFeed({ view: { linkedin, timeZone } }: { view: View }) {
  if (linkedin.length === 0) return null;
  return (
    <section className="linkedin" aria-labelledby="title-linkedin">
      <h3 id="title-linkedin">LinkedIn</h3>
      {linkedin.map((post) => (
        <Post key={post.id} post={post} zone={timeZone} />
      ))}
    </section>
  );
}

function Post({ post, zone }: { post: LinkedInPost; zone: string }) {
  const { id, author, isPage, text, pictures, hasVideo, card, at, isEdited } = post;
  return (
    <article
      id={elementId('linkedin', id)}
      className="feed-post"
      tabIndex={-1}
      aria-label={`${author} on LinkedIn, ${clockTime(at, zone)}`}
    >
      <p className="feed-author">
        <b>{author}</b> <span>{isPage ? 'Page' : 'Profile'}</span>
      </p>
      {text !== '' && <p className="post-text">{text}</p>}
      {pictures.map(({ alt }, index) => (
        <figure key={`${id} ${alt}`}>
          <img src={`/files/linkedin/${id}/${index}`} alt={alt} />
          <figcaption>
            <b>Alt</b> {alt || 'none'}
          </figcaption>
        </figure>
      ))}
      {card !== null && (
        <a className="feed-card" href={card.source} target="_blank" rel="noopener noreferrer">
          {card.hasPicture && <img src={`/files/linkedin/${id}/0`} alt="" />}
          <b>{card.title}</b>
          <span>{URL.canParse(card.source) ? new URL(card.source).host : card.source}</span>
        </a>
      )}
      <p className="post-foot">
        {hasVideo && <span>video</span>}
        {isEdited && <span>edited</span>}
        <time dateTime={new Date(at).toISOString()}>
          {shortDay(at, zone)}, {clockTime(at, zone)}
        </time>
      </p>
    </article>
  );
}
