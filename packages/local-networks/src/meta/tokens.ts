/** Tokens of Meta's logins: short ones for an hour, long ones for sixty days, renewed when they are older than a day. */
import { randomBytes } from 'node:crypto';
import { mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { badToken, GraphError } from './error.ts';

export interface RegisteredApp {
  id: string;
  /** As people read it; the id unless told. */
  name?: string;
  secret: string;
  redirects: string[];
  /** What it may ask for. */
  scopes: string[];
}

export interface Token {
  user: string;
  app: string;
  scopes: string[];
  /** What was asked for as well, and not allowed. */
  declined?: string[];
  /** Of a page's token: whose leave it came of, and ends with. */
  by?: string;
  isLong: boolean;
  /** Epoch ms. */
  issuedAt: number;
  expiresAt: number;
  isRevoked: boolean;
}

interface Code {
  user: string;
  app: string;
  scopes: string[];
  declined: string[];
  redirect: string;
  expiresAt: number;
  isUsed: boolean;
}

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const LONG = 60 * DAY;
const FOREVER = 36_500 * DAY;

export class Tokens {
  readonly apps: RegisteredApp[];
  renewals = 0;
  readonly #clock: { now(): number };
  readonly #tokens = new Map<string, Token>();
  readonly #codes = new Map<string, Code>();
  readonly #onChange: () => void;

  /** `onChange`: told of each token that is made. */
  constructor(clock: { now(): number }, apps: RegisteredApp[], onChange: () => void = () => {}) {
    this.#clock = clock;
    this.apps = apps;
    this.#onChange = onChange;
  }

  /** Every app leads people back there, from now on. */
  registerRedirect(redirect: string): void {
    for (const { redirects } of this.apps) if (!redirects.includes(redirect)) redirects.push(redirect);
  }

  snapshot(): unknown {
    return this.#tokens;
  }

  restore(value: unknown): void {
    refill(this.#tokens, mapOf<Token>().parse(value));
  }

  issue(user: string, scopes: string[], lasts = LONG): string {
    return this.#keep({ user, app: this.apps[0]?.id ?? '', scopes, isLong: true, lasts });
  }

  /** A page's, by the leave of a person. It has no end of its own. */
  issueForPage(page: string, { user, app, scopes }: Token): string {
    return this.#keep({ user: page, by: user, app, scopes, isLong: true, lasts: FOREVER });
  }

  revokeAll(): void {
    for (const token of this.#tokens.values()) token.isRevoked = true;
  }

  revoke(user: string): void {
    for (const token of this.#tokens.values())
      if (token.user === user || token.by === user) token.isRevoked = true;
  }

  /** Throws as Meta refuses. */
  check(given: string | undefined): Token {
    const token = given === undefined ? undefined : this.#tokens.get(given);
    if (!token) throw badToken();
    if (token.isRevoked) throw badToken(458);
    if (token.expiresAt <= this.#clock.now()) throw badToken(463);
    return token;
  }

  newCode(code: Omit<Code, 'expiresAt' | 'isUsed'>): string {
    const name = newSecret();
    this.#codes.set(name, { ...code, expiresAt: this.#clock.now() + HOUR, isUsed: false });
    return name;
  }

  /** A code for a short token. */
  exchangeCode(form: Record<string, string>): { token: string; user: string } {
    const app = this.#appOf(form.client_id, form.client_secret);
    const code = this.#codes.get(form.code ?? '');
    if (form.grant_type !== 'authorization_code') throw refused('The grant_type is wrong');
    if (!code || code.isUsed || code.app !== app.id || code.expiresAt <= this.#clock.now())
      throw refused('This authorization code has been used or has expired');
    if (code.redirect !== form.redirect_uri) throw refused('The redirect_uri is not that of the code');
    code.isUsed = true;
    const { user, scopes, declined } = code;
    return { token: this.#keep({ user, app: app.id, scopes, declined, isLong: false, lasts: HOUR }), user };
  }

  /** A short token for a long one. */
  lengthen(given: string | undefined, secret: string | undefined): string {
    const { user, app, scopes, declined = [], isLong } = this.check(given);
    if (this.apps.find(({ id }) => id === app)?.secret !== secret)
      throw refused('The client_secret is wrong');
    if (isLong) throw refused('The token is a long-lived one already');
    return this.#keep({ user, app, scopes, declined, isLong: true, lasts: LONG });
  }

  /** A long token for another one, which lasts from now on. The old one goes on until its own end. */
  renew(given: string | undefined): string {
    const { user, app, scopes, isLong, issuedAt } = this.check(given);
    if (!isLong) throw refused('The token is no long-lived one');
    if (this.#clock.now() - issuedAt < DAY) throw refused('The token is younger than 24 hours');
    this.renewals += 1;
    return this.#keep({ user, app, scopes, isLong: true, lasts: LONG });
  }

  #appOf(id: string | undefined, secret: string | undefined): RegisteredApp {
    const app = this.apps.find((one) => one.id === id && one.secret === secret);
    if (!app) throw refused('Error validating client secret');
    return app;
  }

  #keep({
    lasts,
    ...token
  }: Omit<Token, 'issuedAt' | 'expiresAt' | 'isRevoked'> & { lasts: number }): string {
    const name = newSecret();
    const issuedAt = this.#clock.now();
    this.#tokens.set(name, { ...token, issuedAt, expiresAt: issuedAt + lasts, isRevoked: false });
    this.#onChange();
    return name;
  }
}

function newSecret(): string {
  return `THAA${randomBytes(24).toString('base64url')}`;
}

function refused(message: string): GraphError {
  return new GraphError(400, { message, code: 100 });
}
