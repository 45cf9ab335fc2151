/** The real Bluesky server in this process, behind a proxy that can lose answers and counts requests. */
import { createHmac } from 'node:crypto';
import { TestNetworkNoAppView } from '@atproto/dev-env';
import { type Call, type Reply, TestServer } from '../networks/servers/server.ts';

export const PASSWORD = 'app-password-of-redkite';

export interface PostRecord {
  text: string;
  createdAt: string;
  facets?: {
    index: { byteStart: number; byteEnd: number };
    features: { $type: string; did?: string; uri?: string; tag?: string }[];
  }[];
  embed?: { images: { alt: string; aspectRatio?: { width: number; height: number } }[] };
}

export class RealPds {
  readonly proxy: TestServer;
  private readonly network: TestNetworkNoAppView;

  private constructor(network: TestNetworkNoAppView) {
    this.network = network;
    this.proxy = new TestServer((call) => this.forward(call));
  }

  static async start(): Promise<RealPds> {
    const real = new RealPds(await TestNetworkNoAppView.create({}));
    await real.proxy.start();
    return real;
  }

  get url(): string {
    return this.proxy.url;
  }

  async createAccount(handle: string): Promise<string> {
    const account = { handle, email: `${handle}@example.org`, password: PASSWORD };
    const response = await fetch(`${this.network.pds.url}/xrpc/com.atproto.server.createAccount`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    });
    const answer = (await response.json()) as { did?: string };
    if (!answer.did) throw new Error(`The PDS made no account: ${JSON.stringify(answer)}`);
    return answer.did;
  }

  async records(did: string): Promise<{ uri: string; cid: string; value: PostRecord }[]> {
    const query = new URLSearchParams({ repo: did, collection: 'app.bsky.feed.post' });
    const response = await fetch(`${this.network.pds.url}/xrpc/com.atproto.repo.listRecords?${query}`);
    const { records } = (await response.json()) as {
      records: { uri: string; cid: string; value: PostRecord }[];
    };
    return records;
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.network.close();
  }

  /** A session tells the server's own address, which would lead past the proxy. */
  private async forward({ method, path, query, headers, body }: Call): Promise<Reply> {
    const passed = new Headers(headers);
    for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) passed.delete(name);
    const response = await fetch(`${this.network.pds.url}${path}?${query}`, {
      method,
      headers: passed,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const text = (await response.text()).replaceAll(this.network.pds.url, this.url);
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}

/** The same access token, run out an hour ago; signed as the test server signs. */
export function expired(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const past = Math.floor(Date.now() / 1000) - 3600;
  const run = Buffer.from(JSON.stringify({ ...claims, iat: past - 60, exp: past })).toString('base64url');
  const signature = createHmac('sha256', 'jwt-secret').update(`${header}.${run}`).digest('base64url');
  return `${header}.${run}.${signature}`;
}
