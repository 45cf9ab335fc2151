/** How the two of a link show themselves, each in their own chat: a name is easily taken, a face is known. */
import { ChatError } from '../../chat/chat.ts';
import type { StoredLink } from '../../store/links.ts';
import type { App } from '../app.ts';
import type { LinkPictures } from './link-card.ts';

/** Only while somebody has to say whether they are one. Whose chat does not tell now has none. */
export async function picturesOf(app: App, link: StoredLink): Promise<LinkPictures> {
  if (link.state !== 'open' && link.state !== 'admin') return {};
  const [asker, taker] = await Promise.all([
    pictureOf(app, link.askerChat, link.askerUser),
    pictureOf(app, link.takerChat, link.takerUser),
  ]);
  return { ...(asker && { asker }), ...(taker && { taker }) };
}

async function pictureOf(app: App, chat: string, user: string): Promise<string | undefined> {
  try {
    return (await app.messengers.get(chat)?.member(user))?.picture;
  } catch (error) {
    if (error instanceof ChatError) return undefined;
    throw error;
  }
}
