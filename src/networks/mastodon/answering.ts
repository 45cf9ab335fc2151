/** An answer to somebody else's status: seen by no more people than what it answers, under the same warning. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type Audience, narrowest } from '../../people/audience.ts';
import type { Answers } from '../../posts/answers.ts';
import { answeredGone } from '../http.ts';
import type { Message } from '../network.ts';
import type { MastodonClient } from './client.ts';
import { isMissing } from './errors.ts';

/** Read right before it is sent. Throws a `NetworkError`, `refused`, when what it answers is not there any more. */
export async function answerFields(
  client: MastodonClient,
  answers: Answers,
): Promise<Record<string, string>> {
  const { visibility } = await there(client, answers.id);
  return {
    in_reply_to_id: answers.id,
    visibility: VISIBILITY[narrowest(answers.audience, AUDIENCE[visibility])],
    ...(answers.warning && { spoiler_text: answers.warning }),
    ...(answers.language && { language: answers.language }),
  };
}

/** Mastodon tells those alone of an answer whom its text names. */
export function addressing({ author }: Answers): string {
  return `${author.handle} `;
}

export function unaddressed({ text, answers }: Message): Finding[] {
  if (!answers || text.toLowerCase().includes(answers.author.handle.toLowerCase())) return [];
  return [
    {
      id: 'mastodon.answers.not_addressed',
      level: 'error',
      field: 'text',
      message: t('Mastodon tells {handle} of an answer only when its text names them.', {
        handle: answers.author.handle,
      }),
      remedy: t('Begin the text with {handle}.', { handle: answers.author.handle }),
    },
  ];
}

async function there(client: MastodonClient, id: string) {
  try {
    const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
    return await client.call({ method: 'GET', path, answer: seenSchema });
  } catch (error) {
    throw isMissing(error) ? answeredGone('Mastodon', error) : error;
  }
}

type Visibility = 'public' | 'unlisted' | 'private' | 'direct';

/** In Mastodon's words and ours. */
export const AUDIENCE: Record<Visibility, Audience> = {
  ...{ public: 'public', unlisted: 'unlisted', private: 'followers', direct: 'direct' },
};
export const VISIBILITY: Record<Audience, Visibility> = {
  ...{ public: 'public', unlisted: 'unlisted', followers: 'private', direct: 'direct' },
};

/** What is new there counts as the narrowest. */
export const visibilitySchema = z.enum(['public', 'unlisted', 'private', 'direct']).catch('direct');
const seenSchema = z.object({ visibility: visibilitySchema });
