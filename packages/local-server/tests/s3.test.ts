/** The local S3 is as strict as AWS describes it. The example of a signature is the one in its documentation. */
import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { LocalS3 } from '../src/s3/index.ts';
import { checkSignature, signatureOf } from '../src/s3/signature.ts';

const EXAMPLE = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const THEN = Date.UTC(2013, 4, 24);
/** "GET Object", of the examples of signatures in a header. */
const REQUEST = {
  method: 'GET',
  target: '/test.txt',
  headers: {
    ...{ host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9' },
    ...{ 'x-amz-content-sha256': EMPTY, 'x-amz-date': '20130524T000000Z' },
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
};

test('the signature of the example in the documentation is taken, and what it says of the body told', () => {
  expect(checkSignature(REQUEST, EXAMPLE, THEN)).toBe(EMPTY);
});

test.each<[string, Partial<typeof REQUEST.headers> & Record<string, string>, string]>([
  ['another range than was signed', { range: 'bytes=0-10' }, 'SignatureDoesNotMatch'],
  ['no signature', { authorization: '' }, 'AccessDenied'],
  ['a header of Amazon that was not signed', { 'x-amz-copy-source': '/a/b' }, 'AccessDenied'],
  [
    'another key',
    { authorization: REQUEST.headers.authorization.replace('AKIA', 'AKIB') },
    'InvalidAccessKeyId',
  ],
  [
    'another region',
    { authorization: REQUEST.headers.authorization.replace('us-east-1', 'us-west-1') },
    'AuthorizationHeaderMalformed',
  ],
  ['a form that is none', { authorization: 'Bearer abc' }, 'AuthorizationHeaderMalformed'],
])('%s is refused', (_what, headers, code) => {
  const request = { ...REQUEST, headers: { ...REQUEST.headers, ...headers } };
  expect(() => checkSignature(request, EXAMPLE, THEN)).toThrow(expect.objectContaining({ code }));
});

test('a request from a quarter of an hour ago is refused, and one with another path', () => {
  expect(() => checkSignature(REQUEST, EXAMPLE, THEN + 15 * 60_000 + 1)).toThrow(
    expect.objectContaining({ code: 'RequestTimeTooSkewed' }),
  );
  expect(() => checkSignature({ ...REQUEST, target: '/text.txt' }, EXAMPLE, THEN)).toThrow(
    expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
  );
});

interface Asked {
  method?: string;
  body?: Buffer;
  headers?: Record<string, string>;
  payload?: string;
}

async function served() {
  const s3 = new LocalS3({ ...EXAMPLE, bucket: 'examplebucket' });
  await s3.start();
  onTestFinished(() => s3.stop());
  const ask = async (
    target: string,
    { method = 'GET', body, headers = {}, payload = 'UNSIGNED-PAYLOAD' }: Asked = {},
  ) => {
    const date = `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
    const signed: Record<string, string> = {
      ...{ host: new URL(s3.url).host, 'x-amz-date': date, 'x-amz-content-sha256': payload },
      ...headers,
    };
    const names = Object.keys(signed).sort();
    const signature = signatureOf({ method, target, headers: signed }, names, { ...EXAMPLE, date, payload });
    const scope = `${EXAMPLE.accessKeyId}/${date.slice(0, 8)}/${EXAMPLE.region}/s3/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    const response = await fetch(`${s3.url}${target}`, {
      method,
      body,
      headers: { ...signed, authorization },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, code: /<Code>(\w+)/.exec(text)?.[1] };
  };
  return { s3, ask };
}

test('an object is given whole and in part, and not beyond its end', async () => {
  const { ask } = await served();
  await ask('/examplebucket/a%20b', { method: 'PUT', body: Buffer.from('0123456789') });
  expect(await ask('/examplebucket/a%20b')).toMatchObject({ status: 200, text: '0123456789' });
  const part = await ask('/examplebucket/a%20b', { headers: { range: 'bytes=7-20' } });
  expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '789', 'bytes 7-9/10']);
  expect(await ask('/examplebucket/a%20b', { headers: { range: 'bytes=10-20' } })).toMatchObject({
    ...{ status: 416, code: 'InvalidRange' },
  });
  expect(await ask('/examplebucket/c')).toMatchObject({ status: 404, code: 'NoSuchKey' });
  expect(await ask('/other/c')).toMatchObject({ status: 404, code: 'NoSuchBucket' });
});

test('a body that is not what its sums say is not kept', async () => {
  const { s3, ask } = await served();
  const body = Buffer.from('one');
  const md5 = createHash('md5').update('other').digest('base64');
  const put = { method: 'PUT', body };
  expect(await ask('/examplebucket/a', { ...put, headers: { 'content-md5': md5 } })).toMatchObject({
    code: 'BadDigest',
  });
  expect(await ask('/examplebucket/a', { ...put, payload: EMPTY })).toMatchObject({
    code: 'XAmzContentSHA256Mismatch',
  });
  expect(s3.bucket.objects.size).toBe(0);
});

test('parts make an object in their order, and only the last may be small', async () => {
  const { s3, ask } = await served();
  const begun = await ask('/examplebucket/a?uploads=', { method: 'POST' });
  const id = /<UploadId>([^<]+)/.exec(begun.text)?.[1];
  const add = async (number: number, body: Buffer) => {
    const target = `/examplebucket/a?partNumber=${number}&uploadId=${id}`;
    const etag = (await ask(target, { method: 'PUT', body })).headers.get('etag');
    return `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`;
  };
  const complete = (parts: string[]) =>
    ask(`/examplebucket/a?uploadId=${id}`, {
      method: 'POST',
      body: Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`),
    });
  const large = await add(2, Buffer.alloc(5 * 1024 * 1024, 'b'));
  const small = await add(1, Buffer.from('a'));
  expect(await complete([large, small])).toMatchObject({ status: 400, code: 'InvalidPartOrder' });
  expect(await complete([small, large])).toMatchObject({ status: 400, code: 'EntityTooSmall' });
  expect(await complete([large.replace(/"\w{4}/, '"0000')])).toMatchObject({ code: 'InvalidPart' });
  expect(await complete([])).toMatchObject({ code: 'MalformedXML' });
  const last = await add(3, Buffer.from('c'));
  expect((await complete([large, last])).text).toContain('-2&quot;</ETag>');
  expect(s3.bucket.get('a').bytes.byteLength).toBe(5 * 1024 * 1024 + 1);
  expect(await complete([large, last])).toMatchObject({ status: 404, code: 'NoSuchUpload' });
});

test('what is not played is not taken for something else', async () => {
  const { ask } = await served();
  expect(await ask('/examplebucket/a?tagging=')).toMatchObject({ status: 501, code: 'NotImplemented' });
});
