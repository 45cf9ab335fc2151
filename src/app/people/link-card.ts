/** Two identities that may be one person's, as both sides and the admins see them. */
import {
  type Action,
  type Block,
  button,
  type Card,
  card,
  context,
  list,
  type Part,
  text,
} from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { Role } from '../../people/role.ts';
import type { StoredLink } from '../../store/links.ts';
import { chatTitle } from './link-refusals.ts';

export type LinkSide = 'asker' | 'taker' | 'admin';

/** Web addresses. */
export interface LinkPictures {
  asker?: string;
  taker?: string;
}

export interface LinkShown {
  /** Who sees it. */
  side: LinkSide;
  /** What the two would share. */
  roles: Role[];
  /** The picture of each, where their chat has one. */
  pictures?: LinkPictures;
  /** Epoch ms. */
  now: number;
}

export function linkCard(link: StoredLink, { side, roles, now, pictures = {} }: LinkShown): Card {
  const isOver = link.until.getTime() <= now && (link.state === 'open' || link.state === 'admin');
  if (isOver) return card(t('Not linked: nobody answered in time'), { blocks: both(link) });
  switch (link.state) {
    case 'open':
      return side === 'admin'
        ? card(t('Two identities'), { blocks: both(link) })
        : toConfirm(link, side, roles, pictures);
    case 'admin':
      return side === 'admin' ? toAgree(link, roles, pictures) : waitsForAdmin(link);
    case 'linked':
      return card(t('Linked'), {
        tone: 'good',
        blocks: [
          ...both(link),
          text(
            side === 'admin'
              ? t('They are one person now.')
              : t('You are one person now in {chats}.', chats(link)),
          ),
          context(t('Was that not meant so? /unlink unties them.')),
        ],
      });
    default:
      return card(t('Not linked'), {
        blocks: [...both(link), text(t('Somebody said that these are not one person. Nothing was changed.'))],
      });
  }
}

function toConfirm(link: StoredLink, side: 'asker' | 'taker', roles: Role[], pictures: LinkPictures): Card {
  const hasAgreed = side === 'asker' ? link.askerAgreed : link.takerAgreed;
  const whose = side === 'asker' ? t('This account typed your code:') : t('This account asked for the code:');
  return card(t('Are both of these you?'), {
    tone: 'waiting',
    blocks: [
      text(whose),
      list([side === 'asker' ? takerOf(link) : askerOf(link)]),
      ...portraits(link, side === 'asker' ? { taker: pictures.taker } : { asker: pictures.asker }),
      text(sharing(roles)),
      text(
        hasAgreed
          ? t('You have agreed. It counts when the other side has agreed too.')
          : t('If anybody asked you to do this, or you do not know that account, say no.'),
      ),
    ],
    actions: [
      ...(hasAgreed ? [] : [button('link.confirm', link.id, t('Both are me'), { style: 'primary' })]),
      no(link),
    ],
  });
}

function waitsForAdmin(link: StoredLink): Card {
  return card(t('Waits for an admin'), {
    tone: 'waiting',
    blocks: [
      ...both(link),
      text(
        t('Both sides have agreed. The team file and its groups do not name both, so an admin has to agree.'),
      ),
    ],
    actions: [no(link)],
  });
}

function toAgree(link: StoredLink, roles: Role[], pictures: LinkPictures): Card {
  return card(t('Is this one person?'), {
    tone: 'warning',
    blocks: [
      ...both(link),
      ...portraits(link, pictures),
      text(t('Both say so.')),
      text(sharing(roles)),
      context(
        t(
          'The team file and its groups do not name both. If you are not sure, ask the person by another way.',
        ),
      ),
    ],
    actions: [button('link.agree', link.id, t('They are one'), { style: 'danger' }), no(link)],
  });
}

function sharing(roles: Role[]): string {
  const shared = roles.length > 0 ? new Intl.ListFormat('en').format(roles) : t('no role so far');
  return t(
    'As one person, each of the two may do what the other may ({shared}), and reads what is written to the other.',
    {
      shared,
    },
  );
}

function no({ id }: StoredLink): Action {
  return button('link.refuse', id, t('They are not'));
}

function both(link: StoredLink) {
  return [list([askerOf(link), takerOf(link)])];
}

function portraits(link: StoredLink, { asker, taker }: LinkPictures): Block[] {
  return [
    ...portrait(asker, link.askerName, link.askerChat),
    ...portrait(taker, link.takerName, link.takerChat),
  ];
}

function portrait(url: string | undefined, name: string, chat: string): Block[] {
  if (url === undefined) return [];
  const words = { name, chat: chatTitle(chat) };
  return [
    {
      ...{ kind: 'portrait', url },
      text: t('{name} in {chat}', words),
      alt: t('The picture that {name} shows in {chat}', words),
    },
  ];
}

function askerOf({ askerChat: chat, askerUser: user, askerName: name }: StoredLink): (string | Part)[] {
  return accountOf(chat, user, name);
}

function takerOf({ takerChat: chat, takerUser: user, takerName: name }: StoredLink): (string | Part)[] {
  return accountOf(chat, user, name);
}

/** With its id: anybody may call themselves as somebody else. */
function accountOf(chat: string, user: string, name: string): (string | Part)[] {
  const who: Part = { type: 'person', name, identities: { [chat]: user } };
  return t('{who}, called {name} in {chat} (id {user})', { who, name, chat: chatTitle(chat), user });
}

function chats({ askerChat, takerChat }: StoredLink): { chats: string } {
  return { chats: new Intl.ListFormat('en').format([askerChat, takerChat].map(chatTitle)) };
}
