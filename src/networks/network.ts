/**
 * The port to a network that posts go out to. A network's file or folder holds its client, its account's schema,
 * its limits and preflight rules, and its retry contract; nothing else knows them.
 */
import type { ZodType } from 'zod';
import type { Finding } from '../kit/finding.ts';
import type { Item } from '../listening/item.ts';
import type { Answers } from '../posts/answers.ts';
import type { FieldChoice } from '../posts/fields.ts';
import type { Presentation } from '../posts/presentation.ts';
import type { Quota } from '../posts/quota.ts';
import type { NetworkErrorReason, RetryContract } from '../posts/recovery.ts';
import type { Costs } from './costs.ts';
import type { CountsOf } from './counts.ts';
import type { Discovery } from './discovery.ts';
import type { TakenFields } from './fields.ts';
import type { Consent, Granter } from './grant.ts';
import type { Limits } from './limits.ts';
import type { Given, Reading } from './live.ts';
import type { Outside } from './outside.ts';
import type { Presents } from './presents.ts';
import type { Source } from './source.ts';
import type { Video } from './video.ts';

export type { CoverLimits, ImageLimits, Limits, TextLimit, VideoLimits } from './limits.ts';
export { NetworkError } from './network-error.ts';
export type { Outside } from './outside.ts';
export type { Presents } from './presents.ts';
export type { Video } from './video.ts';
export type { NetworkErrorReason, Quota, RetryContract };

export interface Network<Account = unknown> {
  /** The name in the team file, and of the file or folder: `bluesky`. */
  name: string;
  /** As people write it: `Bluesky`. */
  title: string;
  /** What every account here holds to; `Connection.contract` may tell more of one. */
  contract: RetryContract;
  /** A post may answer another one: a text in several parts becomes a thread. */
  threads: boolean;
  /** A post may answer what somebody else wrote; `Message.answers` says what. */
  answers: boolean;
  /** Of what others write only that is answered from here. Absent: all of it. */
  answered?: readonly Item['kind'][];
  /** What an answer's text must begin with, so that who is answered is told of it. Absent: the network tells them. */
  addressing?(answers: Answers): string;
  /** It fetches pictures, and perhaps videos, itself, from where Bellwether is reached. */
  fetchesMedia?: boolean;
  /** How a post can be shown here, beside its text. Absent: in one way alone. */
  presents?: Presents<Account>;
  /** What a post has here beside its text and its pictures. */
  fields?: TakenFields<Account>;
  /** The account in the team file: address and credentials. Secrets come in from the environment. */
  account: ZodType<Account>;
  /** What a person must let us do before this account works; undefined: its credentials stand in the team file. */
  consent?(account: Account): Consent | undefined;
  /** How accounts are connected by presses alone. Absent: each stands in the team file. */
  discovery?: Discovery;
  /** Which version of its API goes with an account, or with an app and what is connected by it, where each has an end. */
  version?(account: Account): ApiVersion;
  /** Of an account, where each server gives ids of its own. Absent: no two posts of the network have the same id. */
  server?(account: Account): string;
  /** Opens nothing yet: the first call does. */
  connect(account: Account, outside: Outside): Connection;
}

export interface ApiVersion {
  /** As the network calls it: `202609`. */
  name: string;
  /** Epoch ms; undefined: no end is known. */
  endsAt?: number;
  /** After its end it is answered as the oldest that lives would answer; else it is refused. */
  isLifted?: boolean;
}

