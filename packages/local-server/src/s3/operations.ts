/** The calls of the API of S3 that are played here. Any other is refused by its name, as S3 refuses what it has not. */
import { createHash } from 'node:crypto';
import { type Bucket, md5 } from './bucket.ts';
import { escaped, S3Error, xml } from './error.ts';

export interface Call {
  bucket: Bucket;
  /** Empty: of the bucket itself. */
  key: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Operation {
  /** As AWS calls it. */
  name: string;
  method: string;
  of: 'bucket' | 'object';
  /** Names of the query that it must have; a value where only that will do. */
  needs: Record<string, string | undefined>;
  takes?: string[];
  /** Told apart by this header. */
  header?: string;
  run(call: Call): Answer;
}

const LISTED = ['prefix', 'max-keys', 'max-uploads', 'continuation-token'];

/** The first that fits is meant. */
export const OPERATIONS: Operation[] = [
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    of: 'bucket',
    needs: { uploads: '' },
    takes: LISTED,
    run: listUploads,
  },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    of: 'bucket',
    needs: { 'list-type': '2' },
    takes: LISTED,
    run: listObjects,
  },
  { name: 'CreateMultipartUpload', method: 'POST', of: 'object', needs: { uploads: '' }, run: createUpload },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    of: 'object',
    needs: { uploadId: undefined },
    run: completeUpload,
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    of: 'object',
    needs: { uploadId: undefined },
    run: abortUpload,
  },
  {
    ...{ name: 'UploadPart', method: 'PUT', of: 'object', run: uploadPart },
    needs: { uploadId: undefined, partNumber: undefined },
  },
  {
    name: 'CopyObject',
    method: 'PUT',
    of: 'object',
    needs: {},
    header: 'x-amz-copy-source',
    run: copyObject,
  },
  { name: 'PutObject', method: 'PUT', of: 'object', needs: {}, run: putObject },
  { name: 'GetObject', method: 'GET', of: 'object', needs: {}, run: getObject },
  { name: 'HeadObject', method: 'HEAD', of: 'object', needs: {}, run: getObject },
  { name: 'DeleteObject', method: 'DELETE', of: 'object', needs: {}, run: deleteObject },
];

