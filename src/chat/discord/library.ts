/** Loads discord.js: here, so that its gateway takes the operator's proxy as all else does. */
import { createRequire } from 'node:module';
import type { ClientOptions, WebSocket } from 'ws';
import { agentFor } from '../../kit/proxies.ts';

export function library(): Promise<typeof import('discord.js')> {
  loaded ??= load();
  return loaded;
}

let loaded: Promise<typeof import('discord.js')> | undefined;

async function load() {
  proxied();
  return import('discord.js');
}

/**
 * It opens its WebSocket without an agent, and has no option for one. So the class that it takes from `ws` is one that asks
 * which way to go; its addresses come from Discord's REST API and are known only then.
 */
function proxied(): void {
  const library = createRequire(import.meta.url)('ws') as { WebSocket: typeof WebSocket | object };
  const Plain = library.WebSocket as typeof WebSocket;
  library.WebSocket = class extends Plain {
    constructor(address: string | URL, protocols?: string | string[], options?: ClientOptions) {
      super(address, protocols, { agent: agentFor(address), ...options });
    }
  };
}
