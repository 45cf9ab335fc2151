/**
 * What both databases offer to the store and to the queue: the part of node-postgres' pool that they use. On a
 * server it is that pool itself; embedded, it is one that shares PGlite's only connection.
 */
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';

export interface Queryable {
  query<Row extends QueryResultRow = QueryResultRow>(
    query: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
}

export interface Pool extends Queryable {
  /** A connection of one's own until `release`: for transactions, and for LISTEN. */
  connect(): Promise<PoolClient>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface PoolClient extends Queryable {
  release(destroy?: boolean): void;
  on(event: 'notification', listener: (notification: Notification) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  removeAllListeners(): unknown;
}

export interface Notification {
  channel: string;
  payload?: string;
}