function listObjects({ bucket, query }: Call): Answer {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const keys = [...bucket.objects.keys()].sort().filter((key) => key.startsWith(prefix) && key > after);
  const shown = keys.slice(0, most);
  const contents = shown.map((key) => {
    const { at, bytes, etag } = bucket.get(key);
    return `<Contents><Key>${escaped(key)}</Key><LastModified>${iso(at)}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${bytes.byteLength}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const next =
    keys.length > shown.length
      ? `<NextContinuationToken>${escaped(shown.at(-1) ?? '')}</NextContinuationToken>`
      : '';
  return inXml(
    `<ListBucketResult xmlns="${SPACE}"><Name>${bucket.name}</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${shown.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${next !== ''}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
  );
}

function listUploads({ bucket, query }: Call): Answer {
  const prefix = query.get('prefix') ?? '';
  const uploads = [...bucket.uploads.values()]
    .filter(({ key }) => key.startsWith(prefix))
    .map(
      ({ id, key, at }) =>
        `<Upload><Key>${escaped(key)}</Key><UploadId>${id}</UploadId><StorageClass>STANDARD</StorageClass><Initiated>${iso(at)}</Initiated></Upload>`,
    );
  return inXml(
    `<ListMultipartUploadsResult xmlns="${SPACE}"><Bucket>${bucket.name}</Bucket><KeyMarker></KeyMarker><UploadIdMarker></UploadIdMarker><MaxUploads>1000</MaxUploads><IsTruncated>false</IsTruncated>${uploads.join('')}</ListMultipartUploadsResult>`,
  );
}

function createUpload({ bucket, key }: Call): Answer {
  const { id } = bucket.begin(key);
  return inXml(
    `<InitiateMultipartUploadResult xmlns="${SPACE}"><Bucket>${bucket.name}</Bucket><Key>${escaped(key)}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
  );
}

function uploadPart({ bucket, key, query, headers, body }: Call): Answer {
  checkBody(headers, body);
  const upload = bucket.uploadOf(key, query.get('uploadId') ?? '');
  const etag = bucket.addPart(upload, Number(query.get('partNumber')), body);
  return { status: 200, headers: { etag: `"${etag}"` } };
}

function completeUpload({ bucket, key, query, body }: Call): Answer {
  const upload = bucket.uploadOf(key, query.get('uploadId') ?? '');
  const text = body.toString();
  const named = [...text.matchAll(PART)].map(({ groups }) => ({
    number: Number(groups?.number),
    etag: (groups?.etag ?? '').replaceAll('"', ''),
  }));
  const isForm = /^(<\?xml[^>]*>\s*)?<CompleteMultipartUpload[^>]*>.*<\/CompleteMultipartUpload>$/s.test(
    text.trim(),
  );
  if (!isForm || named.length === 0)
    throw new S3Error(400, 'MalformedXML', 'The XML you provided was not well-formed');
  const { etag } = bucket.complete(upload, named);
  return inXml(
    `<CompleteMultipartUploadResult xmlns="${SPACE}"><Bucket>${bucket.name}</Bucket><Key>${escaped(key)}</Key><ETag>&quot;${etag}&quot;</ETag></CompleteMultipartUploadResult>`,
  );
}

const PART = /<Part>\s*<PartNumber>(?<number>\d+)<\/PartNumber>\s*<ETag>(?<etag>[^<]+)<\/ETag>\s*<\/Part>/g;

function abortUpload({ bucket, key, query }: Call): Answer {
  bucket.uploads.delete(bucket.uploadOf(key, query.get('uploadId') ?? '').id);
  return { status: 204 };
}

function copyObject({ bucket, key, headers }: Call): Answer {
  const source = decodeURIComponent(headers['x-amz-copy-source'] ?? '').replace(/^\//, '');
  if (!source.startsWith(`${bucket.name}/`)) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  const { etag, at } = bucket.copy(source.slice(bucket.name.length + 1), key);
  return inXml(
    `<CopyObjectResult xmlns="${SPACE}"><LastModified>${iso(at)}</LastModified><ETag>&quot;${etag}&quot;</ETag></CopyObjectResult>`,
  );
}

function putObject({ bucket, key, headers, body }: Call): Answer {
  checkBody(headers, body);
  return { status: 200, headers: { etag: `"${bucket.put(key, body).etag}"` } };
}

function getObject({ bucket, key, headers }: Call): Answer {
  const { bytes, etag } = bucket.get(key);
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
  // What is no range in this form is ignored, as AWS does.
  if (!range) return { status: 200, headers: { etag: `"${etag}"` }, body: bytes };
  const from = Number(range[1]);
  const last = Math.min(range[2] ? Number(range[2]) : Number.POSITIVE_INFINITY, bytes.byteLength - 1);
  if (from >= bytes.byteLength || last < from)
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return {
    status: 206,
    headers: { etag: `"${etag}"`, 'content-range': `bytes ${from}-${last}/${bytes.byteLength}` },
    body: bytes.subarray(from, last + 1),
  };
}

function deleteObject({ bucket, key }: Call): Answer {
  bucket.objects.delete(key);
  return { status: 204 };
}

/** What was sent must have a length, and be what its sums say. */
function checkBody(headers: Call['headers'], body: Buffer): void {
  if (headers['content-length'] === undefined)
    throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  const sum = headers['content-md5'];
  if (sum !== undefined && Buffer.from(sum, 'base64').byteLength !== 16)
    throw new S3Error(400, 'InvalidDigest', 'The Content-MD5 you specified was an invalid.');
  if (sum !== undefined && Buffer.from(sum, 'base64').toString('hex') !== md5(body))
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

/** Throws where it is not what was signed. */
export function checkPayload(body: Buffer, signed: string | undefined): void {
  if (signed !== undefined && createHash('sha256').update(body).digest('hex') !== signed)
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The provided x-amz-content-sha256 does not match.');
}

function inXml(content: string): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xml(content) };
}

const iso = (at: number) => new Date(at).toISOString();
const SPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
