/**
 * Tokens that people have let us have, by target. Read anew at each use, since another process may have renewed them;
 * renewed by one at a time, and kept before they are used for the first time.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Seal } from '../kit/seal.ts';
import { subjectOf } from '../kit/subject.ts';
import { t } from '../kit/t.ts';
import type { Consent, Grant, Granter, Tokens } from '../networks/grant.ts';
import { NetworkError } from '../networks/network.ts';
import { renewedTokens } from '../networks/oauth.ts';
import * as alarms from '../store/alarms.ts';
import type { Database, Transaction } from '../store/database.ts';
import * as grants from '../store/grants.ts';

export interface Grants {
  /** `network`: as people write it. */
  of(target: string, network: string, consent: Consent): Grant;
  /** One grant for all of these targets, in the place of what they had. */
  keep(
    transaction: Transaction,
    given: { tokens: Tokens; granter: Granter; network: string; targets: string[]; personId: number },
  ): Promise<void>;
}

export interface GrantsOptions {
  database: Database;
  seal: Seal;
  clock: Clock;
  log: Log;
  deadline?: number;
}

export function createGrants(options: GrantsOptions): Grants {
  const { seal, clock } = options;
  return {
    of: (target, network, consent) => ({ token: () => tokenOf(options, { target, network, consent }) }),
    async keep(transaction, { tokens, granter, network, targets, personId }) {
      const id = randomUUID();
      await grants.connect(
        transaction,
        {
          ...{ id, network, personId, ...dates(tokens), connectedAt: new Date(clock.now()) },
          ...{ granterId: granter.id, granterName: granter.name },
          sealed: seal.seal(JSON.stringify(tokens), contextOf(id)),
        },
        targets,
      );
      for (const target of targets) await setWarning(transaction, target, dates(tokens).endsAt);
    },
  };
}

/** Its owner hears of the end in time to do something about it. */
async function setWarning(transaction: Transaction, target: string, endsAt: Date | null): Promise<void> {
  const subject = subjectOf('target', target);
  if (endsAt === null) return alarms.unset(transaction, subject, WARNING);
  await alarms.set(transaction, { subject, kind: WARNING, dueAt: endsAt.getTime() - WARNED_AHEAD });
}

const WARNING = 'warn-of-end';
/** Ms. */
export const WARNED_AHEAD = 7 * 24 * 3_600_000;

interface Wanted {
  target: string;
  network: string;
  consent: Consent;
}

