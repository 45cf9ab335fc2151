/** What other systems send as mentions. */
import type { Item } from '../../listening/item.ts';
import type { MentionHook, SentMention } from '../../web/mention-hook.ts';
import type { App } from '../app.ts';
import { sourceNamed } from './replying.ts';
import { takeIn } from './taking-in.ts';

export function mentionsByHook(app: App): MentionHook {
  return {
    secretOf(name) {
      const source = sourceNamed(app, name);
      return source?.kind === 'webhook' ? source.secret : undefined;
    },
    now: () => app.clock.now(),
    async take(name, mentions) {
      const source = sourceNamed(app, name);
      if (!source) return 0;
      const items = mentions.map((one) => itemOf(one, app.clock.now()));
      return (await takeIn(app, source, items)).stored;
    },
  };
}

/** A clock that runs ahead does not make news of tomorrow. */
function itemOf({ id, text, at, author, url, in_reply_to: inReplyTo }: SentMention, now: number): Item {
  const handle = author.handle ?? author.name;
  return {
    ...{ id, kind: inReplyTo === undefined ? 'mention' : 'reply', text, at: Math.min(at, now) },
    author: {
      ...{ id: author.url ?? handle, name: author.name, handle },
      ...(author.url !== undefined && { url: author.url }),
      ...(author.followers !== undefined && { followers: author.followers }),
    },
    audience: 'public',
    thread: inReplyTo ?? id,
    ...(url !== undefined && { url }),
    ...(inReplyTo !== undefined && { inReplyTo }),
  };
}
