/** One client on the gateway, from hello to close: its session, its heartbeat, and what it may send. */
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { membersJson } from '../guild/json.ts';
import type { State } from '../state/state.ts';
import { CLOSE } from './close.ts';
import { greet, Identify, refusalOf } from './identify.ts';
import { Session } from './session.ts';
import { type Compression, Wire } from './wire.ts';

const OP = {
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalid: 9,
  hello: 10,
  ack: 11,
};

const Payload = z.object({ op: z.number().int(), d: z.unknown() });
const Resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int().nullable() });
const MemberRequest = z.object({
  query: z.string().optional(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

/** A client that closes with these gives its session up. */
const GOODBYES = new Set([1000, 1001]);
const SENDS_LIMIT = 120;
const SENDS_WINDOW_MS = 60_000;

/** What a connection needs of the gateway. */
export interface Host {
  state: State;
  sessions: Map<string, Session>;
  count(what: 'identifies' | 'resumes' | 'heartbeats'): void;
  closed(connection: Connection): void;
}

export interface Handshake {
  version: string | null;
  compression: Compression;
}

export class Connection {
  readonly #host: Host;
  readonly #wire: Wire;
  readonly #sends: number[] = [];
  #session: Session | undefined;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(host: Host, socket: WebSocket, { version, compression }: Handshake) {
    this.#host = host;
    this.#wire = new Wire(socket, compression);
    socket.on('message', (data) => this.#receive(data));
    socket.on('close', (code) => this.#closed(code));
    if (version === '10') this.#hello();
    else this.#wire.close(CLOSE.invalidVersion);
  }

  close(code: number): void {
    this.#wire.close(code);
  }

  cut(): void {
    this.#wire.cut();
  }

  askToReconnect(): void {
    this.#send(OP.reconnect, null);
  }

  invalidate(resumable: boolean): void {
    if (!resumable && this.#session) this.#host.sessions.delete(this.#session.id);
    this.#send(OP.invalid, resumable);
  }

  #send(op: number, d: unknown): void {
    this.#wire.send({ op, d, s: null, t: null });
  }

  #hello(): void {
    this.#expectHeartbeat();
    this.#send(OP.hello, { heartbeat_interval: this.#host.state.timing.heartbeatIntervalMs, _trace: [] });
  }

  #receive(data: RawData): void {
    const payload = Payload.safeParse(parsed(data));
    const code = payload.success ? this.#handle(payload.data.op, payload.data.d) : CLOSE.decode;
    if (code !== undefined) this.close(code);
  }

  /** The code to close with, or undefined. */
  #handle(op: number, d: unknown): number | undefined {
    if (this.#sendsTooMuch()) return CLOSE.rateLimited;
    if (op === OP.heartbeat) return this.#heartbeat();
    if (op === OP.identify) return this.#identify(d);
    if (op === OP.resume) return this.#resume(d);
    if (!this.#session) return CLOSE.notAuthenticated;
    if (op === OP.members) return this.#sendMembers(this.#session, d);
    return op === OP.presence || op === OP.voice ? undefined : CLOSE.unknownOpcode;
  }

  #heartbeat(): undefined {
    this.#expectHeartbeat();
    this.#send(OP.ack, null);
    this.#host.count('heartbeats');
  }

  #expectHeartbeat(): void {
    clearTimeout(this.#watchdog);
    const patience = this.#host.state.timing.heartbeatIntervalMs * 2;
    this.#watchdog = setTimeout(() => this.close(CLOSE.timedOut), patience);
    this.#watchdog.unref();
  }

  #identify(d: unknown): number | undefined {
    const { state, sessions } = this.#host;
    const identify = Identify.safeParse(d);
    if (this.#session) return CLOSE.alreadyAuthenticated;
    if (!identify.success) return CLOSE.decode;
    const refusal = refusalOf(state, identify.data);
    if (refusal) return refusal;
    if (identify.data.compress) this.#wire.compressPayloads();
    this.#session = new Session(identify.data.intents, this.#wire);
    sessions.set(this.#session.id, this.#session);
    this.#host.count('identifies');
    greet(state, this.#session, identify.data.shard ?? [0, 1]);
    return undefined;
  }

  #resume(d: unknown): number | undefined {
    const resume = Resume.safeParse(d);
    if (!resume.success) return CLOSE.decode;
    if (resume.data.token !== this.#host.state.application.token) return CLOSE.authenticationFailed;
    const session = this.#host.sessions.get(resume.data.session_id);
    const seen = resume.data.seq ?? 0;
    if (session && seen > session.sequence) return CLOSE.invalidSequence;
    this.#session = session;
    if (!session?.resume(this.#wire, seen)) this.invalidate(false);
    else this.#host.count('resumes');
    return undefined;
  }

  #sendMembers(session: Session, d: unknown): number | undefined {
    const request = MemberRequest.safeParse(d);
    if (!request.success) return CLOSE.decode;
    const { query = '', user_ids: ids, nonce } = request.data;
    const wanted = ids === undefined ? undefined : [ids].flat();
    const members = membersJson(this.#host.state).filter(({ user }) =>
      wanted ? wanted.includes(user.id) : user.username.startsWith(query),
    );
    session.dispatch({
      type: 'GUILD_MEMBERS_CHUNK',
      data: { guild_id: this.#host.state.guild.id, members, chunk_index: 0, chunk_count: 1, nonce },
    });
    return undefined;
  }

  #sendsTooMuch(): boolean {
    const now = performance.now();
    this.#sends.push(now);
    while ((this.#sends[0] ?? now) < now - SENDS_WINDOW_MS) this.#sends.shift();
    return this.#sends.length > SENDS_LIMIT;
  }

  #closed(code: number): void {
    clearTimeout(this.#watchdog);
    this.#session?.detach(this.#wire);
    if (this.#session && GOODBYES.has(code)) this.#host.sessions.delete(this.#session.id);
    this.#host.closed(this);
  }
}

function parsed(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
