/** What a try does next, by what is known: nothing is read and nothing is done here. */
import { approach, type RetryContract, settledAt } from '../../posts/recovery.ts';
import type { Claim } from '../../store/deliveries.ts';
import type { End } from './end.ts';

export interface Situation {
  claim: Pick<Claim, 'intent' | 'doubtfulSince' | 'triedAt' | 'reason' | 'sentParts'>;
  contract: RetryContract;
  /** The connection can read back. */
  canLook: boolean;
  /** How many messages the content makes; more than one are a thread. */
  parts: number;
  /** The worker stops. */
  isStopping: boolean;
  /** Epoch ms. */
  now: number;
}

/** Look whether the next part is there already, send it, or end. */
export type NextStep = { kind: 'look'; triedAt: number } | { kind: 'send' } | End;

export function nextStep({ claim, contract, canLook, parts, isStopping, now }: Situation): NextStep {
  const { sentParts, intent, doubtfulSince, reason } = claim;
  if (sentParts.length > 0 && sentParts.length >= parts) return { kind: 'sent', parts: sentParts };
  if (isStopping) return { kind: 'handed back' };
  const since = doubtfulSince ?? undefined;
  const triedAt = claim.triedAt ?? since ?? now;
  const doubt = { since, triedAt, now, canLook, wasRefused: reason === 'refused' };
  switch (approach(contract, doubt)) {
    case 'ask':
      return { kind: 'asked' };
    case 'wait':
      return { kind: 'too early', until: settledAt(contract, triedAt) };
    case 'look':
      // Without an intent there is nothing that could be looked for.
      return intent ? { kind: 'look', triedAt } : { kind: 'asked' };
    case 'send':
      return { kind: 'send' };
  }
}
