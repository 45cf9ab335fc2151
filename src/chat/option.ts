/**
 * The kinds of things that a person can fill in, the same in a slash command's arguments and in a form. Each
 * chat shows them with what it has (a select, a date field, an upload) and hands back the raw answer; the
 * command reads it here, once.
 */
export interface Option {
  kind: 'text' | 'choice' | 'person' | 'channel' | 'when' | 'file' | 'number';
  /** One line, up to 100 characters: what to fill in. */
  summary: string;
  /** The label in a form, up to 45 characters; the capitalised name when absent. */
  label?: string;
  required?: boolean;
  /** False: said in the slash command only; forms have room for five fields. */
  inForm?: false;
  /** `text`: several lines in a form. */
  multiline?: boolean;
  /** `text`: may go to a channel of the chat that it is written in, so that the chat's own markup stays. */
  keepsMarkup?: boolean;
  /** `text`: most characters; both chats stop the typing there. */
  maxLength?: number;
  /** `text`, `when`: shown in the empty field of a form. */
  placeholder?: string;
  /** `choice`: at most 25. `text`: what completion offers. */
  choices?: Choice[];
}

export interface Choice {
  value: string;
  label: string;
}

export type Options = Record<string, Option>;

/** What came in for the options, by name: text as typed, ids for persons and channels, files by reference. */
export type RawValues = Record<string, RawValue | undefined>;
export type RawValue = string | UploadedFile[];

/** A file that a person attached, brought with the bot's right: at most `maxBytes` of it, else a `Refusal` is thrown. */
export interface UploadedFile {
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** What the person wrote as alternative text, where the chat asks for it. */
  altText?: string;
  fetch(maxBytes: number): Promise<Uint8Array>;
  /** As it comes, for what is too large to hold. */
  stream(maxBytes: number): AsyncIterable<Uint8Array>;
}

/** Those that stand in a form. */
export function inForm(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option.inForm !== false));
}

export function textOf(values: RawValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

export function filesOf(values: RawValues, name: string): UploadedFile[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}
