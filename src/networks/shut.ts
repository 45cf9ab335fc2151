/** The connection of an account that cannot be used as things stand: everything that is asked of it is answered with why. */
import type { Connection, NetworkError } from './network.ts';

/** `why`: made anew for each answer. */
export function shutConnection(why: () => NetworkError): Connection {
  const refuse = async (): Promise<never> => {
    throw why();
  };
  return { limits: refuse, publish: refuse, remove: refuse, identify: refuse };
}
