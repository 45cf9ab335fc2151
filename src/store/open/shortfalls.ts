/** What a database lacks of what the tables need, and what keeps it from being written to. */
import { t } from '../../kit/t.ts';

export interface Shortfall {
  /** Without a full stop. */
  reason: string;
  remedy: string;
}

/** Empty: nothing. `query`: over any connection. */
export async function shortfalls(query: (sql: string) => Promise<{ rows: unknown[] }>): Promise<Shortfall[]> {
  const { rows } = await query(LOOK);
  const looked = rows[0] as Looked;
  const { encoding, database, person, schemas, tables, closed, isRestricted } = looked;
  const [where, who] = [quoted(database), quoted(person)];
  const found = [...writing(looked), ...foreign(looked)];
  if (!looked.hasPublic)
    found.push({
      reason: t('it has no schema "public", in which the tables are kept'),
      remedy: t('Let an administrator run: {grants}', {
        grants: `CREATE SCHEMA public AUTHORIZATION ${who};`,
      }),
    });
  if (encoding !== 'UTF8')
    found.push({
      reason: t('its encoding is {encoding}, which cannot keep every text', { encoding }),
      remedy: t("Make one in UTF-8: CREATE DATABASE bellwether ENCODING 'UTF8' TEMPLATE template0;"),
    });
  if (isRestricted) return found;
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

function writing({ database, isStandby, isReadOnly }: Looked): Shortfall[] {
  if (isStandby)
    return [
      {
        reason: t('it is a standby, which cannot be written to'),
        remedy: t('Give DATABASE_URL the main server.'),
      },
    ];
  if (!isReadOnly) return [];
  const reset = `ALTER DATABASE ${quoted(database)} RESET default_transaction_read_only;`;
  return [
    {
      reason: t('it takes no writes (default_transaction_read_only is on)'),
      remedy: t('Let an administrator run: {reset} It may be set for the user or in postgresql.conf too.', {
        reset,
      }),
    },
  ];
}

/** What was made by somebody else cannot be changed by the next version. */
function foreign({ person, owners }: Looked): Shortfall[] {
  return owners.map((owner) => ({
    reason: t('its tables belong to {owner}, and not to its user {person}', { owner, person }),
    remedy: t(
      'Give DATABASE_URL the user {owner}, or let an administrator make {person} the owner of the tables in the schemas public, drizzle and bullmq.',
      { owner, person },
    ),
  }));
}

interface Looked {
  isStandby: boolean;
  isReadOnly: boolean;
  /** Another user makes the tables, and has given this one rights on them. */
  isRestricted: boolean;
  hasPublic: boolean;
  /** Of our tables, those whose rights the user does not have. */
  owners: string[];
  encoding: string;
  database: string;
  person: string;
  /** Whether new ones may be made. */
  schemas: boolean;
  tables: boolean;
  /** Schemas that are there, and not ours to write to. */
  closed: string[];
}

const RESTRICTED = `EXISTS (SELECT FROM pg_class AS migrated
      WHERE migrated.oid = to_regclass('drizzle.__drizzle_migrations') AND NOT pg_has_role(migrated.relowner, 'USAGE')
        AND has_table_privilege(migrated.oid, 'SELECT'))`;

const LOOK = `
  SELECT pg_is_in_recovery() AS "isStandby",
    current_setting('transaction_read_only') = 'on' AS "isReadOnly",
    EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public') AS "hasPublic",
    (SELECT coalesce(array_agg(DISTINCT pg_get_userbyid(relowner)::text), '{}')
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE nspname IN ('drizzle', 'bullmq') AND relkind IN ('r', 'p')
        AND NOT pg_has_role(relowner, 'USAGE') AND NOT (nspname = 'drizzle' AND ${RESTRICTED})) AS owners,
    ${RESTRICTED} AS "isRestricted",
    current_setting('server_encoding') AS encoding,
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