async function tokenOf(options: GrantsOptions, wanted: Wanted): Promise<string> {
  const { database, clock } = options;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const grant = await grants.forTarget(database, wanted.target);
    if (!grant) throw notConnected(wanted);
    if (grant.ended !== null) throw over(wanted, grant.ended);
    const tokens = opened(options, grant);
    if (!tokens) throw notConnected(wanted);
    const isGood = grant.accessEndsAt.getTime() > clock.now() + (tokens.refresh ? AHEAD : 0);
    if (isGood && tokens.refresh && (tokens.renewFrom ?? Number.POSITIVE_INFINITY) <= clock.now())
      return renewedEarly(options, wanted, grant, { ...tokens, refresh: tokens.refresh });
    if (isGood) return tokens.access;
    if (!tokens.refresh) throw over(wanted, t('it ran out'));
    if (await grants.claimRenewal(database, grant.id, grant.sealed, CLAIM))
      return renew(options, wanted, grant, tokens.refresh);
    // Somebody else is at it, or has just done it.
    await new Promise<void>((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
  }
  throw new NetworkError(
    'unreachable',
    t('{network}: the access is just being renewed.', { network: wanted.network }),
  );
}

/** Ms. */
const AHEAD = 10 * 60_000;
/** Longer than a request may take. */
const CLAIM = 30_000;
const MOST_LOOKS = 40;
const BETWEEN_LOOKS = 250;

/** It is good still: whoever renews it already, or a network that does not do it now, holds up nobody. */
async function renewedEarly(
  options: GrantsOptions,
  wanted: Wanted,
  grant: grants.StoredGrant,
  { access, refresh }: Tokens & { refresh: string },
): Promise<string> {
  if (!(await grants.claimRenewal(options.database, grant.id, grant.sealed, CLAIM))) return access;
  try {
    return await renew(options, wanted, grant, refresh);
  } catch (error) {
    if (!(error instanceof NetworkError) || error.reason === 'unauthorized') throw error;
    return access;
  }
}

/**
 * A renewal whose answer is lost is tried again with the same token, at the next use; when that is not taken, a person is
 * asked.
 */
async function renew(
  options: GrantsOptions,
  { target, network, consent }: Wanted,
  grant: grants.StoredGrant,
  refresh: string,
): Promise<string> {
  const { database, seal, clock, log, deadline } = options;
  try {
    const engine = { network, now: () => clock.now(), ...(deadline !== undefined && { deadline }) };
    const renewed = await renewedTokens(engine, consent, refresh);
    // One that the network leaves out is the old one.
    const tokens = { ...renewed, refresh: renewed.refresh || refresh };
    const sealed = seal.seal(JSON.stringify(tokens), contextOf(grant.id));
    const { accessEndsAt, endsAt } = dates(tokens);
    const known = renewed.refreshEndsAt === undefined ? grant.endsAt : endsAt;
    await grants.saveRenewed(database, grant.id, grant.sealed, { sealed, accessEndsAt, endsAt: known });
    await database.transaction((transaction) => setWarning(transaction, target, known));
    log.info({ network, grant: grant.id }, 'a grant was renewed');
    return tokens.access;
  } catch (error) {
    if (isRefusal(error, consent)) await grants.end(database, grant.id, grant.sealed, error.message);
    else await grants.releaseRenewal(database, grant.id);
    throw error;
  }
}

/** The app's own credentials at fault end no person's grant. */
function isRefusal(error: unknown, { refusal }: Consent): error is NetworkError {
  const cause = error instanceof NetworkError && error.reason === 'unauthorized' ? error.cause : undefined;
  if (!(cause instanceof Error && 'error' in cause)) return false;
  if (cause.error === 'invalid_grant') return true;
  const words = 'error_description' in cause ? String(cause.error_description) : '';
  return refusal !== undefined && cause.error === refusal.error && refusal.words.test(words);
}

function dates(tokens: Tokens): { accessEndsAt: Date; endsAt: Date | null } {
  const lasts = tokens.endless ? undefined : tokens.accessEndsAt;
  const end = tokens.refresh ? tokens.refreshEndsAt : lasts;
  return {
    accessEndsAt: new Date(tokens.accessEndsAt),
    endsAt: end === undefined ? null : new Date(end),
  };
}

/** Undefined: sealed with a key that is not known any more. */
function opened({ seal, log }: GrantsOptions, { id, sealed }: grants.StoredGrant): Tokens | undefined {
  try {
    return tokensSchema.parse(JSON.parse(seal.open(sealed, contextOf(id))));
  } catch {
    log.warn({ grant: id }, 'a kept grant does not open with this SECRET_KEY; it must be connected anew');
    return undefined;
  }
}

export function contextOf(id: string): string {
  return `grant:${id}`;
}

/** As they are kept. */
export const tokensSchema = z.object({
  access: z.string(),
  refresh: z.string().optional(),
  accessEndsAt: z.number(),
  endless: z.boolean().optional(),
  refreshEndsAt: z.number().optional(),
  renewFrom: z.number().optional(),
});

function notConnected({ network }: Wanted): NetworkError {
  return new NetworkError('unauthorized', t('{network}: it is not connected.', { network }), {
    remedy: t('Connect it (/accounts).'),
  });
}

function over({ network }: Wanted, why: string): NetworkError {
  return new NetworkError(
    'unauthorized',
    t('{network}: its access has ended: {why}.', { network, why: why.replace(/\.$/, '') }),
    {
      remedy: t('Connect it again (/accounts).'),
    },
  );
}
