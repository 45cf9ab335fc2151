/**
 * A video: given to LinkedIn in the parts that it asks for, in the author's name and without being shown, then named by the
 * post. Where its parts go and until when, and what LinkedIn calls those that it has, are marks, so that another try goes on
 * with it.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { stillProcessing } from '../containers.ts';
import { type Marks, NetworkError, type Video } from '../network.ts';
import { asRefusal, beginAnew, NOTHING_RECEIVED, ONE_TRY, onItsWay } from '../upload-progress.ts';
import { type LinkedInClient, reads } from './client.ts';
import { isForbidden, isMissing } from './errors.ts';
import { isPerson, type Uploading } from './images.ts';

/**
 * Answers its URN. Throws `NetworkError`: `processing` while there is more to send, and while LinkedIn works on it. Never again
 * once it was done with it, or does not tell: a post may be out from then on, and must not be found to be processing.
 */
export async function availableVideo(uploading: Uploading, video: Video): Promise<string> {
  const { intent, outside } = uploading;
  let { marks } = intent;
  const note: Note = async (more) => {
    marks = { ...marks, ...more };
    await uploading.keep(marks);
  };
  if (marks[READY]) return marks[VIDEO] ?? '';
  const isOpen = Number(marks[UNTIL]) > outside.clock.now();
  if (!marks[VIDEO] || (!marks[WHOLE_SINCE] && !isOpen)) await note(await begin(uploading, video));
  const urn = marks[VIDEO] ?? '';
  if (!marks[WHOLE_SINCE]) {
    await send(uploading, { video, marks }, note);
    await finalize(uploading, marks, note);
    await note({ [WHOLE_SINCE]: String(outside.clock.now()) });
  }
  await checkAvailable(uploading, { urn, since: Number(marks[WHOLE_SINCE]), note });
  await note({ [READY]: 'yes' });
  return urn;
}

type Note = (marks: Marks) => Promise<void>;

async function begin({ client, author, outside: { clock } }: Uploading, { size }: Video): Promise<Marks> {
  const { value } = await client.call({
    ...{ method: 'POST', path: '/rest/videos?action=initializeUpload', status: 200 },
    body: {
      initializeUploadRequest: {
        ...{ owner: author, fileSizeBytes: size },
        ...{ uploadCaptions: false, uploadThumbnail: false },
      },
    },
    read: reads(begunSchema(size)),
  });
  const { video, uploadToken, uploadInstructions, uploadUrlsExpireAt: until = clock.now() + LASTS } = value;
  return {
    ...{ [VIDEO]: video, [TOKEN]: uploadToken, [UNTIL]: String(until) },
    [PART]: String(partOf(uploadInstructions, size)),
    [ADDRESSES]: JSON.stringify(uploadInstructions.map(({ uploadUrl }) => uploadUrl)),
    ...{ [GIVEN]: '[]', [FINALIZING]: '', [WHOLE_SINCE]: '', ...NOTHING_RECEIVED },
  };
}

/** For a while: then somebody else may look at the delivery, and it is gone on with. */
async function send(
  { client, outside: { clock } }: Uploading,
  { video, marks }: { video: Video; marks: Marks },
  note: Note,
): Promise<void> {
  const until = clock.now() + ONE_TRY;
  const [addresses, given, part] = [listIn(marks, ADDRESSES), listIn(marks, GIVEN), Number(marks[PART])];
  const before = given.length;
  let notedAt = clock.now();
  // All marks are written at once, the addresses too: not with each part.
  const noteGiven = async () => {
    notedAt = clock.now();
    await note({ [GIVEN]: JSON.stringify(given) });
  };
  for await (const piece of video.pieces(before * part, part)) {
    if (given.length > before && clock.now() >= until) {
      await noteGiven();
      const way = { network: 'LinkedIn', size: video.size, now: clock.now(), marks, note };
      throw await onItsWay(way, given.length * part);
    }
    const id = await give(client, addresses[given.length] ?? '', piece).catch(async (error: unknown) => {
      await noteGiven();
      return beginAnew(asRefusal(error), { marks, note }, { [VIDEO]: '' });
    });
    given.push(id);
    if (clock.now() - notedAt >= NOTED_EVERY) await noteGiven();
  }
  await noteGiven();
}

/** Answers what LinkedIn calls it. */
async function give(
  client: LinkedInClient,
  address: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const headers = await client.upload(address, { bytes, contentType: 'application/octet-stream' });
  const id = headers.get('etag');
  if (id) return id;
  throw new NetworkError('unreachable', t('LinkedIn: it did not say what it calls a part of the video.'));
}

