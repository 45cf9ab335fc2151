/** A database of its own for a file of tests, for whoever asks what is kept of them or wants it gone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Database } from '../../src/store/database.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { here } from '../cli/shell.ts';
import { prepareEmbedded } from '../store/embedded.ts';

export const DAY = 86_400_000;
export const NOW = Date.parse('2026-11-25T09:00:00.000Z');
const log = createLog('silent');

export class KeptData {
  private dataDir = '';
  private opened: OpenDatabase | undefined;

  /** Opened before the tests of the file that calls, and gone after them. */
  static forTests(): KeptData {
    const data = new KeptData();
    beforeAll(async () => {
      data.dataDir = await mkdtemp(join(tmpdir(), 'bellwether-privacy-'));
      await prepareEmbedded(data.dataDir);
      await data.open();
    });
    afterAll(async () => {
      await data.opened?.close();
      await rm(data.dataDir, { recursive: true, force: true });
    });
    return data;
  }

  get database(): Database {
    return this.found().database;
  }

  get pool(): OpenDatabase['pool'] {
    return this.found().pool;
  }

  /** `bellwether person …`, which wants the folder for itself. */
  async said(...args: string[]) {
    await this.opened?.close();
    const ran = await here(['person', ...args], { DATA_DIR: this.dataDir });
    await this.open();
    return ran;
  }

  /** All rows of all tables, as JSON. */
  async everything(): Promise<string> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const tables = await Promise.all(
      rows.map(({ name }) => this.pool.query(`select to_jsonb(t)::text as row from public."${name}" t`)),
    );
    return JSON.stringify(tables.map((table) => table.rows));
  }

  /** With so many ms as the team file says. */
  app(retention: Record<string, number | undefined>): App {
    return {
      ...{ database: this.database, log, clock: { now: () => NOW } },
      team: { sections: new Map([['retention', retention]]) },
    } as unknown as App;
  }

  /** What somebody outside wrote, with a conversation of its own. */
  async mention(item: string, author: string, state: string, daysAgo: number): Promise<void> {
    const at = new Date(NOW - daysAgo * DAY);
    const { rows } = await this.pool.query<{ id: number }>(
      `insert into conversations (source, thread, state, audience, opened_at, mentioned_at)
        values ('fedi', $1, $2, 'public', $3, $3) returning id`,
      [item, state, at],
    );
    await this.pool.query(
      `insert into mentions (conversation_id, source, item, kind, author_id, author, text, text_before, language, label, score, confidence, audience, url, written_at, taken_at)
        values ($1, 'fedi', $2, 'mention', $3, $4, $5, 'Before', 'en', 'neutral', 0, 1, 'public', 'https://x.example', $6, $6)`,
      [
        rows[0]?.id,
        item,
        author,
        JSON.stringify({ id: author, name: author, handle: `@${author}` }),
        `Words of ${author}`,
        at,
      ],
    );
  }

  /** Item → the text that is kept of it. */
  async texts(): Promise<Record<string, string>> {
    const { rows } = await this.pool.query<{ item: string; text: string }>('select item, text from mentions');
    return Object.fromEntries(rows.map(({ item, text }) => [item, text]));
  }

  /** A wave, and a crisis that somebody opened about it, which quotes it. */
  async quoted(item: string, words: string): Promise<void> {
    const at = new Date(NOW - 100 * DAY);
    await this.pool.query(
      `with wave as (insert into storms (kind, name, began_at) values ('text', $1, $3) returning id)
        update conversations set storm_id = (select id from wave) where thread = $2`,
      [words, item, at],
    );
    await this.pool.query(
      `insert into crises (title, quoted, conversation_id, state, severity, opened_at, ended_at, climb_number, climb_since, climb_from_level)
        select $1, $1, id, 'closed', 'high', $3, $3, 1, $3, 0 from conversations where thread = $2`,
      [words, item, at],
    );
  }

  private async open(): Promise<void> {
    this.opened = await openDatabase({ dataDir: this.dataDir, log });
  }

  private found(): OpenDatabase {
    if (!this.opened) throw new Error('It is not open.');
    return this.opened;
  }
}

/** Of a case, as a rule leaves them: with words of the message. */
export function decisionsOn(text: string, matched = text.slice(0, 5), span = [0, 5]): string {
  const folded = text === '(erased)' ? {} : { folded: text.toLowerCase() };
  const of = (rule: string) => ({
    ...{ rule, action: 'warn' },
    why: { span, matched, text, part: 'content', ...folded, entry: 'list', exemptions: { author: '7' } },
  });
  return JSON.stringify([of('insults'), of('caps')]);
}
