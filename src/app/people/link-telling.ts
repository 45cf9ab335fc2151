/** Who is told of two identities that are tied or to be tied, and where: both sides, each in their own chat, and the admins. */
import { ChatError, type Identity } from '../../chat/chat.ts';
import { subjectOf } from '../../kit/subject.ts';
import type { StoredLink } from '../../store/links.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { reviewChannels } from '../places.ts';
import { gather } from './members.ts';

/** The direct channels of both; one who takes no messages sees it by `/link`. */
export async function placesFor(app: App, link: StoredLink): Promise<outbox.WantedMessage[]> {
  const sides = [
    { kind: 'asker', chat: link.askerChat, user: link.askerUser },
    { kind: 'taker', chat: link.takerChat, user: link.takerUser },
  ];
  const wanted = sides.map(async ({ kind, chat, user }): Promise<outbox.WantedMessage[]> => {
    const channel = await directChannel(app, { chat, user });
    if (channel === undefined) return [];
    return [{ subject: subjectOf('link', link.id), kind, lasting: true, to: { chat, channel } }];
  });
  return (await Promise.all(wanted)).flat();
}

/** Every admin who is neither of the two; where none is known the review channels are told. */
export async function tellAdmins(app: App, link: StoredLink): Promise<void> {
  const message = { subject: subjectOf('link', link.id), kind: 'admin', lasting: true };
  const admins = await adminsBeside(app, link);
  const wanted: outbox.WantedMessage[] =
    admins.length > 0
      ? admins.map((personId) => ({ ...message, to: { personId } }))
      : reviewChannels(app).map((to) => ({ ...message, to }));
  await app.database.transaction((transaction) => outbox.want(transaction, wanted));
}

async function adminsBeside(app: App, link: StoredLink): Promise<number[]> {
  try {
    const admins = await gather(app, { roles: ['admin'], names: [] });
    const others = admins.filter(
      ({ identities }) =>
        identities[link.askerChat] !== link.askerUser && identities[link.takerChat] !== link.takerUser,
    );
    return others.map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    app.log.warn({ err: error }, 'the admins cannot be told one by one now');
    return [];
  }
}

async function directChannel(app: App, { chat, user }: Identity): Promise<string | undefined> {
  try {
    return await app.messengers.get(chat)?.directChannel(user);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    app.log.warn({ err: error, chat }, 'somebody takes no direct messages');
    return undefined;
  }
}
