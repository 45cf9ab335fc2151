/** Publishes to, edits at, and takes down from a webhook's receiver. */
import { z } from 'zod';
import { storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import { answerError, type Call, DEADLINE, goneError, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import {
  type Connection,
  type Intent,
  type Limits,
  type Message,
  NetworkError,
  type Outside,
  type Published,
} from '../network.ts';
import type { WebhookAccount } from './account.ts';
import { answerElsewhere } from './elsewhere.ts';
import { type Posted, type Posting, post } from './post.ts';
import { sign } from './sign.ts';

export class WebhookConnection implements Connection {
  private readonly account: WebhookAccount;
  private readonly outside: Outside;

  constructor(account: WebhookAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  async publish(message: Message, intent: Intent): Promise<Published> {
    const answer = await this.send('publish', publishBody(message, intent), {
      'idempotency-key': intent.key,
    });
    return published(answer, intent.key);
  }

  async edit({ id, url }: Published, message: Message): Promise<Published> {
    const body = JSON.stringify({ event: 'update', id, ...contentOf(message) });
    const answer = await this.send('update', body, {}, [], () => goneError(CALL.network));
    return { ...(url && { url }), ...published(answer, id), id };
  }

  async remove({ id }: Published): Promise<void> {
    await this.send('delete', JSON.stringify({ event: 'delete', id }), {}, GONE);
  }

  async identify(): Promise<{ handle: string }> {
    await this.send('ping', JSON.stringify({ event: 'ping' }));
    return { handle: new URL(this.account.url).host };
  }

  /** The answer's text. `done` holds statuses that count as a success besides 2xx; `gone` says what 404 and 410 mean. */
  private async send(
    event: string,
    body: string,
    extra: Record<string, string> = {},
    done: number[] = [],
    gone?: () => NetworkError,
  ) {
    // A lost ping did nothing.
    const call = { ...CALL, effect: event !== 'ping', secrets: [this.account.secret] };
    const timestamp = String(Math.floor(this.outside.clock.now() / 1000));
    const headers = {
      ...extra,
      'content-type': 'application/json',
      'user-agent': 'Bellwether',
      'x-bellwether-event': event,
      'x-bellwether-timestamp': timestamp,
      'x-bellwether-signature': sign(this.account.secret, timestamp, body),
    };
    const answer = await this.exchange(call, { headers, body, deadline: this.outside.deadline ?? DEADLINE });
    if (answer.status >= 300 && answer.status < 400) throw forwarded(call);
    const isDone = (answer.status >= 200 && answer.status < 300) || done.includes(answer.status);
    if (!isDone) throw (GONE.includes(answer.status) && gone?.()) || refusal(call, answer);
    return answer.text;
  }

  private async exchange(call: Call, posting: Posting): Promise<Posted> {
    const end = performance.now() + posting.deadline;
    try {
      const answer = await post(this.account.url, posting);
      return (await answerElsewhere(answer, this.account.url, end - performance.now())) ?? answer;
    } catch (error) {
      throw transportError(call, error);
    }
  }
}

const CALL = { network: 'Webhook', remedy: t('Check that the receiver holds the same secret.') };
const GONE = [404, 410];

const LIMITS: Limits = {
  text: [],
  images: {
    most: 10,
    bytes: 10_000_000,
    contentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    alt: 10_000,
  },
  textOptional: true,
};

function publishBody(message: Message, intent: Intent): string {
  return JSON.stringify({
    event: 'publish',
    id: intent.key,
    ...contentOf(message),
    sent_at: new Date(intent.at).toISOString(),
  });
}

function contentOf({ text, images, thread, answers, presentation }: Message) {
  return {
    ...(thread && { in_reply_to: thread.parent.id }),
    ...(answers && {
      in_reply_to: answers.id,
      answers: { author: answers.author, audience: answers.audience, warning: answers.warning },
    }),
    ...presentation,
    text,
    images: images.map((image) => ({
      content_type: image.contentType,
      alt: image.alt,
      width: image.width,
      height: image.height,
      bytes: base64(image.bytes),
    })),
  };
}

function base64(bytes: Uint8Array): string {
  // A view, not a copy.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** What a receiver may answer; anything else in a success is its own affair. An id that cannot be stored is none. */
const answerSchema = z.object({
  id: z
    .union([z.string().regex(/\S/), z.number().transform(String)])
    .refine((id) => storable(id) === id && id.length <= LONGEST_ID)
    .optional()
    .catch(undefined),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
});
const errorSchema = z.object({ error: z.string().optional(), message: z.string().optional() });

const LONGEST_ID = 2_000;

function published(text: string, key: string): Published {
  const answer = answersIn(text)
    .map((one) => answerSchema.safeParse(one).data)
    .find((one) => one?.id !== undefined || one?.url !== undefined);
  return { id: answer?.id ?? key, ...(answer?.url && { url: answer.url }) };
}

/**
 * Where the answer could not be read at the place that it names. A receiver may forward when its work is done, as scripts
 * of spreadsheets do, so this refuses nothing: under its key the post may be sent again.
 */
function forwarded(call: Call): NetworkError {
  return new NetworkError(
    call.effect ? 'lost' : 'refused',
    t('Webhook: the address forwards to another one.'),
    {
      remedy: t(
        "Use the address that it forwards to as the account's address, or let the receiver answer by itself.",
      ),
    },
  );
}

function refusal(call: Call, { status, headers, text }: Posted): NetworkError {
  const error = errorSchema.safeParse(parse(text)).data;
  return answerError(call, { status, headers, words: error ? (error.error ?? error.message) : text });
}

/** Some tools answer with a list of what they made, or with an object a line. */
function answersIn(text: string): unknown[] {
  const whole = parse(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole.slice(0, MOST_ANSWERS) : [whole];
  return text.split('\n', MOST_ANSWERS).map(parse);
}

const MOST_ANSWERS = 100;

function parse(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
