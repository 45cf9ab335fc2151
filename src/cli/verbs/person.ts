/** `bellwether person`: what is kept of somebody, told or erased. */
import { parseArgs } from 'node:util';
import { readEnvironment } from '../../../config/env.ts';
import { refuse } from '../../kit/finding.ts';
import { createLog } from '../../kit/log.ts';
import { printable } from '../../kit/printable.ts';
import { t } from '../../kit/t.ts';
import type { Database } from '../../store/database.ts';
import { EXIT, type Io, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'person',
  summary: t('Tells all that is kept of a person as JSON, or erases it.'),
  usage: 'export|erase NUMBER|NAME|CHAT:ID|SOURCE:ID [--yes]',
  async run(args, io) {
    const { act, who, isSure } = read(args);
    const { openDatabase } = await import('../../store/open/open-database.ts');
    const opened = await openDatabase({ ...readEnvironment(io.environment), log: createLog('silent') });
    try {
      const found = await find(opened.database, who);
      if (act === 'export') return await tell(opened.database, found, io);
      if (!isSure) throw new UsageError(t('What is erased cannot be brought back: say --yes.'));
      return await erase(opened.database, found, io);
    } finally {
      await opened.close();
    }
  },
};

/** Somebody of a chat, or somebody who wrote to us on a network. */
type Found = { id: number; name: string } | { source: string; authorId: string };

async function find(database: Database, who: string): Promise<Found> {
  const data = await import('../../store/personal-data.ts');
  const [first, ...more] = await data.peopleNamed(database, who);
  if (first && more.length === 0) return first;
  if (first) {
    const ids = [first, ...more].map(({ id }) => id).join(', ');
    throw refuse(
      'person.ambiguous',
      'person',
      t('Several people are called "{who}".', { who }),
      t('Say the number of one: {ids}.', { ids }),
    );
  }
  const [source = '', ...rest] = who.split(':');
  const authorId = rest.join(':');
  if ((await data.mentionsBy(database, source, authorId)).length > 0) return { source, authorId };
  throw refuse(
    'person.unknown',
    'person',
    t('Nobody is known as "{who}".', { who }),
    t('Say their number, their name, an id in a chat (slack:U012AB3CD), or a source and the id there.'),
  );
}

async function tell(database: Database, found: Found, io: Io): Promise<number> {
  const data = await import('../../store/personal-data.ts');
  const kept =
    'id' in found
      ? {
          ...(await data.rowsOf(database, found.id)),
          audit: await data.auditOf(database, await data.numbersOf(database, found.id)),
        }
      : { mentions: await data.mentionsBy(database, found.source, found.authorId) };
  io.output.write(`${JSON.stringify(kept, null, 2)}\n`);
  return EXIT.fine;
}

async function erase(database: Database, found: Found, io: Io): Promise<number> {
  const erasing = await import('../../store/erasing.ts');
  const audit = await import('../../store/audit.ts');
  const say = (words: string) => io.output.write(`${printable(words)}\n`);
  const noted = (details: Record<string, unknown>) => ({
    ...{ kind: 'people.erased' as const, at: new Date().toISOString(), chat: 'command line', details },
  });
  if (!('id' in found)) {
    const count = await database.transaction(async (transaction) => {
      const erased = await erasing.eraseAuthor(transaction, found.source, found.authorId);
      await audit.append(transaction, noted({ source: found.source, mentions: erased }));
      return erased;
    });
    say(t('Erased: {count, plural, one {# mention} other {# mentions}}.', { count }));
    return EXIT.fine;
  }
  const { id, name } = found;
  const targets = await erasing.targetsBy(database, id);
  if (targets.length > 0) throw stillConnected(targets);
  await database.transaction(async (transaction) => {
    await erasing.erasePerson(transaction, id, name);
    await audit.append(transaction, noted({ person: id }));
  });
  say(t('Erased: person {id}. Take them out of the team file too: who is in it is met anew.', { id }));
  const left = await audit.namedOpenly(database, id);
  if (left > 0)
    say(
      t(
        '{left, plural, one {# entry} other {# entries}} of the audit log were written before names were sealed, and name them still.',
        { left },
      ),
    );
  return EXIT.fine;
}

function stillConnected(targets: string[]) {
  return refuse(
    'person.connected',
    'person',
    t('These accounts are used with the permission of this person: {targets}.', {
      targets: targets.join(', '),
    }),
    t('Let somebody else connect them, or disconnect them under /accounts; then erase.'),
  );
}

function read(args: string[]): { act: 'export' | 'erase'; who: string; isSure: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { yes: { type: 'boolean' } },
  });
  const [act, who, ...more] = positionals;
  if ((act !== 'export' && act !== 'erase') || who === undefined || more.length > 0)
    throw new UsageError(t('Say which: person export WHO, or person erase WHO --yes.'));
  return { act, who, isSure: values.yes === true };
}
