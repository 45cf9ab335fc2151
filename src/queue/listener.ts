/**
 * The pool as BullMQ sees it. BullMQ checks out one client per worker and keeps it, only to LISTEN; here they all
 * share one connection, which is made again when it breaks.
 */
import { EventEmitter } from 'node:events';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

/** What is needed of the database's pool; node-postgres' own has it. */
export interface SourcePool {
  /** Of a pool whose connections go over a network. */
  readonly options?: { keepAlive?: boolean | undefined };
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount?: number | null }>;
  connect(): Promise<SourceClient>;
}
export interface SourceClient extends Pick<SourcePool, 'query'> {
  release(destroy?: boolean): void;
  on(event: 'notification', listener: (notification: PgNotification) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeAllListeners(): unknown;
}

export class SharedListener extends EventEmitter implements PgPool {
  /** Told to BullMQ: it need not look by itself every ten seconds, a connection that is dead is noticed. */
  readonly options = { keepAlive: true };
  private readonly pool: SourcePool;
  private readonly lookEvery: number;
  private readonly ears = new Set<Ear>();
  private readonly channels = new Set<string>();
  private readonly answers = new Map<string, Promise<{ rows: unknown[] }>>();
  private connection: Promise<SourceClient> | undefined;
  private current: SourceClient | undefined;
  private looking: NodeJS.Timeout | undefined;
  private closed = false;

  /** `lookEvery`: ms, how often the connection is asked whether it lives. */
  constructor(pool: SourcePool, lookEvery = LOOK_EVERY) {
    super();
    this.setMaxListeners(0);
    this.pool = pool;
    this.lookEvery = lookEvery;
  }

  query<Row>(text: string, values: unknown[] = []): Promise<PgQueryResult<Row>> {
    return this.pool.query(text, values) as Promise<PgQueryResult<Row>>;
  }

  async connect(): Promise<PgPoolClient> {
    const ear: Ear = new Ear(this, () => this.ears.delete(ear));
    this.ears.add(ear);
    return ear;
  }

  async listen(channel: string): Promise<void> {
    const isNew = !this.channels.has(channel);
    this.channels.add(channel);
    const known = this.connection;
    const connection = await this.connected();
    if (isNew && known) await connection.query(`LISTEN ${channel}`);
  }

  /**
   * What every worker asks at its start (are BullMQ's tables there) is asked once for all, and until the database
   * answers: BullMQ would keep a refusal for ever.
   */
  ask<Row>(text: string, values: unknown[]): Promise<PgQueryResult<Row>> {
    const answer = this.answers.get(text) ?? this.askPatiently(text, values);
    this.answers.set(text, answer);
    return answer as Promise<PgQueryResult<Row>>;
  }

  private async askPatiently(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
    for (;;) {
      try {
        return await this.pool.query(text, values);
      } catch (error) {
        if (this.closed || !isOutage(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500).unref());
      }
    }
  }

  async end(): Promise<void> {
    this.closed = true;
    clearInterval(this.looking);
    const connection = await this.connection?.catch(() => undefined);
    connection?.removeAllListeners();
    connection?.on('error', () => {});
    connection?.release(true);
  }

  private connected(): Promise<SourceClient> {
    this.connection ??= this.makeConnection().catch((error) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }

  private async makeConnection(): Promise<SourceClient> {
    const client = await this.pool.connect();
    this.current = client;
    client.on('notification', (notification) => this.tell(notification));
    client.on('error', (error) => this.lose(client, error));
    try {
      for (const channel of this.channels) await client.query(`LISTEN ${channel}`);
    } catch (error) {
      this.lose(client, error as Error);
      throw error;
    }
    // PGlite's is in this process, and cannot be lost.
    if (this.pool.options?.keepAlive && this.current === client && !this.closed) this.lookAfter(client);
    return client;
  }

  /** One that only listens never notices that nobody is there: it is told again what it hears, and must answer. */
  private lookAfter(client: SourceClient): void {
    const [channel] = this.channels;
    let isAnswered = true;
    this.looking = setInterval(() => {
      if (!isAnswered) return this.lose(client, new Error('The connection that listens does not answer.'));
      isAnswered = false;
      client.query(`LISTEN ${channel}`).then(
        () => {
          isAnswered = true;
        },
        // Not answered; and a broken connection tells it by itself.
        () => {},
      );
    }, this.lookEvery).unref();
  }

  private tell(notification: PgNotification): void {
    for (const ear of this.ears) ear.emit('notification', notification);
  }

  private lose(client: SourceClient, error: Error): void {
    if (this.current !== client || this.closed) return;
    clearInterval(this.looking);
    this.current = undefined;
    this.connection = undefined;
    client.release(true);
    for (const ear of [...this.ears]) if (ear.listenerCount('error') > 0) ear.emit('error', error);
  }
}

/** ms. A dead connection is found within twice that. */
const LOOK_EVERY = 10_000;

class Ear extends EventEmitter implements PgPoolClient {
  private readonly shared: SharedListener;
  private readonly leave: () => void;

  constructor(shared: SharedListener, leave: () => void) {
    super();
    this.shared = shared;
    this.leave = leave;
  }

  async query<Row>(text: string, values: unknown[] = []): Promise<PgQueryResult<Row>> {
    const channel = /^LISTEN (\w+)/im.exec(text)?.[1];
    if (channel) await this.shared.listen(channel);
    // BullMQ names the connection after its worker; this one belongs to all of them.
    if (channel || text.includes('application_name')) return { rows: [] };
    return this.shared.ask<Row>(text, values);
  }

  release(): void {
    this.leave();
  }
}

/** Connection trouble (class 08), a server that stops or starts (57P), or an error of the socket. */
function isOutage(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  return /^(08|57P|E[A-Z])/.test(code ?? '') || /connection|timeout/i.test(message);
}
