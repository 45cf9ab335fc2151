/** AWS Signature Version 4 in the header `Authorization`, as S3 checks it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { S3Error } from './error.ts';

export interface SignedRequest {
  method: string;
  /** As it was sent: `/bucket/key?uploads=`. */
  target: string;
  /** By names in small letters. */
  headers: Record<string, string | undefined>;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

/** Throws as S3 refuses. `now`: epoch ms. Gives what the body must hash to; undefined: anything. */
export function checkSignature(request: SignedRequest, known: Credentials, now: number): string | undefined {
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-content-sha256': payload } = request.headers;
  if (authorization === '') throw new S3Error(403, 'AccessDenied', 'Access Denied');
  const given = FORM.exec(authorization)?.groups;
  if (!given) throw malformed('The authorization header that you provided is not valid.');
  if (given.key !== known.accessKeyId)
    throw new S3Error(
      403,
      'InvalidAccessKeyId',
      'The access key Id you provided does not exist in our records.',
    );
  if (given.region !== known.region)
    throw malformed(`the region '${given.region}' is wrong; expecting '${known.region}'`);
  if (payload === undefined)
    throw new S3Error(400, 'InvalidRequest', 'Missing required header x-amz-content-sha256');
  checkTime(date, given.day ?? '', now);
  const names = (given.headers ?? '').split(';');
  checkNames(names, request.headers);
  const wanted = signatureOf(request, names, { ...known, date, payload });
  if (!isSame(wanted, given.signature ?? ''))
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.');
  return payload === 'UNSIGNED-PAYLOAD' ? undefined : payload;
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/,]+)\/(?<day>\d{8})\/(?<region>[^/,]+)\/s3\/aws4_request, ?SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

/** Hex. `date`: `20130524T000000Z`; `payload`: what `x-amz-content-sha256` says. */
export function signatureOf(
  { method, target, headers }: SignedRequest,
  names: string[],
  {
    secretAccessKey,
    region,
    date,
    payload,
  }: Omit<Credentials, 'accessKeyId'> & { date: string; payload: string },
): string {
  const [path = '', query = ''] = target.split('?');
  const canonical = [
    method,
    path
      .split('/')
      .map((part) => encoded(decodeURIComponent(part)))
      .join('/'),
    canonicalQuery(query),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const day = date.slice(0, 8);
  const toSign = ['AWS4-HMAC-SHA256', date, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of [day, region, 's3', 'aws4_request']) key = hmac(key, part);
  return hmac(key, toSign).toString('hex');
}

function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return `${encoded(decodeURIComponent(name))}=${encoded(decodeURIComponent(value))}`;
    });
  return pairs.sort().join('&');
}

/** All but letters, digits and -._~ */
function encoded(text: string): string {
  const hex = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, hex);
}

/** The host must be signed, and all that is Amazon's own. */
function checkNames(names: string[], headers: SignedRequest['headers']): void {
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  if (names.join() !== names.toSorted().join()) throw malformed('The signed headers are not in their order.');
  if (needed.some((name) => !names.includes(name)))
    throw new S3Error(403, 'AccessDenied', 'There were headers present in the request which were not signed');
}

function checkTime(date: string, day: string, now: number): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)?.slice(1).map(Number);
  if (!parts || !date.startsWith(day))
    throw new S3Error(403, 'AccessDenied', 'The date is missing or malformed.');
  const [year = 0, month = 0, ...rest] = parts;
  if (Math.abs(Date.UTC(year, month - 1, ...rest) - now) > SKEW)
    throw new S3Error(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and ours is too large.',
    );
}

const SKEW = 15 * 60_000;

function malformed(message: string): S3Error {
  return new S3Error(400, 'AuthorizationHeaderMalformed', message);
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
