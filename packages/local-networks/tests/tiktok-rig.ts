/** A local TikTok, and asking it by hand. */
import { afterEach, beforeEach } from 'vitest';
import { LocalTikTok } from '../src/tiktok/index.ts';

export const MIB = 1024 * 1024;
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const SCOPES = ['user.info.basic', 'video.publish', 'video.list'];
export const BACK = 'https://example.org/back';
export const APP = { id: 'key', secret: 'shh', redirects: [BACK], domains: ['127.0.0.1'] };
let now = 0;
export let tiktok: LocalTikTok;
export let token: string;

/** A local TikTok of its own for each test of the file. */
export function startEach(): void {
  beforeEach(start);
  afterEach(() => tiktok.stop());
}

async function start(): Promise<void> {
  now = Date.parse('2026-11-30T12:00:00Z');
  tiktok = new LocalTikTok({
    clock: { now: () => now },
    users: [
      { id: 'open-acme', username: 'acme', displayName: 'Acme', off: ['duet'], longest: 300 },
      { id: 'open-ben', username: 'ben', displayName: 'Ben', isPrivate: true },
    ],
    apps: [
      { ...APP, standing: 'audited' },
      { ...APP, id: 'new', standing: 'unaudited' },
    ],
    ...{ processingTakes: MINUTE, moderationTakes: 5 * MINUTE },
  });
  await tiktok.start();
  token = tokenFor('open-acme');
}

/** Time goes on, ms. */
export function pass(time: number): void {
  now += time;
}

/** From now on it is asked by that one. */
export function askBy(other: string): void {
  token = other;
}

export function tokenFor(user: string, app = 'key', scopes = SCOPES): string {
  return tiktok.issueToken({ user, app, scopes });
}

export interface Answer {
  data: Record<string, unknown>;
  error: { code: string; message: string; log_id: string };
}

export async function ask(
  path: string,
  body: unknown = {},
): Promise<Answer & { status: number; text: string }> {
  const response = await fetch(`${tiktok.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, ...(JSON.parse(text) as Answer) };
}

export const codeOf = async (asked: Promise<Answer & { status: number }>) => {
  const { status, error } = await asked;
  return [status, error.code];
};

export function begin(size: number, { info = {}, source = {} }: { info?: object; source?: object } = {}) {
  const chunk = Math.min(size, 5 * MIB);
  return ask('/v2/post/publish/video/init/', {
    post_info: { title: 'Kites', privacy_level: 'PUBLIC_TO_EVERYONE', ...info },
    source_info: {
      ...{ source: 'FILE_UPLOAD', video_size: size, chunk_size: chunk },
      ...{ total_chunk_count: Math.floor(size / chunk), ...source },
    },
  });
}

export async function put(address: unknown, range: string, bytes: Buffer<ArrayBuffer>, type = 'video/mp4') {
  const headers = { 'content-range': range, 'content-type': type };
  return (await fetch(String(address), { method: 'PUT', headers, body: bytes })).status;
}

export const statusOf = (id: unknown) => ask('/v2/post/publish/status/fetch/', { publish_id: id });
