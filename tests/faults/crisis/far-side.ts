/** Two chats and a gateway to phones, in the harness: what was said there cannot be unsaid, whoever dies over it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that stands in a chat, or a page that was taken. */
export interface Arrival {
  key: string;
  /** `slack:C0CRISIS`, `gateway`. */
  place: string;
  words: string;
  /** By the system's clock: when it came. */
  at: number;
}

export class FarSide {
  readonly messages = new Map<string, Arrival>();
  readonly pages: Arrival[] = [];
  isDown = false;
  /** How many more have their effect and lose their answer. */
  loses = 0;
  /** Told of whoever sends, before and after it has had its effect: kills them, or not. */
  meets: (moment: 'received' | 'effected', pid: number) => Promise<void> = async () => {};
  private count = 0;
  private readonly server = createServer((request, response) => void this.take(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  clear(): void {
    this.messages.clear();
    this.pages.splice(0);
    this.mend();
  }

  mend(): void {
    this.isDown = false;
    this.loses = 0;
    this.meets = async () => {};
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked = JSON.parse(body);
    const pid = Number(request.headers['x-pid'] ?? 0);
    const answer = (status: number, told: object = {}) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told));
    if (this.isDown) return answer(503);
    if (request.url === '/find') return answer(200, { message: this.find(asked) });
    if (request.url === '/edit') return answer(this.edit(asked) ? 200 : 404);
    await this.meets('received', pid);
    // Whoever died has closed the line; what it sent was read all the same.
    const told = request.url === '/page' ? this.page(request, asked) : this.send(asked);
    await this.meets('effected', pid);
    if (this.loses > 0) {
      this.loses -= 1;
      response.destroy();
      return;
    }
    answer(200, told);
  }

  private send({ place, key, words }: Arrival): object {
    this.count += 1;
    const message = `m${this.count}`;
    this.messages.set(message, { key, place, words, at: Date.now() });
    return { message };
  }

  private page(request: IncomingMessage, asked: Record<string, unknown>): object {
    const key = String(request.headers['idempotency-key']);
    this.pages.push({ key, place: 'gateway', words: JSON.stringify(asked), at: Date.now() });
    return {};
  }

  private find({ place, key }: Arrival): string | undefined {
    return [...this.messages].findLast(([, one]) => one.place === place && one.key === key)?.[0];
  }

  private edit({ message, words }: { message: string; words: string }): boolean {
    const found = this.messages.get(message);
    if (found) found.words = words;
    return found !== undefined;
  }
}