/** Done already it is refused; then LinkedIn tells how the video stands. */
async function finalize({ client, author }: Uploading, marks: Marks, note: Note): Promise<void> {
  const { [VIDEO]: video = '', [FINALIZING]: wasAsked } = marks;
  await note({ [FINALIZING]: 'yes' });
  try {
    await client.call({
      ...{ method: 'POST', path: '/rest/videos?action=finalizeUpload', status: 200, read: () => {} },
      body: {
        finalizeUploadRequest: {
          ...{ video, uploadToken: marks[TOKEN] ?? '', uploadedPartIds: listIn(marks, GIVEN) },
        },
      },
    });
  } catch (error) {
    if (!isRefused(error)) throw error;
    const status = await statusOf(client, video).catch((unknown: unknown) => {
      if (isRefused(unknown)) return '';
      // The post will tell.
      if (isPerson(author) && isForbidden(unknown)) return wasAsked ? UNTOLD : '';
      throw unknown;
    });
    if (WHOLE.includes(status)) return;
    // Another try gives it anew.
    await note({ [VIDEO]: '' });
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof NetworkError && error.reason === 'refused';
}

/** Of a person's own LinkedIn may not tell: then it is as good as available, and the post is refused until it is. */
async function checkAvailable(
  { client, author }: Uploading,
  { urn, since, note }: { urn: string; since: number; note: Note },
): Promise<void> {
  const status = await statusOf(client, urn).catch((error: unknown) => {
    // Not everywhere yet.
    if (isMissing(error)) throw stillProcessing('LinkedIn', since, error);
    if (isPerson(author) && isForbidden(error)) return UNTOLD;
    throw error;
  });
  if (status === AVAILABLE || status === UNTOLD) return;
  if (status !== FAILED) throw stillProcessing('LinkedIn', since);
  // Another try gives it anew.
  await note({ [VIDEO]: '', [WHOLE_SINCE]: '' });
  throw new NetworkError('refused', t('LinkedIn makes nothing of the video.'), {
    remedy: t('Export it anew as MP4 (H.264 with AAC), and add it again.'),
  });
}

async function statusOf(client: LinkedInClient, urn: string): Promise<string> {
  const { status } = await client.call({
    ...{ method: 'GET', path: `/rest/videos/${encodeURIComponent(urn)}`, status: 200 },
    read: reads(z.object({ status: z.string() })),
  });
  return status;
}

function listIn(marks: Marks, mark: string): string[] {
  return z.array(z.string()).parse(JSON.parse(marks[mark] || '[]'));
}

/** Its URN. */
export const VIDEO = 'video';
const TOKEN = 'video_token';
/** Epoch ms: so long its parts are taken. */
const UNTIL = 'video_until';
/** Bytes of each part but the last. */
const PART = 'video_part';
/** Where each part goes, in their order. */
const ADDRESSES = 'video_addresses';
/** What LinkedIn calls the parts that it has, in their order. */
const GIVEN = 'video_given';
/** LinkedIn was asked to put it together. */
const FINALIZING = 'video_finalizing';
/** Epoch ms: since when LinkedIn has all of it. */
export const WHOLE_SINCE = 'video_whole_at';
/** LinkedIn was done with it, or does not tell: the post is asked for from then on, and never before. */
export const READY = 'video_available';

const AVAILABLE = 'AVAILABLE';
const FAILED = 'PROCESSING_FAILED';
/** Nobody may look. */
const UNTOLD = 'UNTOLD';
/** Every part was there. */
const WHOLE = ['PROCESSING', AVAILABLE, FAILED, UNTOLD];

/** Ms: so much of it is given again after a kill. */
const NOTED_EVERY = 2_000;
/** Ms, where LinkedIn does not tell. */
const LASTS = 24 * 3_600_000;
/** Bytes: each part is held in memory. LinkedIn asks for four megabytes at a time. */
const MOST_AT_ONCE = 16 * 1024 * 1024;

const instructionSchema = z.object({ uploadUrl: z.url(), firstByte: z.int(), lastByte: z.int() });
type Instruction = z.infer<typeof instructionSchema>;

/** What does not cut the video into parts of one size counts as no answer. */
function begunSchema(size: number) {
  const uploadInstructions = z
    .array(instructionSchema)
    .min(1)
    .refine((instructions) => isCut(instructions, size));
  const value = z.object({
    ...{ video: z.string().min(1), uploadToken: z.string().default(''), uploadInstructions },
    uploadUrlsExpireAt: z.number().optional(),
  });
  return z.object({ value });
}

function isCut(instructions: readonly Instruction[], size: number): boolean {
  const part = partOf(instructions, size);
  if (part < 1 || part > MOST_AT_ONCE || instructions.length !== Math.ceil(size / part)) return false;
  return instructions.every(
    ({ firstByte, lastByte }, index) =>
      // Of the last one LinkedIn tells where it might end.
      firstByte === index * part && Math.min(lastByte, size - 1) === Math.min(firstByte + part, size) - 1,
  );
}

function partOf([first]: readonly Instruction[], size: number): number {
  return Math.min((first?.lastByte ?? 0) + 1, size);
}
