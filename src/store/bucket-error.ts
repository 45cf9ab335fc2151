/** What went wrong with a bucket, in words that hold no secret: what a service answers may repeat what it was sent. */

export class BucketError extends Error {
  override name = 'BucketError';
  /** As S3 names it: `AccessDenied`; of what broke on the way, as Node does: `ECONNREFUSED`. */
  readonly code: string;
  /** Of the answer, where there was one. */
  readonly status: number | undefined;

  /** `message` goes on after the name of the bucket: "it …" */
  constructor(message: string, code: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Another try may end otherwise: it broke on the way, or the service is busy. */
export function isPassing(error: unknown): boolean {
  if (error instanceof BucketError) return error.code === 'Incomplete';
  const { status, code } = told(error);
  if (status === undefined) return true;
  return status >= 500 || status === 429 || code === 'RequestTimeout' || code === 'SlowDown';
}

export function bucketErrorOf(error: unknown, bucket: string): BucketError {
  if (error instanceof BucketError)
    return new BucketError(`${bucket}: ${error.message}`, error.code, error.status);
  const { status, code } = told(error);
  const what = status === undefined ? `cannot be reached (${code})` : `answered ${status} ${code}`;
  return new BucketError(`${bucket} ${what}`, code, status);
}

/** Of an error of s3mini, or of `fetch`. */
function told(error: unknown): { status?: number; code: string } {
  if (!(error instanceof Error)) return { code: 'unknown' };
  const { status, code, body, cause } = error as Error & Record<'status' | 'code' | 'body', unknown>;
  if (typeof status === 'number') {
    // The library reads it of some types of answers alone.
    const said = typeof body === 'string' ? /<Code>(\w{1,60})<\/Code>/.exec(body)?.[1] : undefined;
    return { status, code: said ?? String(code) };
  }
  const inner = cause instanceof Error ? cause : error;
  const found = 'code' in inner && typeof inner.code === 'string' ? inner.code : code;
  return { code: typeof found === 'string' && found !== '' ? found : inner.name };
}
