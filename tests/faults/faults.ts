/** What can befall a request on its way. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, Reply } from '../networks/servers/server.ts';
import type { Site } from './site.ts';

export const FAULT_KINDS = [
  /** The connection breaks before the effect, after it, or amid the answer. */
  'lost before',
  'lost after',
  'cut',
  /** Before the effect, and after it. */
  'delayed',
  'answered late',
  /** The effect comes when nobody waits for the answer any more. */
  'too late',
  /** 429, with the time to wait. */
  'limited',
  /** A break-down (5xx) before the effect, and after it. */
  'broken before',
  'broken after',
  /** 503 with the time to wait, after the effect: a gateway's. */
  'busy after',
  /** An answer that is not the network's own, such as a page, before the effect, and after it. */
  'strange before',
  'strange after',
  /** The credentials expire: nobody is let in until that is mended. */
  'expired',
  /** Never answered, and without effect. */
  'silent',
] as const;
/** The network looked at it and said no; planned by itself, after a lost answer. */
export type FaultKind = (typeof FAULT_KINDS)[number] | 'refused';

/** `expired` shuts the site; whoever mends it opens it again. */
export async function faultOf(kind: FaultKind, site: Site): Promise<Fault | undefined> {
  switch (kind) {
    case 'lost before':
      return { kind: 'cut', when: 'before' };
    case 'lost after':
      return { kind: 'cut', when: 'after' };
    case 'cut':
      return { kind: 'cut', when: 'amid' };
    case 'delayed':
      await pause(DELAY);
      return undefined;
    case 'too late':
      await pause(TOO_LONG);
      return undefined;
    case 'answered late':
      return { kind: 'held', until: () => pause(DELAY) };
    case 'limited':
      return { kind: 'answer', reply: site.limited };
    case 'broken before':
      return { kind: 'answer', reply: site.broken };
    case 'broken after':
      return { kind: 'spoilt', reply: site.broken };
    case 'busy after':
      return { kind: 'spoilt', reply: BUSY };
    case 'strange before':
      return { kind: 'answer', reply: site.strange };
    case 'strange after':
      return { kind: 'spoilt', reply: site.strange };
    case 'refused':
      return { kind: 'answer', reply: site.refusal };
    case 'expired':
      return site.shut();
    case 'silent':
      return { kind: 'silent' };
  }
}

const BUSY: Reply = {
  status: 503,
  body: '<!doctype html><title>503</title>',
  headers: { 'retry-after': '0' },
};
/** ms; far below the deadline of a request, and above it. */
const DELAY = 60;
const TOO_LONG = 1_000;
