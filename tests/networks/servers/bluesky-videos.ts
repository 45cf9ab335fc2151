/**
 * As much of Bluesky's video service as uploads need, as its documentation tells (docs.bsky.app, "Uploading Video"; the
 * lexicons app.bsky.video.*) and as issue threads tell of its answers: an upload is answered by the job alone, one that is
 * refused by a job without an id, and what it knows already by 409 with the job of then.
 */
import { cidOf } from './cid.ts';
import { DID, type TestPds } from './pds.ts';
import { type Call, json, type Reply, TestServer } from './server.ts';

interface Job {
  id: string;
  bytes: Buffer;
  looks: number;
  /** Stored as it was done; the account's server may have cleaned it away since. */
  blob?: object;
}

/** Bytes: what it makes of a video is another file. */
const MADE = Buffer.from('optimised ');

export class TestVideoService {
  readonly server: TestServer;
  readonly jobs = new Map<string, Job>();
  /** Looks until one is done. */
  slowness = 1;
  makesNothing = false;
  limits: Record<string, unknown> = {
    canUpload: true,
    remainingDailyVideos: 25,
    remainingDailyBytes: 10_000_000_000,
  };
  private readonly pds: TestPds;

  constructor(pds: TestPds, server?: TestServer) {
    this.pds = pds;
    this.server = server ?? new TestServer((call) => this.handle(call));
  }

  /** At the address of the account's own server, whose life it shares. */
  static beside(pds: TestPds): TestVideoService {
    const service = new TestVideoService(pds, pds.server);
    pds.videos = (call) => service.handle(call);
    return service;
  }

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** SHA-256 and size of what was given are in what it made. */
  static madeOf(bytes: Uint8Array): string {
    return cidOf(Buffer.concat([MADE, bytes]));
  }

  private handle(call: Call): Reply {
    switch (`${call.method} ${call.path.replace('/xrpc/app.bsky.video.', '')}`) {
      case 'POST uploadVideo':
        return this.upload(call);
      case 'GET getJobStatus':
        return this.status(call.query.get('jobId') ?? '');
      case 'GET getUploadLimits':
        return this.mayBeTold(call) ? json(200, this.limits) : UNAUTHORIZED;
      default:
        return json(404, { error: 'XRPCNotSupported', message: 'XRPCNotSupported' });
    }
  }

  private upload({ headers, query, body }: Call): Reply {
    const grant = this.grantOf(headers);
    if (grant?.lxm !== 'com.atproto.repo.uploadBlob' || grant.aud !== didOf(this.pds.server.url))
      return UNAUTHORIZED;
    if (query.get('did') !== DID || !query.get('name')?.endsWith('.mp4'))
      return json(400, { error: 'InvalidRequest', message: 'did and name are required' });
    if (headers.get('content-type') !== 'video/mp4' || headers.get('content-length') === null)
      return json(400, { error: 'InvalidRequest', message: 'Only video/mp4, of a known length' });
    if (!this.pds.isConfirmed)
      return json(401, { jobStatus: { did: '', error: 'unconfirmed_email', jobId: '', state: '' } });
    const known = [...this.jobs.values()].find((job) => this.isDone(job) && job.bytes.equals(body));
    if (known)
      return json(409, {
        ...{ did: DID, error: 'already_exists', jobId: known.id },
        ...{ message: 'Video already processed', state: 'JOB_STATE_COMPLETED' },
      });
    const job = { id: `d${this.jobs.size + 1}n3qbh3us72spkh2g`, bytes: body, looks: this.slowness };
    this.jobs.set(job.id, job);
    return json(200, { did: DID, jobId: job.id, state: 'JOB_STATE_CREATED' });
  }

  private status(id: string): Reply {
    const job = this.jobs.get(id);
    if (!job) return json(400, { error: 'InvalidRequest', message: 'job not found' });
    const common = { did: DID, jobId: id };
    if (this.makesNothing) {
      const words = { error: `video processing error for job: ${id}`, message: 'Failed to process video' };
      return json(200, { jobStatus: { ...common, ...words, state: 'JOB_STATE_FAILED' } });
    }
    job.looks -= 1;
    if (!this.isDone(job))
      return json(200, { jobStatus: { ...common, state: 'JOB_STATE_ENCODING', progress: 40 } });
    job.blob ??= this.pds.store(Buffer.concat([MADE, job.bytes]), 'video/mp4');
    return json(200, { jobStatus: { ...common, state: 'JOB_STATE_COMPLETED', blob: job.blob } });
  }

  private isDone({ looks }: Job): boolean {
    return looks <= 0;
  }

  private mayBeTold({ headers }: Call): boolean {
    const grant = this.grantOf(headers);
    return grant?.lxm === 'app.bsky.video.getUploadLimits' && grant.aud === didOf(this.server.url);
  }

  private grantOf(headers: Headers) {
    return this.pds.serviceTokens.get(headers.get('authorization')?.replace('Bearer ', '') ?? '');
  }
}

const UNAUTHORIZED = json(401, { error: 'InvalidToken', message: 'jwt audience does not match service did' });

function didOf(url: string): string {
  return `did:web:${new URL(url).host.replace(':', '%3A')}`;
}
