/**
 * A signed-in session with the account's server: taken up from where it was kept, renewed when it has expired, begun
 * anew only when nothing else helps. Several workers may share one: whoever renews last wins, the others read it back.
 */
import type { Agent, AtpSessionData, CredentialSession } from '@atproto/api';
import { z } from 'zod';
import { DEADLINE, fetchWithin } from '../http.ts';
import type { Outside } from '../network.ts';
import type { BlueskyAccount } from './account.ts';
import { blueskyError, isStale } from './errors.ts';

export class BlueskySession {
  private readonly account: BlueskyAccount;
  private readonly outside: Outside;
  private opened?: Promise<Opened>;
  private renewing?: Promise<void>;
  private saved: Promise<void> = Promise.resolve();

  constructor(account: BlueskyAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
  }

  /**
   * Runs with a session; `server`: where the account is kept. `effect`: whether it may have done something when no answer comes.
   * Throws `NetworkError`.
   */
  async run<T>(effect: boolean, work: Work<T>): Promise<T> {
    try {
      return await this.tryWith(await this.before(), work);
    } catch (error) {
      throw blueskyError(effect, [this.account.password], error);
    } finally {
      await this.saved;
    }
  }

  /** Signing in has no effect, so a failure there never means a lost post. */
  private async before(): Promise<Opened> {
    try {
      this.opened ??= this.open();
      const opened = await this.opened;
      if (!opened.session.session) await this.renew(opened);
      return opened;
    } catch (error) {
      this.opened = undefined;
      throw blueskyError(false, [this.account.password], error);
    }
  }

  private async open(): Promise<Opened> {
    const { Agent, CredentialSession } = await import('@atproto/api');
    const session = new CredentialSession(
      new URL(this.account.service),
      fetchWithin(this.outside.deadline ?? DEADLINE, { uploads: true }),
      (event, data) => {
        if (data && (event === 'create' || event === 'update')) this.keep(session, data);
      },
    );
    return { session, agent: new Agent(session) };
  }

  /** Twice: the first renewal may find a session that another worker kept, and that one may have ended as well. */
  private async tryWith<T>(opened: Opened, work: Work<T>): Promise<T> {
    for (let renewals = 0; ; renewals += 1) {
      const data = opened.session.session;
      if (!data) throw new Error('There is no session.');
      try {
        return await work(opened.agent, data, opened.session.dispatchUrl);
      } catch (error) {
        if (!isStale(error) || renewals === MOST_RENEWALS) throw error;
        await this.renewed(opened, data.accessJwt);
      }
    }
  }

  private async renewed(opened: Opened, failed: string): Promise<void> {
    try {
      await this.renew(opened, failed);
    } catch (error) {
      throw blueskyError(false, [this.account.password], error);
    }
  }

  /** One renewal at a time; who comes meanwhile shares it. */
  private renew(opened: Opened, failed?: string): Promise<void> {
    this.renewing ??= this.renewOnce(opened, failed).finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  /** `failed`: the access token that does not do any more. */
  private async renewOnce({ session }: Opened, failed?: string): Promise<void> {
    if (session.session && session.session.accessJwt !== failed) return;
    const stored = await this.stored();
    if (stored && stored.data.accessJwt !== failed) {
      adopt(session, stored);
      return;
    }
    await session.login({ identifier: this.account.identifier, password: this.account.password });
  }

  private async stored(): Promise<Stored | undefined> {
    const value = await this.outside.session.load();
    if (value === undefined) return undefined;
    const parsed = storedSchema.safeParse(parse(value));
    // Another account stands in the team file by now.
    const ours =
      parsed.data?.service === this.account.service && parsed.data.identifier === this.account.identifier;
    return ours ? parsed.data : undefined;
  }

  private keep(session: CredentialSession, data: AtpSessionData): void {
    const { service, identifier } = this.account;
    const stored: Stored = {
      service,
      identifier,
      pds: session.pdsUrl?.href,
      data: sessionSchema.parse(data),
    };
    this.saved = this.outside.session.save(JSON.stringify(stored)).catch((error: unknown) => {
      this.outside.log.warn({ err: error }, 'A Bluesky session could not be kept.');
    });
  }
}

export type SessionData = Pick<AtpSessionData, 'did' | 'handle' | 'accessJwt'>;

type Work<T> = (agent: Agent, session: SessionData, server: URL) => Promise<T>;

interface Opened {
  session: CredentialSession;
  agent: Agent;
}

const MOST_RENEWALS = 2;

const sessionSchema = z.object({
  did: z.string(),
  handle: z.string(),
  accessJwt: z.string(),
  refreshJwt: z.string(),
  active: z.boolean().default(true),
});
const storedSchema = z.object({
  service: z.string(),
  identifier: z.string(),
  pds: z.string().optional(),
  data: sessionSchema,
});
type Stored = z.infer<typeof storedSchema>;

function adopt(session: CredentialSession, stored: Stored): void {
  session.session = stored.data;
  session.pdsUrl = stored.pds ? new URL(stored.pds) : undefined;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
