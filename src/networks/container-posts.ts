/** Posts that a container becomes: publishing one, and finding out afterwards which post it is. */
import { t } from '../kit/t.ts';
import { type Containers, containerIn, type Plan, readyContainer, stillProcessing } from './containers.ts';
import { inDoubt } from './in-doubt.ts';
import {
  type Intent,
  type IsTaken,
  type Keep,
  type Message,
  NetworkError,
  type Published,
} from './network.ts';

export interface ContainerPosts {
  containers: Containers;
  /** Answers the post's id. Throws `NetworkError`. */
  publish(container: string): Promise<string>;
  /** Whether it was refused because a container that was just finished is not known everywhere. */
  isEarly(error: unknown): boolean;
  /** Of the account's posts that of the intent. Throws `NetworkError`. */
  locate(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined>;
  /** Undefined: it is not told. */
  addressOf(id: string): Promise<string | undefined>;
  /** Whether somebody is there to ask. Throws `NetworkError`. */
  reach(): Promise<unknown>;
}

export interface ToPublish {
  plan: Plan;
  message: Message;
  intent: Intent;
  keep: Keep;
  isTaken?: IsTaken | undefined;
}

/** Throws `NetworkError`: `processing` while the network works on it. */
export async function publishByContainer(
  posts: ContainerPosts,
  { plan, message, intent, keep, isTaken }: ToPublish,
): Promise<Published> {
  const { containers } = posts;
  const { container, since, isPublished } = await readyContainer(containers, plan, intent, keep);
  if (isPublished)
    return known(posts, message, intent, isTaken).catch((error: unknown) => {
      throw inDoubt(error);
    });
  const id = await posts.publish(container).catch((error: unknown) => {
    throw posts.isEarly(error) ? stillProcessing(containers.network, since, error) : error;
  });
  const url = await posts.addressOf(id);
  return { id, ...(url && { url }) };
}

/** Undefined: it is not live. Throws `NetworkError`. */
export async function findByContainer(
  posts: ContainerPosts,
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<Published | undefined> {
  const container = containerIn(intent);
  if (container === undefined) {
    // What never came to a container shows nothing; that somebody is there to ask is worth knowing.
    await posts.reach();
    return undefined;
  }
  const { status } = await posts.containers.stateOf(container);
  return status === 'PUBLISHED' ? known(posts, message, intent, isTaken) : undefined;
}

/** The container says that it is live; which post that is stands in the list of posts. */
async function known(
  { containers: { network }, locate }: ContainerPosts,
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<Published> {
  const found = await locate(message, intent, isTaken);
  if (found) return found;
  throw new NetworkError(
    'unreachable',
    t('{network}: the post is live, and is not listed yet.', { network }),
  );
}
