/** The team's channel on Telegram, as people see it there. Not shown while nothing is in it. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { TelegramPost, View } from '../api.ts';
import { elementId } from '../parts/links.ts';
import { clockTime, shortDay } from '../time.ts';

export function TelegramChannel({ view: { telegram, timeZone } }: { view: View }) {
  const { title, username, posts } = telegram;
  if (posts.length === 0) return null;
  return (
    <section className="telegram" aria-labelledby="title-telegram">
      <h3 id="title-telegram">
        {title} <span>t.me/{username}</span>
      </h3>
      {posts.map((post) => (
        <Post key={post.id} post={post} zone={timeZone} />
      ))}
    </section>
  );
}

function Post({ post, zone }: { post: TelegramPost; zone: string }) {
  const { id, text, pictures, video, preview, answers } = post;
  return (
    <article
      id={elementId('telegram', String(id))}
      className="bubble"
      tabIndex={-1}
      aria-label={`On Telegram, ${clockTime(post.at, zone)}`}
    >
      {answers !== null && <p className="answered">{answers || 'A message that is gone'}</p>}
      {pictures.length > 0 && (
        <div className="album" data-many={pictures.length > 1 || undefined}>
          {pictures.map((picture) => (
            <Picture key={picture.message} picture={picture} />
          ))}
        </div>
      )}
      {text !== '' && <p className="post-text">{marked(post)}</p>}
      {preview !== null && <p className="preview">{hostOf(preview)}: a preview of its page</p>}
      <p className="post-foot">
        {video !== null && <span>{videoWords(video)}</span>}
        {post.isSilent && <span>no sound</span>}
        {post.isEdited && <span>edited</span>}
        <time dateTime={new Date(post.at).toISOString()}>
          {shortDay(post.at, zone)}, {clockTime(post.at, zone)}
        </time>
      </p>
    </article>
  );
}

function Picture({ picture }: { picture: TelegramPost['pictures'][number] }) {
  const { message, width, height, isSpoiler } = picture;
  const [hidden, setHidden] = useState(isSpoiler);
  // Telegram keeps no alt text.
  const image = <img src={`/files/telegram/${message}`} alt="" width={width} height={height} />;
  if (!hidden) return image;
  return (
    <button type="button" className="spoiler" onClick={() => setHidden(false)}>
      {image}
      <span>Show the picture</span>
    </button>
  );
}

function videoWords({ duration, width, height, isSpoiler }: NonNullable<TelegramPost['video']>): string {
  const length = `${Math.floor(duration / 60)}:${String(duration % 60).padStart(2, '0')}`;
  return `video, ${length}, ${width} × ${height}${isSpoiler ? ', spoiler' : ''}`;
}

/** Links, names and tags stand out, as Telegram found them. */
function marked({ text, entities }: TelegramPost): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { type, offset, length } of entities) {
    if (offset < end) continue;
    parts.push(text.slice(end, offset));
    end = offset + length;
    parts.push(<Marked key={offset} type={type} text={text.slice(offset, end)} />);
  }
  return [...parts, text.slice(end)];
}

function Marked({ type, text }: { type: string; text: string }) {
  if (type !== 'url') return <span className="found">{text}</span>;
  return (
    <a href={text} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link;
}
