/** What went out: the local account's posts, what was sent to both #announcements, and the networks. */
import type { AccountPost, View } from '../api.ts';
import { clockTime, nearTime, shortDay } from '../time.ts';
import { useNow } from '../use-view.ts';
import { NetworkFeed } from './feed.tsx';
import { LinkedInFeed } from './linkedin.tsx';
import { TelegramChannel } from './telegram.tsx';
import { wentOut } from './went-out.ts';
import { XAccount } from './x.tsx';

export function AccountPane({ view }: { view: View }) {
  const { posts, timeZone } = view;
  const now = useNow(15_000);
  return (
    <section id="pane-account" className="pane account" aria-labelledby="title-account">
      <div className="band">
        <h2 id="title-account">What went out</h2>
      </div>
      <p className="about">
        <b>Acme on the web</b>, an account on this machine, reached by the signed webhook network.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div className="log" role="log" aria-label="Published posts" tabIndex={0}>
        {wentOut(view) === 0 && <Nothing due={view.due} now={now} zone={timeZone} />}
        {posts.map((post) => (
          <Post key={post.id} post={post} now={now} zone={timeZone} />
        ))}
        <Announced view={view} />
        <TelegramChannel view={view} />
        <LinkedInFeed view={view} />
        <XAccount view={view} />
        {view.feeds.map((feed) => (
          <NetworkFeed key={feed.network} feed={feed} zone={timeZone} />
        ))}
      </div>
    </section>
  );
}

function Nothing({ due, now, zone }: { due: number | null; now: number; zone: string }) {
  return (
    <div className="empty">
      <b>Nothing yet.</b>{' '}
      {due === null
        ? 'A post goes out when it is approved and its time has come.'
        : `The next is due ${nearTime(Math.max(due, now), now, zone)}.`}
    </div>
  );
}

function Post({ post, now, zone }: { post: AccountPost; now: number; zone: string }) {
  return (
    <article className="post" aria-label={`Post of ${nearTime(post.at, now, zone)}`}>
      <p className="post-text">{post.text}</p>
      {post.images.map(({ alt, width, height }, index) => (
        <figure key={`${post.id} ${alt}`}>
          <img src={`/files/account/${post.id}/${index}`} alt={alt} width={width} height={height} />
          <figcaption>
            <b>Alt</b> {alt || 'none'}
          </figcaption>
        </figure>
      ))}
      <p className="post-foot">
        <time dateTime={new Date(post.at).toISOString()}>
          {shortDay(post.at, zone)}, {clockTime(post.at, zone)}
        </time>
        <a href={post.url} target="_blank" rel="noopener noreferrer">
          Open its page
        </a>
      </p>
    </article>
  );
}

/** How many of the bot's messages stand in each #announcements. */
function Announced({ view: { slack, discord } }: { view: View }) {
  const inSlack = slack.channels.find(({ name }) => name === 'announcements')?.messages ?? [];
  const inDiscord = discord.channels.find(({ name }) => name === 'announcements')?.messages ?? [];
  const counts = [
    { chat: 'Slack', count: inSlack.filter(({ isApp }) => isApp).length },
    { chat: 'Discord', count: inDiscord.filter(({ author }) => author.bot).length },
  ].filter(({ count }) => count > 0);
  if (counts.length === 0) return null;
  return (
    <p className="announced">
      Also in #announcements: {counts.map(({ chat, count }) => `${count} in ${chat}`).join(', ')}.
    </p>
  );
}
