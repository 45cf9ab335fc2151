/** Targets that people connected: whether their names stand alone, and whether those are there that the team file names. */
import pg from 'pg';
import type { Team } from '../../../../config/team.ts';
import { absentIn, isTaken } from '../../../app/targets/connected.ts';
import { t } from '../../../kit/t.ts';
import { type Check, off, PATIENCE, type Result, wrong } from './check.ts';

export const checkConnected: Check = async ({ environment, team }) => {
  if (!team) return [];
  const names = environment.databaseUrl && (await namesIn(environment.databaseUrl));
  return resultsFor(team, names || undefined);
};

/** `names`: undefined where they cannot be read now; an embedded database is the running bot's alone. */
export function resultsFor(team: Pick<Team, 'targets' | 'groups' | 'awaited'>, names?: string[]): Result[] {
  if (!names) {
    const named = (team.awaited ?? []).map(({ name }) => name);
    if (named.length === 0) return [];
    const words = t(
      'Team file: it names {names}, which people connect; /accounts shows whether they are there.',
      {
        names: [...new Set(named)].join(', '),
      },
    );
    return [off(words)];
  }
  const twice = names.filter((name) => isTaken(team, name));
  const absent = absentIn(
    team,
    names.map((name) => ({ name })),
  );
  return [
    ...twice.map((name) =>
      wrong(
        t('Team file: "{name}" is the name of a connected target too; nothing goes out by either.', { name }),
        t('Call what the team file has something else.'),
      ),
    ),
    ...absent.map(({ name, field }) =>
      wrong(
        t('Team file: {field} names {name}, which nobody has connected.', { field, name }),
        t('Connect it under that name (/accounts connect), or correct the name.'),
      ),
    ),
  ];
}

/** Undefined: it cannot be asked, which is told elsewhere, or has no such table yet. */
async function namesIn(connectionString: string): Promise<string[] | undefined> {
  const client = new pg.Client({
    ...{ connectionString, connectionTimeoutMillis: PATIENCE, query_timeout: PATIENCE },
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>('select name from connected_targets order by name');
    return rows.map(({ name }) => name);
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
