import type { Finding } from '../kit/finding.ts';
import type { Answers } from './answers.ts';
import type { FieldWords } from './fields.ts';
import type { VideoFacts } from './video.ts';

/** What an author filled in, word for word. It is kept as it is until it can be read, and nothing of it is lost. */
export interface PostInput {
  text: string;
  /** Target → its own text. Kept also for targets that it does not go to at the moment. */
  variants: Record<string, string>;
  /** Names of targets or groups, comma-separated. */
  to: string;
  /** ISO, "tomorrow 9:00", "in 2 minutes"; empty: as soon as it is approved. */
  at: string;
  media: InputMedia[];
  /** What was given as a picture and could not be had: nothing goes out without it until the author says so. */
  missing: Finding[];
  campaign: string;
  /** Of a correction: the number of the published post. Its text and its places alone can be changed. */
  corrects?: number;
  /** Of an answer: what it answers. Its text, its time and its audience alone can be changed. */
  answers?: Answers;
  /** How it is to be shown where a target can; absent or empty: as the account has it. */
  language?: string;
  warning?: string;
  sensitive?: string;
  visibility?: string;
  /** `none`: without the cards of its links. */
  card?: string;
  /** Target, or `*` for all, → what was typed into the fields of its network. */
  fields?: Record<string, FieldWords>;
}

export interface InputMedia {
  /** Of the bytes, once they are kept. */
  hash: string;
  alt: string;
  name: string;
  /** It is no picture. */
  video?: VideoFacts;
}

export const emptyInput: PostInput = {
  text: '',
  variants: {},
  to: '',
  at: '',
  media: [],
  missing: [],
  campaign: '',
};
