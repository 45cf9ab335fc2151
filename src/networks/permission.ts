/**
 * Leave to send, asked for right before each request to a network: who stood still may have lost the delivery to another,
 * or a freeze may be confirmed by now. A network's client makes several requests, so it is asked for where they all pass.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const permission = new AsyncLocalStorage<() => void>();

/** `check` is run before each request that `act` makes, and throws a `NetworkError` where it must not be made. */
export function withPermission<T>(check: () => void, act: () => Promise<T>): Promise<T> {
  return permission.run(check, act);
}

/** Throws what the check says. */
export function askPermission(): void {
  permission.getStore()?.();
}
