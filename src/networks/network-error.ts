/** A call to a network that failed, as far as it matters for what follows. */
import type { NetworkErrorReason } from '../posts/recovery.ts';

export class NetworkError extends Error {
  readonly reason: NetworkErrorReason;
  /** Milliseconds. */
  readonly retryAfter?: number;
  /** `processing`: since when the network works on it (epoch ms). */
  readonly processingSince?: number;
  /** `processing`: how long it may take until a person is asked (ms); an hour unless told. */
  readonly processingFor?: number;
  /** What a person can do about it. */
  readonly remedy: string;
  /** The credentials may be too new to be known everywhere. */
  readonly isEarly: boolean;
  /** Every post would meet it, whatever the account says of who it is: posts wait until somebody has mended it. */
  readonly closesAccount: boolean;

  /** `message` tells a person what the network said; never a secret, never a stack. */
  constructor(
    reason: NetworkErrorReason,
    message: string,
    options: {
      remedy?: string;
      retryAfter?: number;
      processingSince?: number;
      processingFor?: number;
      isEarly?: boolean;
      closesAccount?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'NetworkError';
    this.reason = reason;
    this.remedy = options.remedy ?? '';
    this.isEarly = options.isEarly ?? false;
    this.closesAccount = options.closesAccount ?? false;
    this.retryAfter = options.retryAfter;
    this.processingSince = options.processingSince;
    this.processingFor = options.processingFor;
  }
}
