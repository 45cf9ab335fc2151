/**
 * A pool over PGlite's only connection. A client that is checked out shares the connection with all others, one
 * statement at a time; from BEGIN to COMMIT or ROLLBACK it has it alone. A client that only listens holds nobody up.
 *
 * The connection is node-postgres' own client, so results, types and errors are the same as from a server. Session
 * state (SET, session advisory locks, LISTEN) is common to all clients: use transaction-level locks.
 */
import { EventEmitter } from 'node:events';
import type { Client, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { Mutex } from './mutex.ts';
import type { Notification, Pool, PoolClient } from './pool.ts';

/** Longer than any transaction of ours; one like this is a mistake in the code, and shall be told as one. */
const PATIENCE = 30_000;

/** ms that statements may follow each other without a turn of the event loop. */
const LONGEST_STRETCH = 5;

export class EmbeddedPool extends EventEmitter implements Pool {
  /** How many statements ran: tells the upkeep whether there is anything to do. */
  statements = 0;
  private readonly connection: Client;
  private readonly mutex = new Mutex(PATIENCE);
  private readonly clients = new Set<EmbeddedClient>();
  private ended = false;
  /** By performance.now(). */
  private turnedAt = 0;

  constructor(connection: Client) {
    super();
    this.setMaxListeners(0);
    this.connection = connection;
    connection.on('notification', (notification) => {
      for (const client of this.clients) client.emit('notification', notification);
    });
    connection.on('error', (error) => this.fail(error));
  }

  async query<Row extends QueryResultRow>(query: string | QueryConfig, values?: unknown[]) {
    const giveBack = await this.takeTurn();
    try {
      return await this.run<Row>(query, values);
    } finally {
      giveBack();
    }
  }

  async connect(): Promise<PoolClient> {
    if (this.ended) throw new Error(ENDED);
    const client = new EmbeddedClient(this, () => this.clients.delete(client));
    this.clients.add(client);
    return client;
  }

  async end(): Promise<void> {
    this.ended = true;
  }

  async takeTurn(): Promise<() => void> {
    const giveBack = await this.mutex.acquire().catch(() => {
      throw new Error(STUCK);
    });
    if (!this.ended) return giveBack;
    giveBack();
    throw new Error(ENDED);
  }

  async run<Row extends QueryResultRow>(
    query: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>> {
    this.statements++;
    await this.letOthersIn();
    return this.connection.query<Row>(query, values);
  }

  /**
   * PGlite answers without a turn of the event loop: statement upon statement, timers and sockets would wait until
   * nobody asks anything any more.
   */
  private async letOthersIn(): Promise<void> {
    if (performance.now() - this.turnedAt < LONGEST_STRETCH) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.turnedAt = performance.now();
  }

  inTransaction(): boolean {
    return this.connection.getTransactionStatus() !== 'I';
  }

  private fail(error: Error): void {
    if (this.listenerCount('error') > 0) this.emit('error', error);
    for (const client of this.clients) if (client.listenerCount('error') > 0) client.emit('error', error);
  }
}

class EmbeddedClient extends EventEmitter<{
  notification: [Notification];
  error: [Error];
  end: [];
}> {
  private readonly pool: EmbeddedPool;
  private readonly leave: () => void;
  private giveBack: (() => void) | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(pool: EmbeddedPool, leave: () => void) {
    super();
    this.pool = pool;
    this.leave = leave;
  }

  /** Statements of one client run in their order, also when nobody waits between them. */
  query<Row extends QueryResultRow>(
    query: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>> {
    const result = this.last.then(() => this.runInTurn<Row>(query, values));
    this.last = result.catch(() => {});
    return result;
  }

  /** Given back in mid-transaction, the transaction is rolled back. */
  release(): void {
    this.leave();
    this.last = this.last
      .then(() => (this.giveBack ? this.runInTurn('ROLLBACK') : undefined))
      .catch(() => {});
  }

  private async runInTurn<Row extends QueryResultRow>(query: string | QueryConfig, values?: unknown[]) {
    this.giveBack ??= await this.pool.takeTurn();
    try {
      return await this.pool.run<Row>(query, values);
    } finally {
      if (!this.pool.inTransaction()) {
        this.giveBack();
        this.giveBack = undefined;
      }
    }
  }
}

const ENDED = 'The database is closed.';
const STUCK =
  `The embedded database was busy with one transaction for ${PATIENCE / 1000} s. ` +
  'Inside a transaction every statement must go through its own handle.';
