/** What Telegram's refusals mean. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { answerError, type Call, say } from '../http.ts';
import { NetworkError } from '../network.ts';

/** The Bot API's answer when it is no success. */
export const refusalSchema = z.object({
  ok: z.literal(false),
  error_code: z.number(),
  description: z.string().default(''),
  parameters: z
    .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .default({}),
});

export type Refusal = z.infer<typeof refusalSchema>;

/** Telegram's own words and numbers, as the error's cause. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.description);
    this.refusal = refusal;
  }
}

export function callOf(token: string, effect: boolean): Call {
  return { network: 'Telegram', effect, secrets: [token], remedy: TOKEN };
}

export function refusalError(call: Call, refusal: Refusal): NetworkError {
  const { error_code: code, description, parameters } = refusal;
  const cause = new Refused(refusal);
  if (ALBUM_IN_PART.test(description) && call.effect) return albumInPart(call, description, cause);
  const [, remedy] = ACCOUNT_FAULTS.find(([words]) => words.test(description)) ?? [];
  // An address with a token that is none is not found.
  const status = remedy || code === 404 ? 403 : code;
  const headers = new Headers();
  if (parameters.retry_after !== undefined) headers.set('retry-after', String(parameters.retry_after));
  return answerError({ ...call, remedy: remedy ?? TOKEN }, { status, headers, words: description }, cause);
}

/** Where a group went that became a supergroup. Nothing was done then. */
export function migratedTo(error: unknown): string | undefined {
  const id = refusalOf(error)?.parameters.migrate_to_chat_id;
  return id === undefined ? undefined : String(id);
}

/** Telegram said so of what it was asked for. */
export function isRefused(error: unknown, words: RegExp): boolean {
  return words.test(refusalOf(error)?.description ?? '');
}

export const GONE =
  /message to (edit|delete|reply|be replied) not found|MESSAGE_ID_INVALID|repl(y|ied) message not found/i;
export const NOT_MODIFIED = /message is not modified/i;
export const CANNOT_BE_DELETED = /message can't be deleted/i;

function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof NetworkError ? error.cause : undefined;
  return cause instanceof Refused ? cause.refusal : undefined;
}

/** Of an album some pictures went out and others did not, though the answer is an error. */
const ALBUM_IN_PART = /failed to send message #/i;

function albumInPart(call: Call, description: string, cause: Refused): NetworkError {
  const words = say(call, description);
  return new NetworkError('lost', t('Telegram: {words}.', { words }), {
    remedy: t('Part of the album may be out: look into the chat.'),
    cause,
  });
}

const TOKEN = t("Check the bot's token (/mybots at @BotFather) and set it in the environment.");
const CHAT = t('Correct the chat in the team file, or add the bot there.');
const ADMIN = t('Make the bot an administrator of the channel with the right to post messages.');
const RIGHTS = t('Let the bot send messages, pictures and videos in the group.');

/** Faults of the account rather than of the post: every post would meet them. */
const ACCOUNT_FAULTS: [RegExp, string][] = [
  [
    /chat not found|chat was deleted|bot is not a member|bot was kicked|PEER_ID_INVALID|CHANNEL_PRIVATE/i,
    CHAT,
  ],
  [/need administrator rights|CHAT_ADMIN_REQUIRED/i, ADMIN],
  [/not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|CHAT_SEND_\w+_FORBIDDEN/i, RIGHTS],
];
