/** What others write on Mastodon: their statuses, and the notifications of them (docs.joinmastodon.org/methods/notifications). */
import { type Call, json, type Reply } from './server.ts';

export interface OtherStatus {
  id: string;
  html: string;
  visibility: 'public' | 'unlisted' | 'private' | 'direct';
  spoiler: string;
  type: string;
  createdAt: number;
  inReplyTo?: string;
  language?: string;
}

export class MastodonOthers {
  readonly statuses: OtherStatus[] = [];
  /** What the account's policy filters waits apart, by account. */
  readonly heldBack: { account: string; notifications: number }[] = [];
  private issued = 900_000;

  write(html: string, given: Partial<OtherStatus> = {}): OtherStatus {
    this.issued += 1;
    const id = String(this.issued);
    const status: OtherStatus = {
      ...{
        id,
        html,
        visibility: 'public',
        spoiler: '',
        type: 'mention',
        createdAt: Date.now(),
        language: 'en',
      },
      ...given,
    };
    this.statuses.push(status);
    return status;
  }

  remove(id: string): void {
    const index = this.statuses.findIndex((status) => status.id === id);
    if (index >= 0) this.statuses.splice(index, 1);
  }

  find(id: string | undefined): OtherStatus | undefined {
    return this.statuses.find((status) => status.id === id);
  }

  entity(status: OtherStatus, url: string): unknown {
    return {
      ...{ id: status.id, uri: `https://host.test/users/friend/statuses/${status.id}` },
      url: `https://host.test/@friend/${status.id}`,
      ...{ content: status.html, visibility: status.visibility, sensitive: status.spoiler !== '' },
      ...{ spoiler_text: status.spoiler, language: status.language ?? null, edited_at: null },
      ...{ in_reply_to_id: status.inReplyTo ?? null, created_at: new Date(status.createdAt).toISOString() },
      account: {
        ...{ id: '77', username: 'friend', acct: 'friend@host.test', display_name: 'A Friend', bot: false },
        ...{ url: 'https://host.test/@friend', avatar: `${url}/avatar.png`, followers_count: 1200 },
      },
      ...{ media_attachments: [], mentions: [], tags: [], emojis: [], application: null },
    };
  }

  /** docs.joinmastodon.org/entities/NotificationPolicy: accounts are counted up to 100. */
  policy(): unknown {
    const accounts = new Set(this.heldBack.map(({ account }) => account));
    return {
      ...{ for_not_following: 'filter', for_not_followers: 'accept', for_new_accounts: 'accept' },
      ...{ for_private_mentions: 'filter', for_limited_accounts: 'filter' },
      summary: {
        pending_requests_count: Math.min(accounts.size, 100),
        pending_notifications_count: this.heldBack.reduce((sum, one) => sum + one.notifications, 0),
      },
    };
  }

  /** Newest first, also when paging upward by `min_id`. The ids of notifications are their own. */
  notifications({ query }: Call, url: string): Reply {
    const [limit, after] = [Math.min(Number(query.get('limit') ?? 40), 80), Number(query.get('min_id') ?? 0)];
    const types = query.getAll('types[]');
    const all = this.statuses
      .map((status) => ({ status, id: Number(status.id) - 500_000 }))
      .filter(({ status, id }) => id > after && (types.length === 0 || types.includes(status.type)));
    const page = query.has('min_id') ? all.slice(0, limit) : all.slice(-limit);
    return json(
      200,
      page.toReversed().map(({ status, id }) => ({
        ...{ id: String(id), type: status.type, created_at: new Date(status.createdAt).toISOString() },
        status: this.entity(status, url),
      })),
    );
  }
}
