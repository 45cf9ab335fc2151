/** A page's videos: given in pieces, worked on, shown when they are published. */
import { createHash } from 'node:crypto';
import { invalid } from '../meta/error.ts';
import { type Call, only } from '../meta/http.ts';
import { topLevel } from './fields.ts';
import type { PageVideo, State } from './state.ts';

/** Bytes that it asks for at a time. */
const PIECE = 256 * 1024;

export const FIELDS = [
  ...['upload_phase', 'file_size', 'upload_session_id', 'start_offset', 'description', 'title', 'published'],
];

export function giveVideo(state: State, call: Call): unknown {
  const { upload_phase: phase } = call.fields;
  if (phase === 'start') return start(state, call);
  const session = call.fields.upload_session_id ?? '';
  const video = [...state.videos.values()].find((one) => one.session === session);
  if (!video || video.page !== call.token.user) throw invalid('There is no such upload session', 1_363_037);
  if (phase === 'transfer') return transfer(video, call);
  if (phase === 'finish') return finish(state, video, call);
  throw invalid('Param upload_phase must be one of {cancel, finish, start, transfer}');
}

function start(state: State, { token, fields }: Call): unknown {
  const size = Number(fields.file_size);
  if (!(size > 0)) throw invalid('Param file_size is required');
  const id = state.newId();
  const video: PageVideo = {
    ...{ id, page: token.user, session: `s${id}`, size, pieces: [], text: '', at: state.now },
    isPublished: false,
  };
  state.videos.set(id, video);
  return { video_id: id, upload_session_id: video.session, ...offsetsOf(video) };
}

function transfer(video: PageVideo, { fields, files }: Call): unknown {
  const { start_offset, end_offset } = offsetsOf(video);
  const chunk = files.video_file_chunk;
  if (video.finishedAt !== undefined || !chunk) throw invalid('The upload session takes no more');
  if (fields.start_offset !== start_offset)
    throw invalid(`The chunk does not begin at ${start_offset}`, 1_363_037);
  // Of less it asks for the rest.
  const { byteLength } = chunk.bytes;
  if (byteLength === 0 || byteLength > Number(end_offset) - Number(start_offset))
    throw invalid('The chunk has another size than what was asked for', 1_363_037);
  video.pieces.push(chunk.bytes);
  return offsetsOf(video);
}

function finish(state: State, video: PageVideo, { fields }: Call): unknown {
  if (video.finishedAt !== undefined) throw invalid('The upload session is finished', 1_363_037);
  if (givenOf(video) !== video.size) throw invalid('Not all of the file was uploaded', 1_363_037);
  if (fields.published !== 'false') throw invalid('Only videos that are not published are taken here');
  const bytes = Buffer.concat(video.pieces);
  video.hash = createHash('sha256').update(bytes).digest('hex');
  video.isMp4 = bytes.subarray(4, 8).toString('latin1') === 'ftyp';
  video.pieces = [];
  video.text = fields.description ?? '';
  video.finishedAt = state.now;
  return { success: true };
}

function givenOf({ pieces }: PageVideo): number {
  return pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
}

function offsetsOf(video: PageVideo): { start_offset: string; end_offset: string } {
  const from = givenOf(video);
  return { start_offset: String(from), end_offset: String(Math.min(from + PIECE, video.size)) };
}

export function videoShown(state: State, video: PageVideo, fields: string | undefined): unknown {
  const asked = fields ?? 'id';
  const summary = /\bcomments\.[^,]*summary\(/.test(asked) && { summary: { total_count: 0 } };
  const all = {
    ...{ id: video.id, description: video.text === '' ? undefined : video.text },
    ...{ published: video.isPublished, status: statusOf(state, video), views: 0 },
    comments: { data: [], ...summary },
    created_time: new Date(video.at).toISOString().replace(/\.\d+Z$/, '+0000'),
  };
  return only(topLevel(asked).join(','), all, ['id']);
}

function statusOf(state: State, { finishedAt, isMp4 }: PageVideo) {
  if (finishedAt === undefined) return { video_status: 'uploading' };
  if (state.now - finishedAt < (state.options.processing ?? 0)) return { video_status: 'processing' };
  if (isMp4) return { video_status: 'ready' };
  const errors = [{ code: 1_363_024, message: 'The video format is not supported' }];
  return { video_status: 'error', processing_phase: { status: 'error', errors } };
}

/** It is published when it is ready, and may say so twice. */
export function changeVideo(state: State, video: PageVideo, { fields }: Call): unknown {
  const { published, description } = fields;
  if (published === undefined && description === undefined) throw invalid('(#100) Nothing to change');
  if (published === 'true' && statusOf(state, video).video_status !== 'ready')
    throw invalid('The video is not ready to be published', 1_363_030);
  if (published === 'true' && !video.isPublished) video.at = state.now;
  if (published === 'true') video.isPublished = true;
  if (description !== undefined) video.text = description;
  return { success: true };
}

/** Newest first. */
export function listVideos(state: State, { token, fields }: Call): unknown {
  const own = [...state.videos.values()].filter(({ page }) => page === token.user).reverse();
  const most = Math.min(Number(fields.limit ?? 25), 100);
  return { data: own.slice(0, most).map((one) => videoShown(state, one, fields.fields)) };
}
