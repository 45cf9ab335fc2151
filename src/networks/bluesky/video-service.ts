/**
 * The video service (docs.bsky.app, "Uploading Video"): it is given a video in the name of an account, and puts what it makes
 * of it into the account's repository, by a token that the account's server signs for that alone.
 */
import { type ZodType, z } from 'zod';
import { t } from '../../kit/t.ts';
import { answerError, DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError, type Outside, type Video } from '../network.ts';
import { StreamedFile } from '../streamed-file.ts';
import type { BlueskySession } from './session.ts';

/** A blob in the account's repository, as records name it. */
export const blobSchema = z.object({
  $type: z.literal('blob'),
  ref: z.object({ $link: z.string().min(1) }),
  mimeType: z.string(),
  size: z.number(),
});
export type StoredBlob = z.infer<typeof blobSchema>;

export interface Job {
  /** Empty: there is none. */
  jobId: string;
  /** What is not known by name counts as being worked on. */
  state: string;
  blob?: StoredBlob | undefined;
  error?: string | undefined;
  message?: string | undefined;
}

export interface UploadLimits {
  canUpload: boolean;
  remainingDailyVideos?: number | undefined;
  remainingDailyBytes?: number | undefined;
  message?: string | undefined;
}

export class VideoService {
  private readonly address: string;
  private readonly session: BlueskySession;
  private readonly now: () => number;
  private readonly fetch: typeof fetch;

  constructor(address: string, session: BlueskySession, { clock, deadline = DEADLINE }: Outside) {
    this.address = address;
    this.session = session;
    this.now = () => clock.now();
    this.fetch = fetchWithin(deadline, { uploads: true });
  }

  /** Publishes nothing. The same file again is known to it. `name`: of the file. Throws `NetworkError`. */
  async upload(video: Video, name: string): Promise<Job> {
    const { token, did } = await this.session.run(false, async (agent, { did }, server) => {
      const exp = Math.floor(this.now() / 1_000) + TOKEN_LASTS;
      const lxm = 'com.atproto.repo.uploadBlob';
      const { data } = await agent.com.atproto.server.getServiceAuth({ aud: didOf(server), lxm, exp });
      return { token: data.token, did };
    });
    const path = `app.bsky.video.uploadVideo?${new URLSearchParams({ did, name })}`;
    const body = new StreamedFile(video, name);
    return this.call({
      method: 'POST',
      path,
      token,
      body,
      answer: jobSchema,
      takes: ({ jobId }) => jobId !== '',
    });
  }

  /** Throws `NetworkError`: `refused` where it does not know the job. */
  jobOf(jobId: string): Promise<Job> {
    const path = `app.bsky.video.getJobStatus?${new URLSearchParams({ jobId })}`;
    return this.call({ method: 'GET', path, answer: jobSchema, takes: ({ state }) => state !== '' });
  }

  /** What the account may give it today. Throws `NetworkError`. */
  async limits(): Promise<UploadLimits> {
    const lxm = 'app.bsky.video.getUploadLimits';
    const token = await this.session.run(false, async (agent) => {
      const aud = didOf(new URL(this.address));
      return (await agent.com.atproto.server.getServiceAuth({ aud, lxm })).data.token;
    });
    return this.call({ method: 'GET', path: lxm, token, answer: limitsSchema, takes: () => true });
  }

  /** It answers some refusals as a job that there is none of, and some jobs with a status of refusal. */
  private async call<Answer extends Told>({ method, path, token, body, answer, takes }: Request<Answer>) {
    const call = { network: 'Bluesky', effect: false, secrets: token ? [token] : [], remedy: UNCONFIRMED };
    try {
      const headers: Record<string, string> = {
        accept: 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      };
      const response = await this.fetch(`${this.address}/xrpc/${path}`, {
        method,
        headers,
        ...(body && { body }),
      });
      const text = await response.text();
      const told = answer.safeParse(parsed(text)).data;
      if (told && takes(told)) return told;
      if (told?.error === 'unconfirmed_email') throw unconfirmed();
      const { status } = response;
      if (status >= 400 || told?.error)
        throw answerError(call, {
          ...{ status: status >= 400 ? status : 400, headers: response.headers },
          words: told?.message || told?.error || text,
        });
      throw new Error('It answered no job.');
    } catch (error) {
      throw transportError(call, error);
    }
  }
}

interface Told {
  error?: string | undefined;
  message?: string | undefined;
}

interface Request<Answer extends Told> {
  method: 'GET' | 'POST';
  /** Of the lexicon, with the query. */
  path: string;
  token?: string;
  body?: StreamedFile;
  answer: ZodType<Answer>;
  /** Whether it is what was asked for. */
  takes(told: Answer): boolean;
}

/** That of a server by its address alone. */
function didOf({ host }: URL): string {
  return `did:web:${host.replace(':', '%3A')}`;
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function unconfirmed(): NetworkError {
  const words = t('Bluesky takes videos only of accounts whose e-mail address is confirmed.');
  return new NetworkError('refused', words, { remedy: UNCONFIRMED });
}

const UNCONFIRMED = t("Confirm the account's e-mail address at Bluesky (Settings, Account).");
/** Seconds, as Bluesky recommends it. */
const TOKEN_LASTS = 30 * 60;

const told = { error: z.string().optional(), message: z.string().optional() };
/** Within `jobStatus`, as the lexicon has it, or by itself, as it answers uploads. */
const jobSchema = z.preprocess(
  (value) => (typeof value === 'object' && value !== null && 'jobStatus' in value ? value.jobStatus : value),
  z.object({
    ...{ jobId: z.string().default(''), state: z.string().default('') },
    blob: blobSchema.optional().catch(undefined),
    ...told,
  }),
) as ZodType<Job>;
const limitsSchema = z.object({
  canUpload: z.boolean(),
  remainingDailyVideos: z.number().optional(),
  remainingDailyBytes: z.number().optional(),
  ...told,
});
