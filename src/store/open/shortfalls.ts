/** What a database lacks of what the tables need. */
import { t } from '../../kit/t.ts';

export interface Shortfall {
  /** Without a full stop. */
  reason: string;
  remedy: string;
}

/** Empty: nothing. `query`: over any connection. */
export async function shortfalls(query: (sql: string) => Promise<{ rows: unknown[] }>): Promise<Shortfall[]> {
  const { rows } = await query(LOOK);
  const { encoding, database, person, schemas, tables, closed } = rows[0] as Looked;
  const [where, who] = [quoted(database), quoted(person)];
  const found: Shortfall[] = [];
  if (encoding !== 'UTF8')
    found.push({
      reason: t('its encoding is {encoding}, which cannot keep every text', { encoding }),
      remedy: t("Make one in UTF-8: CREATE DATABASE bellwether ENCODING 'UTF8' TEMPLATE template0;"),
    });
  const grants = [
    schemas ? '' : `GRANT CREATE ON DATABASE ${where} TO ${who};`,
    tables ? '' : `GRANT USAGE, CREATE ON SCHEMA public TO ${who};`,
    ...closed.map((schema) => `GRANT USAGE, CREATE ON SCHEMA ${quoted(schema)} TO ${who};`),
  ].filter((grant) => grant !== '');
  if (grants.length > 0)
    found.push({
      reason: t('its user {person} may not make the tables', { person }),
      remedy: t('Let an administrator run: {grants}', { grants: grants.join(' ') }),
    });
  return found;
}

interface Looked {
  encoding: string;
  database: string;
  person: string;
  /** Whether new ones may be made. */
  schemas: boolean;
  tables: boolean;
  /** Schemas that are there, and not ours to write to. */
  closed: string[];
}

const LOOK = `
  SELECT current_setting('server_encoding') AS encoding,
    current_database() AS database,
    current_user AS person,
    has_database_privilege(current_database(), 'CREATE') AS schemas,
    coalesce((SELECT has_schema_privilege(oid, 'USAGE, CREATE') AND has_schema_privilege(oid, 'CREATE')
      FROM pg_namespace WHERE nspname = 'public'), true) AS tables,
    (SELECT coalesce(array_agg(nspname::text), '{}') FROM pg_namespace
      WHERE nspname IN ('drizzle', 'bullmq') AND NOT has_schema_privilege(oid, 'CREATE')) AS closed`;

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
