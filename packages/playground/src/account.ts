/**
 * The playground's account on the web: takes what the signed webhook network sends (its format stands in the head of
 * src/networks/webhook), keeps it, and shows each post on a page of its own. Lives on a loopback port.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mapOf, refill, type Stateful } from '@bellwether/local-server/stateful.ts';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { postPage } from './account-page.ts';
import type { AccountPost } from './account-post.ts';
import { refuseStrangers } from './api/guard.ts';

interface KeptPost extends Omit<AccountPost, 'url'> {
  files: { type: string; bytes: Uint8Array }[];
}

const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
/** Seconds that a request may be old. */
const OLDEST = 300;

const content = {
  id: z.string().min(1),
  text: z.string(),
  images: z.array(
    z.object({
      content_type: z.enum(IMAGE_TYPES),
      alt: z.string(),
      width: z.number(),
      height: z.number(),
      bytes: z.base64(),
    }),
  ),
};

const body = z.discriminatedUnion('event', [
  z.object({ event: z.literal('publish'), ...content }),
  z.object({ event: z.literal('update'), ...content }),
  z.object({ event: z.literal('delete'), id: z.string() }),
  z.object({ event: z.literal('ping') }),
]);

type Given = Extract<z.infer<typeof body>, { event: 'publish' | 'update' }>;

const stateShape = z.object({ posts: mapOf<KeptPost>(), ids: z.map(z.string(), z.string()) });

export class LocalAccount implements Stateful {
  readonly secret = randomBytes(24).toString('hex');
  readonly #clock: { now(): number };
  readonly #onChange: () => void;
  readonly #posts = new Map<string, KeptPost>();
  /** The posts' ids by idempotency key; of posts that were taken down too. */
  readonly #ids = new Map<string, string>();
  #server: Server | undefined;
  #origin = '';

  /** `onChange`: told before the request is answered. */
  constructor(clock: { now(): number }, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Where the webhook network sends to. */
  get url(): string {
    return `${this.#origin}/hook`;
  }

  /** Newest first. */
  posts(): AccountPost[] {
    return [...this.#posts.values()].map((post) => this.#shown(post)).reverse();
  }

  image(post: string, index: number): { type: string; bytes: Uint8Array } | undefined {
    return this.#posts.get(post)?.files[index];
  }

  async start(port = 0): Promise<void> {
    const server = createServer(getRequestListener(this.#routes().fetch, { overrideGlobalObjects: false }));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    if (!this.#server?.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  snapshotState(): unknown {
    return { posts: this.#posts, ids: this.#ids };
  }

  restoreState(value: unknown): void {
    const { posts, ids } = stateShape.parse(value);
    refill(this.#posts, posts);
    refill(this.#ids, ids);
  }

  #routes(): Hono {
    const app = new Hono();
    app.use(refuseStrangers);
    app.post('/hook', (context) => this.#receive(context));
    app.get('/posts/:id', (context) => {
      const post = this.#posts.get(context.req.param('id'));
      return post
        ? postPage(context, this.#shown(post))
        : context.text('This post is not here any more.', 404);
    });
    app.get('/posts/:id/images/:index', (context) =>
      imageAnswer(this.image(context.req.param('id'), Number(context.req.param('index')))),
    );
    return app;
  }

  async #receive(context: Context): Promise<Response> {
    const raw = await context.req.text();
    const fault = this.#signatureFault(context, raw);
    if (fault) return context.json({ error: fault }, 401);
    const read = body.safeParse(parsed(raw));
    if (!read.success) return context.json({ error: z.prettifyError(read.error) }, 422);
    if (read.data.event !== context.req.header('x-bellwether-event'))
      return context.json({ error: 'The event in the header is not the one in the body.' }, 400);
    switch (read.data.event) {
      case 'ping':
        return context.body(null, 204);
      case 'delete':
        return this.#remove(read.data.id)
          ? context.json({})
          : context.json({ error: 'It is not here.' }, 404);
      case 'update':
        return this.#update(context, read.data);
      case 'publish':
        return this.#publish(context, read.data);
    }
  }

  #signatureFault(context: Context, raw: string): string | undefined {
    const stamp = context.req.header('x-bellwether-timestamp') ?? '';
    const given = Buffer.from(context.req.header('x-bellwether-signature') ?? '');
    const digest = createHmac('sha256', this.secret).update(`${stamp}.${raw}`).digest('hex');
    const expected = Buffer.from(`v1=${digest}`);
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return 'The signature does not fit.';
    const age = Math.abs(this.#clock.now() / 1000 - Number(stamp));
    return age <= OLDEST
      ? undefined
      : `The request is ${Math.round(age)} seconds off; ${OLDEST} are allowed.`;
  }

  #publish(context: Context, publish: Given): Response {
    const key = context.req.header('idempotency-key');
    if (!key) return context.json({ error: 'The Idempotency-Key is missing.' }, 400);
    const known = this.#ids.get(key);
    if (known) return context.json({ id: known, url: this.#urlOf(known) });
    const id = String(this.#ids.size + 1);
    this.#ids.set(key, id);
    this.#keep(id, publish, this.#clock.now());
    return context.json({ id, url: this.#urlOf(id) }, 201);
  }

  #update(context: Context, update: Given): Response {
    const post = this.#posts.get(update.id);
    if (!post) return context.json({ error: 'It is not here.' }, 404);
    this.#keep(post.id, update, post.at);
    return context.json({ id: post.id, url: this.#urlOf(post.id) });
  }

  #keep(id: string, { text, images }: Given, at: number): void {
    this.#posts.set(id, {
      ...{ id, text, at },
      images: images.map(({ alt, width, height }) => ({ alt, width, height })),
      files: images.map(({ content_type: type, bytes }) => ({ type, bytes: Buffer.from(bytes, 'base64') })),
    });
    this.#onChange();
  }

  #shown({ files: _, ...post }: KeptPost): AccountPost {
    return { ...post, url: this.#urlOf(post.id) };
  }

  #urlOf(id: string): string {
    return `${this.#origin}/posts/${id}`;
  }

  #remove(id: string): boolean {
    const gone = this.#posts.delete(id);
    if (gone) this.#onChange();
    return gone;
  }
}

export function imageAnswer(image: { type: string; bytes: Uint8Array } | undefined): Response {
  if (!image) return new Response('This picture is not here any more.', { status: 404 });
  const headers = { 'content-type': image.type, 'x-content-type-options': 'nosniff' };
  return new Response(new Uint8Array(image.bytes), { headers });
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
