/**
 * The way out through an operator's proxy, for the whole process. Set once at the start; what sends by `fetch`, undici or
 * its WebSocket takes it by itself, others ask here.
 */
import type { Agent } from 'node:http';
import type { Dispatcher } from 'undici';
import { readExemptions } from './exemptions.ts';
import { tunnelAgent } from './tunnel.ts';

export interface Proxies {
  /** For http:// and ws://. */
  http?: string;
  /** For https:// and wss://. */
  https?: string;
  /** As in NO_PROXY. */
  none?: string;
}

let inForce: Proxies = {};
let exemptions = readExemptions('');

export async function setProxies(proxies: Proxies): Promise<void> {
  const isChanged = isSet(inForce) || isSet(proxies);
  inForce = proxies;
  exemptions = readExemptions(proxies.none ?? '');
  agents.clear();
  if (!isChanged) return;
  const { setGlobalDispatcher } = await import('undici');
  setGlobalDispatcher(await openDispatcher());
}

/** Undefined: straight there. This machine itself is never behind a proxy. */
export function proxyFor(address: string | URL): string | undefined {
  const url = new URL(address);
  const proxy = /^(https|wss):$/.test(url.protocol) ? inForce.https : inForce.http;
  return proxy === undefined || isExempt(url) ? undefined : proxy;
}

/** For Node's own clients, `ws` among them: undefined, straight there. */
export function agentFor(address: string | URL): Agent | undefined {
  const proxy = proxyFor(address);
  if (proxy === undefined) return undefined;
  const isSecure = /^(https|wss):$/.test(new URL(address).protocol);
  const key = `${isSecure} ${proxy}`;
  const agent = agents.get(key) ?? tunnelAgent(proxy, isSecure);
  agents.set(key, agent);
  return agent;
}

const agents = new Map<string, Agent>();

/** `connect`: how each connection is opened, through a proxy or not. */
export async function openDispatcher(connect: object = {}): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici');
  const straight = new Agent({ connect });
  const through = new Map<string, Dispatcher>();
  return straight.compose((dispatch) => (options, handler) => {
    const uri = options.origin === undefined ? undefined : proxyFor(options.origin);
    if (uri === undefined) return dispatch(options, handler);
    const proxy = through.get(uri) ?? new ProxyAgent({ uri, requestTls: connect, proxyTls: connect });
    through.set(uri, proxy);
    return proxy.dispatch(options, handler);
  });
}

function isSet({ http, https }: Proxies): boolean {
  return http !== undefined || https !== undefined;
}

function isExempt({ hostname, port, protocol }: URL): boolean {
  if (LOCAL.test(hostname.replace(/\.$/, ''))) return true;
  const own = port || (/^(https|wss):$/.test(protocol) ? '443' : '80');
  return exemptions.holds({ host: hostname.toLowerCase(), port: own });
}

const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;
