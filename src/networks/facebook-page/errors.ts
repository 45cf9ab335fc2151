/** What Facebook's refusals mean. */
import { t } from '../../kit/t.ts';
import { isGraphRefusal } from '../graph-errors.ts';
import { NetworkError } from '../network.ts';

/** "Duplicate status message", and "already posted". */
export function isRepeat(error: unknown): boolean {
  return isGraphRefusal(error, 506) || isGraphRefusal(error, 100, 1_366_051);
}

export function isGone(error: unknown): boolean {
  return isGraphRefusal(error, 100, 33);
}

/** A page's token says who it is, also when its person may not post there any more. */
export function roleTaken(error: unknown): unknown {
  if (!isGraphRefusal(error, NO_ROLE)) return error;
  return new NetworkError('unauthorized', error.message, {
    remedy: t(
      'Let whoever manages the page give the right to create content back (Page access), or connect it again as somebody who has it.',
    ),
    closesAccount: true,
    cause: error.cause,
  });
}

/** "Permissions error", of whoever has no such role on the page. */
const NO_ROLE = 200;
