/** The far sides of the harness' own two networks. They forgive nothing: what comes twice is there twice. */
import { type Call, json, type Reply, TestServer } from '../../networks/servers/server.ts';

export const TOKEN = 'a-token-of-a-stub';

export class StubServer {
  readonly server = new TestServer((call) => this.handle(call));
  private readonly posts: string[] = [];
  private readonly containers = new Map<string, { text: string; post?: string }>();

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  live(): string[] {
    return [...this.posts];
  }

  /** What a request publishes. */
  textOf({ path, body }: Call): string {
    const container = CONTAINER.exec(path)?.[1];
    return container ? (this.containers.get(container)?.text ?? '') : body.toString('utf8');
  }

  clear(): void {
    this.posts.length = 0;
    this.containers.clear();
  }

  private handle(call: Call): Reply {
    if (call.headers.get('authorization') !== `Bearer ${TOKEN}`) return json(401, { error: 'who are you?' });
    if (call.path === '/me') return json(200, { id: 'acme' });
    if (call.method === 'POST' && call.path === '/posts')
      return json(201, { id: this.publish(textIn(call)) });
    if (call.method === 'POST' && call.path === '/containers') return this.make(textIn(call));
    const id = CONTAINER.exec(call.path)?.[1] ?? '';
    const container = this.containers.get(id);
    if (!container) return json(404, { error: 'no such container' });
    if (call.method === 'POST') container.post = this.publish(container.text);
    return json(200, { id, post: container.post });
  }

  private make(text: string): Reply {
    const id = `c${this.containers.size + 1}`;
    this.containers.set(id, { text });
    return json(201, { id });
  }

  private publish(text: string): string {
    return `p${this.posts.push(text)}`;
  }
}

const CONTAINER = /^\/containers\/([^/]+)/;

function textIn({ body }: Call): string {
  return (JSON.parse(body.toString('utf8')) as { text: string }).text;
}
