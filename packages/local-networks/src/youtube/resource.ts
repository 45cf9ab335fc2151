/** What a video's resource may hold where it is written, and how it is shown. */
import { z } from 'zod';
import { invalid } from './error.ts';
import type { Session, Snippet, State, Status, Video } from './state.ts';

const privacy = z.enum(['public', 'unlisted', 'private']);
const snippetSchema = z.strictObject({
  title: z.string(),
  description: z.string().default(''),
  tags: z.array(z.string()).default([]),
  categoryId: z.string().default('22'),
  defaultLanguage: z.string().optional(),
  defaultAudioLanguage: z.string().optional(),
});
const statusSchema = z.strictObject({
  privacyStatus: privacy.default('public'),
  selfDeclaredMadeForKids: z.boolean(),
  containsSyntheticMedia: z.boolean().optional(),
  embeddable: z.boolean().default(true),
  license: z.enum(['youtube', 'creativeCommon']).default('youtube'),
  publicStatsViewable: z.boolean().default(true),
});
const inserted = z.strictObject({ snippet: snippetSchema, status: statusSchema });
/** Of a snippet that is changed the category must be told. */
const updated = z.strictObject({
  id: z.string(),
  snippet: snippetSchema.extend({ categoryId: z.string() }).optional(),
  status: statusSchema.optional(),
});

const MOST_TITLE = 100;
const MOST_DESCRIPTION = 5_000;
const MOST_TAGS = 500;

/** Throws as YouTube refuses. */
export function readInserted(body: unknown): Pick<Session, 'snippet' | 'status'> {
  const read = inserted.safeParse(body);
  if (!read.success) throw invalid('invalidVideoMetadata', wordsOf(read.error));
  checkSnippet(read.data.snippet);
  return read.data;
}

/** All of each part is written: what is left out becomes what it is by default. `part`: what the body must hold. */
export function readUpdated(
  body: unknown,
  part: string,
): { id: string; snippet?: Snippet | undefined; status?: Status | undefined } {
  const parts = part.split(',');
  const strange = parts.find((name) => !['snippet', 'status'].includes(name));
  if (strange !== undefined) throw invalid('unexpectedPart', `'${strange}'`);
  const read = updated.safeParse(body);
  if (!read.success) throw invalid('invalidVideoMetadata', wordsOf(read.error));
  const { snippet, status } = read.data;
  if (
    (snippet !== undefined) !== parts.includes('snippet') ||
    (status !== undefined) !== parts.includes('status')
  )
    throw invalid('unexpectedPart', 'The parts that are named and those that are given differ.');
  if (snippet) checkSnippet(snippet);
  return read.data;
}

function checkSnippet({ title, description, tags }: Snippet): void {
  if (title.trim() === '' || [...title].length > MOST_TITLE || /[<>]/.test(title))
    throw invalid('invalidTitle', 'The request metadata specifies an invalid or empty video title.');
  if (Buffer.byteLength(description) > MOST_DESCRIPTION || /[<>]/.test(description))
    throw invalid('invalidDescription', 'The request metadata specifies an invalid video description.');
  // A tag with a blank counts as if it stood between quotes, and commas stand between them.
  const length = tags.reduce((sum, tag) => sum + tag.length + (tag.includes(' ') ? 2 : 0), tags.length - 1);
  if (length > MOST_TAGS || tags.some((tag) => tag === '' || /[<>]/.test(tag)))
    throw invalid('invalidTags', 'The request metadata specifies invalid video keywords.');
}

/** `part`: as asked for. */
export function shownVideo(state: State, video: Video, part: string): Record<string, unknown> {
  const { id, channel, snippet, uploadedAt, views, likes, comments } = video;
  const parts: Record<string, unknown> = {
    snippet: {
      ...{ ...snippet, channelId: channel, publishedAt: new Date(uploadedAt).toISOString() },
      // Where there are none, they are left out.
      ...(snippet.tags.length === 0 && { tags: undefined }),
    },
    status: shownStatus(state, video),
    processingDetails: { processingStatus: isDone(state, video) ? 'succeeded' : 'processing' },
    // Google writes these numbers as texts.
    statistics: { viewCount: String(views), likeCount: String(likes), commentCount: String(comments) },
  };
  const asked = part.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !(name in parts) && name !== 'id');
  if (unknown !== undefined) throw invalid('unknownPart', `'${unknown}'`);
  return {
    ...{ kind: 'youtube#video', id },
    ...Object.fromEntries(asked.filter((name) => name !== 'id').map((name) => [name, parts[name]])),
  };
}

function shownStatus(state: State, video: Video): Record<string, unknown> {
  const { status, verdict } = video;
  if (verdict)
    return {
      ...{ ...status, uploadStatus: verdict.uploadStatus },
      [verdict.uploadStatus === 'failed' ? 'failureReason' : 'rejectionReason']: verdict.reason,
    };
  return { ...status, uploadStatus: isDone(state, video) ? 'processed' : 'uploaded' };
}

function isDone({ now, world: { processingTakes = 0 } }: State, { uploadedAt }: Video): boolean {
  return now - uploadedAt >= processingTakes;
}

function wordsOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `Invalid value at '${issue?.path.join('.') || 'video'}': ${issue?.message ?? 'not understood'}`;
}
