import type { Message, Published } from '../../../src/networks/network.ts';
import type { Answers } from '../../../src/posts/answers.ts';

/** The far side of a network, as the contract suite sees it: what is live there, and how it can be made to fail. */
export interface FarSide {
  /** An account that works there. */
  account: Record<string, unknown>;
  /** The same with credentials that do not do. */
  wrongAccount: Record<string, unknown>;
  /** Published and not taken down, in their order. */
  live(): LivePost[];
  /** Where nobody but a person can tell whether a post is live: the one with this text that they see there. */
  seen?(text: string): Published | undefined;
  /** The live posts that answer another one: text, and the text of what they answer (Slack: of the thread's first). */
  answers(): [text: string, answered: string | undefined][];
  /** Somebody else writes to the account, or in its channel: what an answer to it names. */
  said(text: string): Promise<Answers>;
  /** They take it down again; undefined where an answer to nothing is no matter. */
  unsaid?(id: string): void;
  /** Whoever owns the account deletes it there; undefined where we may. */
  takeDown?(id: string): void;
  /** What is live says something else from now on: the network wrote it otherwise, or somebody changed it there. */
  alter?(how: (text: string) => string): void | Promise<void>;
  /** Others answer it, like it and pass it on; what the network counts of that. Undefined where it counts nothing. */
  engage?(id: string): Promise<Record<string, number>>;
  /** The next publishing request fails so. */
  fail(failure: Failure): void;
  /** The next edit of a post fails so; undefined where posts are not edited. */
  failEdit?(failure: Failure): void;
  /** The next upload of a picture is refused; undefined where pictures travel with the post. */
  failUpload?(): void;
  /** Forgets what was published. */
  clear(): void;
  /** Sessions begun with the password, where there are sessions. */
  signIns?(): number;
  stop(): Promise<void>;
}

/** Epoch ms; the system's unless told. */
export interface FarClock {
  now(): number;
}

export interface LivePost {
  text: string;
  images: { alt: string; bytes: number }[];
}

export type Failure =
  /** The connection breaks before or after the effect. */
  | 'cut before'
  | 'cut after'
  /** The deadline passes. */
  | 'silent'
  /** An internal error, told after the effect. */
  | 'broken after'
  /** 429; to be tried again in 7 seconds. */
  | 'rate limited'
  /** `words` below. */
  | 'refused'
  | 'unauthorized';

/** What a far side says when it refuses. */
export const WORDS = 'Our rules do not allow this post';

export interface Fixture {
  network: string;
  start(): Promise<FarSide>;
  /** The same with what a post must have there besides, and without what it cannot have. */
  complete?(message: Message): Message;
  /** Accounts at fault, each with the path that must be named. */
  bad: { account: Record<string, unknown>; path: string }[];
  /** A text right at the limit of each unit; one more of `more` is too much. None: texts of any length. */
  atLimit: { unit: string; text: string; more: string }[];
  /** In the place of one with angle brackets, which this network refuses. */
  greeting?: string;
  /** Whether publishing again is safe by itself. Where it is not, `find` comes first. */
  publishAgainIsSafe: boolean;
  /** Whether what is live can be edited in place. */
  edits: boolean;
  /** They are encoded anew on their way, or no post is taken without one as well; neither unless told. */
  pictures?: 'made anew' | 'needed, and made anew';
  /** What is sent where an answer is to be lost, and is found then: the message as it is, unless told. */
  whereLost?(message: Message): Message;
  /** It publishes what it has all of by itself: then a post may be out, and no answer says so. */
  takesOver?: boolean;
  /** It tells what others did with posts. */
  counts?: true;
  /** What is live can be read; true unless told. */
  reads?: boolean;
  /** Of an album it tells the alt text of each picture. */
  tellsAltTexts?: true;
  /** It shows the card of a link as it is given. */
  showsCards?: true;
  /** True unless told. */
  tellsHowManyPictures?: boolean;
  /** Whether what is not shown is deleted, or shown to fewer, is told. True unless told. */
  tellsWhatIsDeleted?: boolean;
  /** Its videos go to a service that this far side does not have. */
  videosGoElsewhere?: true;
  /** The same text twice is refused there. */
  refusesRepeats?: boolean;
  /** Of who writes it tells how many follow them; true unless told. */
  tellsFollowers?: boolean;
  /** With a refusal for too many requests it tells when to come back; true unless told. */
  tellsWhen?: boolean;
}
