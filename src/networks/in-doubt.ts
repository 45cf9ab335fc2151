/** Of what the network says is there already. */
import { NetworkError } from './network.ts';

/**
 * What kept such a post from being found: it leaves open which one it is, and never says that nothing of it is out. To be
 * rethrown.
 */
export function inDoubt(error: unknown): unknown {
  if (!(error instanceof NetworkError)) return error;
  const { message, remedy, retryAfter } = error;
  return new NetworkError('lost', message, { remedy, retryAfter, cause: error });
}
