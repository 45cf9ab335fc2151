/**
 * Posts from a spreadsheet, all of them sent for review, or none while a row is at fault. A row becomes one post
 * however often the file is read, also by two people at once; what was broken off is taken up by reading it again.
 */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { withEmoji } from '../../../kit/emoji.ts';
import { errorsOf, type Finding, Refusal, refuse } from '../../../kit/finding.ts';
import { storable, writable } from '../../../kit/storable.ts';
import { t } from '../../../kit/t.ts';
import type { Actor } from '../../../people/actor.ts';
import type { Person } from '../../../people/person.ts';
import type { PostInput } from '../../../posts/input.ts';
import { checkCount, inRow, type Row, readSpreadsheet } from '../../../posts/spreadsheet.ts';
import * as imports from '../../../store/imports.ts';
import * as people from '../../../store/people.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { readPostId, unknownPost } from '../id.ts';
import { readAndCheck } from '../review/submitting.ts';
import { editPost } from './drafting.ts';
import { notInFile, sameRow, unknownColumns } from './import-faults.ts';
import { keepPictures } from './picturing.ts';

/** A row that can be imported, or was. */
export type PlannedRow = { number: number } & (
  | { key: string; input: PostInput; warnings: Finding[] }
  | { postId: number }
);

export interface ImportedRow {
  number: number;
  postId: number;
  /** `known`: it was there before. `kept`: as a draft; the findings say why. */
  outcome: 'submitted' | 'kept' | 'known';
  findings: Finding[];
}

/** Nothing is stored yet but pictures. Throws a `Refusal` with every fault of every row. */
export async function planImport(app: App, person: Person, bytes: Uint8Array): Promise<PlannedRow[]> {
  const rows = readSpreadsheet(bytes).map((row) => ({ row, key: keyOf(row) }));
  const claimed = rows.filter(({ row }) => !hasNumber(row));
  const known = await imports.findAll(
    app.database,
    claimed.map(({ key }) => key),
  );
  checkCount(claimed.length - known.size);
  const firsts = new Map<string, number>();
  const planned: (PlannedRow | Finding[])[] = [];
  for (const { row, key } of rows) {
    const first = firsts.get(key);
    if (first === undefined) planned.push(await planRow(app, person, row, key, known.get(key)));
    else planned.push([inRow(row.number, sameRow(first))]);
    firsts.set(key, first ?? row.number);
  }
  const faults = planned.flatMap((one) => (Array.isArray(one) ? one : []));
  if (faults.length > 0) throw new Refusal(faults);
  return planned.flatMap((one) => (Array.isArray(one) ? [] : [one]));
}

export async function carryOut(app: App, actor: Actor, planned: PlannedRow[]): Promise<ImportedRow[]> {
  const imported: ImportedRow[] = [];
  // One after the other: each is checked against those before it.
  for (const row of planned) imported.push(await carryOutRow(app, actor, row));
  return imported;
}

/** Findings: why it cannot be imported. */
async function planRow(
  app: App,
  person: Person,
  row: Row,
  key: string,
  known: number | undefined,
): Promise<PlannedRow | Finding[]> {
  const { number, cells } = row;
  try {
    if (hasNumber(row)) return { number, postId: await ownNumber(app, cells.id) };
    const stored = known === undefined ? undefined : await posts.find(app.database, known);
    const input = stored && !isUntouched(stored) ? undefined : await inputOf(app, row);
    if (!input || (stored && !isBrokenOff(stored, input))) return { number, postId: known ?? UNSTORED };
    if (stored && stored.authorId !== person.id) throw await begunByAnother(app, stored);
    const { findings } = await readAndCheck(app, person, stored?.id ?? UNSTORED, input);
    const errors = errorsOf([...notInFile(row), ...unknownColumns(app, row), ...findings]);
    if (errors.length > 0) return errors.map((finding) => inRow(number, finding));
    return { number, key, input, warnings: findings };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.findings.map((finding) => inRow(number, finding));
  }
}

