/**
 * `bellwether posts import FILE.csv` sends every row for review, or says row by row what is wrong and changes nothing;
 * `bellwether posts export` prints all posts as CSV, or those with a time as an iCalendar file.
 */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { App } from '../../app/app.ts';
import type { ImportedRow, PlannedRow } from '../../app/posts/drafting/importing.ts';
import { type Finding, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { holds } from '../../people/role.ts';
import { EXIT, type Io, UsageError, type Verb } from '../verb.ts';
import { withApp } from '../with-app.ts';

export const verb: Verb = {
  name: 'posts',
  summary: t('Imports posts from a spreadsheet, for review; exports all as CSV or the calendar as iCal.'),
  usage: 'import FILE.csv|- [--as NAME] [--check] | export [--format csv|ical]',
  async run(args, io) {
    const wanted = read(args);
    return wanted.act === 'import'
      ? withApp(io, (app) => importFile(app, io, wanted))
      : withApp(io, (app) => exportAll(app, io, wanted.format));
  },
};

async function importFile(app: App, io: Io, { file, as, check }: Import): Promise<number> {
  const { planImport, carryOut } = await import('../../app/posts/drafting/importing.ts');
  const person = await author(app, as ?? onlyAuthor(app));
  const planned = await planImport(app, person, await bytesOf(file, io));
  if (check) return tell(io, [...planned.map(plannedLine), plannedSum(planned)], EXIT.fine);
  const imported = await carryOut(app, { person, chat: COMMAND_LINE }, planned);
  const kept = imported.some(({ outcome }) => outcome === 'kept');
  return tell(io, [...imported.map(importedLine), importedSum(imported)], kept ? EXIT.fault : EXIT.fine);
}

async function author(app: App, name: string) {
  const { personNamed } = await import('../../app/people/naming.ts');
  const person = await personNamed(app, name, '--as');
  if (holds(person.roles, 'author')) return person;
  throw refuse(
    'person.not_author',
    '--as',
    t('{name} does not have the role author.', { name: person.name }),
    t('Name somebody who has it: the posts are theirs, and they cannot approve them.'),
  );
}

/** Without `--as` the posts are those of the only one who can have written them, as far as the team file tells. */
function onlyAuthor({ team }: App): string {
  const authors = team.people.filter(({ roles }) => holds(roles, 'author')).map(({ name }) => name);
  const [only, ...more] = authors;
  if (only !== undefined && more.length === 0) return only;
  throw refuse(
    'person.not_named',
    '--as',
    t('It does not say whose posts they are.'),
    only === undefined
      ? t('Name their author: --as "Ada Author", or an id such as --as slack:U012AB3CD.')
      : t('Name one of them: {names}.', { names: authors.join(', ') }),
  );
}

async function exportAll(app: App, io: Io, format: 'csv' | 'ical'): Promise<number> {
  const { exportCalendar, exportSpreadsheet } = await import('../../app/posts/cards/exporting.ts');
  io.output.write(await (format === 'ical' ? exportCalendar(app) : exportSpreadsheet(app)));
  return EXIT.fine;
}

async function bytesOf(file: string, io: Io): Promise<Uint8Array> {
  if (file === '-') return buffer(io.input);
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(
      'import.file.unreadable',
      'file',
      t('It cannot be read: {reason}.', { reason }),
      t('Check its name.'),
    );
  }
}

function plannedLine(row: PlannedRow): string {
  if ('postId' in row) return knownLine(row.number, row.postId);
  return rowLine(row.number, t('can be sent for review.'), row.warnings);
}

function importedLine({ number, postId, outcome, findings }: ImportedRow): string {
  const id = String(postId);
  if (outcome === 'known') return knownLine(number, postId);
  if (outcome === 'submitted') return rowLine(number, t('post {id} is in review.', { id }), findings);
  return rowLine(number, t('post {id} stays a draft.', { id }), findings);
}

function knownLine(number: number, postId: number): string {
  return rowLine(
    number,
    t('is there already as post {id}; nothing was changed.', { id: String(postId) }),
    [],
  );
}

function rowLine(number: number, words: string, findings: Finding[]): string {
  const told = findings.map(({ field, message, remedy }) => `\n  ${field}: ${message} ${remedy}`.trimEnd());
  return `${t('row {number}: {words}', { number: String(number), words })}${told.join('')}`;
}

function plannedSum(planned: PlannedRow[]): string {
  const count = planned.filter((row) => !('postId' in row)).length;
  return t('{count, plural, one {# post} other {# posts}} can be imported. Nothing was changed.', { count });
}

function importedSum(imported: ImportedRow[]): string {
  const count = imported.filter(({ outcome }) => outcome === 'submitted').length;
  return t('{count, plural, one {# post was} other {# posts were}} sent for review.', { count });
}

function tell(io: Io, lines: string[], code: number): number {
  io.output.write(`${lines.join('\n')}\n`);
  return code;
}

interface Import {
  act: 'import';
  file: string;
  as: string | undefined;
  check: boolean;
}

function read(args: string[]): Import | { act: 'export'; format: 'csv' | 'ical' } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string' }, check: { type: 'boolean' }, format: { type: 'string' } },
  });
  const [act, file, ...more] = positionals;
  if (act === 'import' && file !== undefined && more.length === 0 && values.format === undefined) {
    return { act, file, as: values.as, check: values.check ?? false };
  }
  const { format = 'csv' } = values;
  const isExport = act === 'export' && file === undefined && values.as === undefined && !values.check;
  if (isExport && (format === 'csv' || format === 'ical')) return { act, format };
  if (isExport)
    throw new UsageError(t('--format "{format}" is not known. There are: csv, ical.', { format }));
  throw new UsageError(t('Say which: posts import FILE.csv, or posts export.'));
}

/** Where they came from, in the audit log. */
const COMMAND_LINE = 'command line';
