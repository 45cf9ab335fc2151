/** What one try of a delivery is done with. */
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Blobs } from '../../media/blobs.ts';
import type { Intent, Message, NetworkError, Published } from '../../networks/network.ts';
import type { Problem } from '../../posts/delivery.ts';
import type { Database } from '../../store/database.ts';
import type { Begin, Begun, Claim } from '../../store/deliveries.ts';
import type { Ending } from '../../store/delivery-endings.ts';
import type { Account, Accounts } from '../accounts.ts';
import type { OwnLease } from './own-lease.ts';
import type { Step } from './steps.ts';

export interface Surroundings {
  database: Database;
  /** Where videos are kept; in the database when absent. */
  blobs?: Blobs | undefined;
  clock: Clock;
  log: Log;
  accounts: Accounts;
  /** ms, by the team file of now: a post that is later than this is asked about. */
  grace(): number;
  ownLease: OwnLease;
  stopping: AbortSignal;
  /** Told when it is to be worked on again (epoch ms). */
  again(at: number): void;
  /** What the checks find right before it is sent; undefined: nothing that stops it. */
  obstacle(claim: Claim, messages: Message[]): Promise<Problem | undefined>;
  /** The account was refused: asks it who it is, and pauses the target where it does not let us in at all. */
  refusedAccount(account: Account, error: NetworkError): Promise<'paused' | 'let in' | 'unreachable'>;
  /** Told of every ending, for figures; `late` in ms, of first tries. */
  ended?(ending: { network: string; outcome: Ending['state']; late: number | undefined }): void;
  /** Told at each step, for who ends the process there. */
  step?(step: Step, claim: Claim): void;
  store: {
    begin(begin: Begin): Promise<Begun>;
    end(ending: Ending): Promise<unknown>;
    keep(claim: Claim, intent: Intent): Promise<boolean>;
    /** A part of a thread is out; the claim stays, for the next one. False: it is this worker's no more. */
    nextPart(claim: Claim, published: Published): Promise<boolean>;
    handBack(claim: Claim): Promise<void>;
  };
}
