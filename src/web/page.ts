/**
 * A page that a person opens from the chat: a file in pages/, found by its folder. It is reached by a link that the bot
 * gives to one person (`app.pages.linkTo`), for a while; who they are and what they may is asked anew at each visit.
 *
 * Pages run no script and load nothing: a picture is a `data:` address, the style is the frame's own (page-frame.ts), and
 * a video is the page itself, asked for by its own link (`played`). A
 * form holds `visit.formFields` and is sent to the page itself. Browsers keep a form from being led on to another
 * origin, so whoever goes there shows a link. Another server leads back here with the link's token as its `state`
 * (`visit.token`): `/pages/NAME?state=TOKEN&…` is a visit like any other.
 */
import type { Person } from '../people/person.ts';
import type { Permission } from '../people/role.ts';
import type { Html } from './html.ts';

export interface PageDefinition<App> {
  /** `report`: also the name of its file, and its path: /pages/report. */
  name: string;
  /** One line, up to 100 characters. */
  summary: string;
  allow: Permission;
  show(visit: Visit, app: App): Promise<PageAnswer>;
  /** What its form sends. Absent: it has none. */
  take?(visit: Visit & { values: Record<string, string> }, app: App): Promise<PageAnswer>;
}

export interface Visit {
  person: Person;
  /** What the link was given for. */
  subject: string;
  /** The rest of the query. */
  query: Record<string, string>;
  /** Hidden fields without which a form's answer is not taken. */
  formFields: Html;
  /** Where its form is sent to, and what leads back here. */
  path: string;
  token: string;
}

export type PageAnswer =
  /** `plays`: it may play what pages hold. */
  | { kind: 'page'; title: string; body: Html; status?: 200 | 404 | 422; plays?: boolean }
  /** A file to be kept. */
  | { kind: 'file'; name: string; contentType: string; bytes: Uint8Array }
  | PlayedFile;

/** What a page plays, given out as it is asked for, by ranges of bytes. */
export interface PlayedFile {
  kind: 'played';
  contentType: 'video/mp4';
  /** Bytes. */
  size: number;
  /** From byte `from` up to, and not with, byte `to`. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** What is wrong with a definition; undefined: nothing. */
export function pageFault(value: unknown): string | undefined {
  const { name, summary, allow, show } = value as Partial<PageDefinition<unknown>>;
  if (!/^[a-z]+(-[a-z]+)*$/.test(name ?? '')) return 'its name is not lower-case words with dashes.';
  if (!summary || summary.length > 100) return 'its summary is missing or over 100 characters.';
  if (typeof allow !== 'string') return 'it does not say who may see it.';
  return typeof show === 'function' ? undefined : 'it has no show().';
}
