/** A gateway to phones: checks what is signed, keeps what it took, and fails as it is told to. Written from docs/webhooks.md. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gateway {
  receiver: { url: string; secret: string };
  /** Each request whose signature fits, taken or not. */
  asked: { event: string; key: string; body: Record<string, unknown> }[];
  /** The status of each answer in its turn; 204 when none is left. */
  answers: number[];
  close(): Promise<void>;
}

export async function openGateway(): Promise<Gateway> {
  const secret = 'a-secret-of-sixteen';
  const asked: Gateway['asked'] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { headers } = request;
    const expected = createHmac('sha256', secret)
      .update(`${headers['x-bellwether-timestamp']}.${body}`)
      .digest('hex');
    if (headers['x-bellwether-signature'] !== `v1=${expected}`) {
      response.writeHead(401).end();
      return;
    }
    const read = JSON.parse(body);
    asked.push({
      event: String(headers['x-bellwether-event']),
      key: String(headers['idempotency-key']),
      body: read,
    });
    response.writeHead(answers.shift() ?? 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ receiver: { url: `http://127.0.0.1:${port}/page`, secret }, asked, answers },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