async function carryOutRow(app: App, actor: Actor, row: PlannedRow): Promise<ImportedRow> {
  const { number } = row;
  if ('postId' in row) return { number, postId: row.postId, outcome: 'known', findings: [] };
  const { key, input } = row;
  const made = await app.database.transaction(async (transaction) => {
    if (!(await imports.claim(transaction, key))) return undefined;
    const post = await posts.insert(transaction, actor.person.id, input);
    await imports.settle(transaction, key, post.id);
    return post;
  });
  const post = made ?? (await earlier(app, key));
  const known: ImportedRow = { number, postId: post.id, outcome: 'known', findings: [] };
  if (!isBrokenOff(post, input) || post.authorId !== actor.person.id) return known;
  // As an edit, which only one of those makes who read the file at once.
  const drafted = await editPost(app, actor, post.id, () => input, post.revision);
  if (drafted === 'stale') return known;
  const { submitted, findings } = drafted;
  return { number, postId: post.id, outcome: submitted ? 'submitted' : 'kept', findings };
}

async function earlier(app: App, key: string): Promise<posts.StoredPost> {
  const postId = (await imports.findAll(app.database, [key])).get(key);
  const post = postId === undefined ? undefined : await posts.find(app.database, postId);
  if (!post) throw new Error('The post of a row that was imported is not there.');
  return post;
}

/** It was stored, and then nothing more was done with it: what somebody typed into it since is theirs. */
function isBrokenOff(post: posts.StoredPost, input: PostInput): boolean {
  return isUntouched(post) && isDeepStrictEqual(post.input, input);
}

function isUntouched({ stage, revision }: posts.StoredPost): boolean {
  return stage === 'draft' && revision === 0;
}

function hasNumber({ cells }: Row): boolean {
  return cells.id.trim() !== '';
}

/** By its post's number; else by what it says, as it was typed: a row that was changed is another post. */
function keyOf(row: Row): string {
  const { text, to, at, picture, alt, campaign, id } = row.cells;
  if (hasNumber(row)) return `post ${id.trim()}`;
  const own = Object.entries(row.variants).sort(([one], [other]) => (one < other ? -1 : 1));
  const fields = Object.entries(row.fields).flatMap(([target, words]) =>
    Object.entries(words).map(([key, value]) => [`${key}:${target}`, value] as const),
  );
  const filled = fields.sort(([one], [other]) => (one < other ? -1 : 1));
  const said = [text, to, at, picture, alt, campaign, ...own.flat(), ...filled.flat()];
  return createHash('sha256')
    .update(JSON.stringify(said.map(plain)))
    .digest('hex');
}

/** A program that saves the file anew may end lines and write marks in another way, and leave blanks at the ends. */
function plain(words: string): string {
  return words.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim();
}

/** Words that were copied out of a chat may hold its names of emoji. */
async function inputOf(app: App, { cells, variants, fields }: Row): Promise<PostInput> {
  const words = (text: string) => withEmoji(writable(text));
  const { media, missing } = await keepPictures(app, cells.picture, await words(cells.alt));
  const own = Object.entries(variants).map(async ([target, text]) => [target, await words(text)] as const);
  return {
    text: await words(cells.text),
    variants: Object.fromEntries(await Promise.all(own)),
    to: storable(cells.to),
    at: storable(cells.at),
    media,
    missing: missing.map(inCell),
    campaign: storable(cells.campaign),
    ...(Object.keys(fields).length > 0 && { fields: writtenFields(fields) }),
  };
}

function writtenFields(fields: Row['fields']): PostInput['fields'] {
  const written = (words: Row['fields'][string]) =>
    Object.fromEntries(Object.entries(words).map(([key, cell]) => [key, writable(cell)]));
  return Object.fromEntries(Object.entries(fields).map(([target, words]) => [target, written(words)]));
}

/** There is nothing to upload here. */
function inCell(finding: Finding): Finding {
  const other = t('Give the web address of another picture, one that anybody can fetch, or empty the cell.');
  // What it is, and what can be made of it, is told already.
  const remedy = finding.id === 'media.unreadable' ? `${finding.remedy} ${other}` : other;
  return { ...finding, field: 'picture', remedy };
}

async function ownNumber(app: App, words: string): Promise<number> {
  const id = readPostId(words);
  if (await posts.find(app.database, id)) return id;
  const [found] = unknownPost(id).findings;
  const remedy = t('Leave the cell empty for a new post.');
  throw new Refusal(found ? [{ ...found, remedy }] : []);
}

async function begunByAnother(app: App, { id, authorId }: posts.StoredPost): Promise<Refusal> {
  const name = (await people.findById(app.database, authorId))?.name ?? t('somebody else');
  return refuse(
    'import.row.begun_by_another',
    '',
    t('An import by {name} was broken off here: post {id} is a draft of theirs.', { name, id: String(id) }),
    t('Import the file as {name} again, or take the row out.', { name }),
  );
}

/** No post has this number. */
const UNSTORED = 0;