/** One account on one network. */
export interface Connection {
  /** The account's own limits; read from the instance where it tells them, and kept for a while. Throws `NetworkError`. */
  limits(): Promise<Limits>;
  /**
   * What this account's server keeps, where one differs from another. Kept for a while; what cannot be read counts as the
   * least that there is. Never throws.
   */
  contract?(): Promise<RetryContract>;
  /** What posting costs. Absent: nothing. */
  costs?: Costs;
  /** Rules beyond the limits, with stable ids that begin with the network's name. `editing`: it is to be set by `edit`. */
  preflight?(message: Message, editing?: boolean): Finding[];
  /**
   * What the place itself asks of such a post, as a community does: asked of the network, and kept for a while. Throws
   * `NetworkError`. Absent: places ask for nothing besides.
   */
  requirements?(message: Message): Promise<Finding[]>;
  /** What a choice offers. `given`: what stands in the fields that it depends on. Throws `NetworkError`. */
  choices?(key: string, given: Record<string, string>): Promise<FieldChoice[]>;
  /**
   * Marks that are committed before the call and are the same at every try: a record key. Pure. Takes the intent's
   * key besides its time, as two deliveries of one account may fall on the same millisecond.
   */
  prepare?(intent: Pick<Intent, 'key' | 'at'>): Marks;
  /**
   * Sends. The same intent sent twice has one effect as far as the contract goes. `keep` commits a mark that the
   * network gave on the way (a container's id) before the next step. Each request goes by `fetchWithin`, or asks for
   * leave itself (permission.ts); `unreachable` says that no request of it can have had an effect. Where the network takes
   * its time over what it was given, nobody waits here: it throws `processing`, and is called again with the marks that
   * it kept. Where it publishes by itself what it has all of, that is `lost` from then on, and `find` follows it up.
   * `isTaken`: as in `find`, for what is there already. Throws `NetworkError`.
   */
  publish(message: Message, intent: Intent, keep: Keep, isTaken?: IsTaken): Promise<Published>;
  /**
   * Looks whether this intent is live already. `undefined` means: surely not. Throws `NetworkError` when it cannot tell;
   * `processing` where the network has all of it and publishes it by itself.
   * `isTaken`: another post, or another part of this one, is known to be live under that id; asked where a network keeps
   * nothing by which posts with the same words can be told apart.
   */
  find?(message: Message, intent: Intent, isTaken?: IsTaken): Promise<Published | undefined>;
  /**
   * Sets the text of a published post, in place; its pictures stay as they are there. `message` is the whole of it, with
   * the pictures that went out. The same twice does no harm, so it is sent again whenever an answer is lost. Throws
   * `NetworkError`, `refused` when the post is not there any more. Absent: the network shows no edits.
   */
  edit?(published: Published, message: Message): Promise<Published>;
  /**
   * What the network shows of it now. `given`: as it was to be. Gone only where the network says so; one that does not
   * answer, or refuses the sign-in, throws `NetworkError`. Absent: the network lets nobody read.
   */
  read?(published: Published, given: Given): Promise<Reading>;
  /** Each reading costs money: none is made by itself. */
  isReadForMoney?: boolean;
  /** Takes a published post down; done already is done. Throws `NetworkError`. */
  remove(published: Published): Promise<void>;
  /** What others write to the account. Absent: the network tells none of it to be read. */
  source?: Source;
  /**
   * What the network counts of these posts now; at most `COUNTED_AT_ONCE`. One that is not there any more is `gone`; one that
   * is left out could not be asked for now. Throws `NetworkError`. Absent: the network tells no counts.
   */
  metrics?(published: readonly Published[]): Promise<CountsOf>;
  /** Who this account is there; fails when the credentials do. Throws `NetworkError`. */
  identify(): Promise<{ handle: string; url?: string }>;
  /** Whose leave it goes by. Throws `NetworkError`. Absent: it goes by none. */
  granter?(): Promise<Granter>;
  close?(): Promise<void>;
}

export type Keep = (marks: Marks) => Promise<void>;
export type IsTaken = (id: Published['id']) => Promise<boolean>;

export interface Message {
  text: string;
  images: Image[];
  /** In the place of images. */
  video?: Video;
  /** Of the video. It is no picture of the post: where none is taken, it goes nowhere. */
  cover?: Image;
  /** It answers `parent`, in the thread that `root` began. */
  thread?: { root: Published; parent: Published };
  /** It answers what somebody else wrote. Of a thread the first part does; the others answer the part before them. */
  answers?: Answers;
  presentation?: Omit<Presentation, 'cards'>;
  /** Of its first link. */
  card?: Card;
  /** By key; of a choice the network's id. What is empty is absent. */
  fields?: Record<string, string>;
}

/** What is shown of a page that a link leads to. */
export interface Card {
  url: string;
  title: string;
  description: string;
  picture?: Image;
}

/** What stands before the text, folding it away. Empty: nothing. */
export function warningOf({ presentation, answers }: Message): string {
  return presentation?.warning ?? answers?.warning ?? '';
}

export interface Image {
  bytes: Uint8Array;
  contentType: string;
  /** Empty when there is none. */
  alt: string;
  width: number;
  height: number;
}

/** Committed before the first call, and the same for every try of one delivery. */
export interface Intent {
  /** Our id of this delivery, at most 25 characters of [a-z0-9]. */
  key: string;
  /** Epoch ms, frozen at the first try. */
  at: number;
  marks: Marks;
  /** What held when it was sent, where servers differ and where Retry goes on from it. */
  contract?: RetryContract;
}

export type Marks = Record<string, string>;

export interface Published {
  /** The network's own id: what `remove` needs. */
  id: string;
  /** Where people see it, where there is such a place. */
  url?: string;
  /** What an answer to it must name besides the id, where the network wants that (the hash of a record). */
  version?: string;
  /** `false`: the network counts nothing of it, as of what is not for everybody. */
  isCounted?: false;
  /** What of it is missing there, why, and what can be done, as people read it. */
  shortfall?: string;
}
