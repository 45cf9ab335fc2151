/** What went out to a network, as people see it there. Not shown while nothing did. */
import { type Feed, type FeedPost, revokeAccess } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import { elementId } from '../parts/links.ts';
import { clockTime, shortDay } from '../time.ts';

export function NetworkFeed({ feed, zone }: { feed: Feed; zone: string }) {
  const { network, title, accent, posts } = feed;
  const { busy, problem, run } = useDoing();
  if (posts.length === 0) return null;
  return (
    <section
      className="feed"
      data-network={network}
      style={{ borderTopColor: accent }}
      aria-labelledby={`title-${network}`}
    >
      <h3 id={`title-${network}`}>{title}</h3>
      <button
        type="button"
        className="revoke"
        disabled={busy !== undefined}
        title="What its owner does in the network's settings: the bot may not post there any more."
        onClick={() => void run('revoke', () => revokeAccess(network))}
      >
        Take the bot’s access back
      </button>
      {problem !== undefined && <p role="alert">{problem}</p>}
      {posts.map((post) => (
        <Post key={post.id} feed={feed} post={post} zone={zone} />
      ))}
    </section>
  );
}

function Post({
  feed: { network, title: networkTitle },
  post,
  zone,
}: {
  feed: Feed;
  post: FeedPost;
  zone: string;
}) {
  const { id, author, place, title, text, card, answers, marks, at } = post;
  return (
    <article
      id={elementId(network, id)}
      className="feed-post"
      tabIndex={-1}
      aria-label={`${author} on ${networkTitle}, ${clockTime(at, zone)}`}
    >
      <p className="feed-author">
        <b>{author}</b> <span>{place}</span>
      </p>
      {answers !== null && <p className="answered">Answers: {answers || 'a post that is gone'}</p>}
      <Pictures network={network} post={post} />
      {title !== null && <h4>{title}</h4>}
      {text !== '' && <p className="post-text">{text}</p>}
      {card !== null && (
        <a className="feed-card" href={card.source} target="_blank" rel="noopener noreferrer">
          <b>{card.title}</b>
          <span>{card.source}</span>
        </a>
      )}
      <p className="post-foot">
        {marks.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
        <time dateTime={new Date(at).toISOString()}>
          {shortDay(at, zone)}, {clockTime(at, zone)}
        </time>
      </p>
    </article>
  );
}

function Pictures({ network, post: { id, pictures } }: { network: string; post: FeedPost }) {
  if (pictures.length === 0) return null;
  return (
    <div className="feed-pictures" data-many={pictures.length > 1 || undefined}>
      {pictures.map(({ alt }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is out there keeps its order.
        <figure key={`${id} ${index}`}>
          <img src={`/files/${network}/${encodeURIComponent(id)}/${index}`} alt={alt ?? ''} />
          {alt !== null && (
            <figcaption>
              <b>Alt</b> {alt || 'none'}
            </figcaption>
          )}
        </figure>
      ))}
    </div>
  );
}
