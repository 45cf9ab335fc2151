/** `/api/media/asset.json`, and the two buckets to which it sends pictures and videos; of a file the hash is kept. */
import { createHash, randomBytes } from 'node:crypto';
import { type Refused, readSigned, type Sent } from '../signed-form.ts';
import type { Operation } from './call.ts';
import type { Asset, State } from './state.ts';

export const BUCKETS = {
  picture: '/reddit-uploaded-media',
  video: '/reddit-uploaded-video',
} as const;

/** Ms for which a form is taken. */
const LASTS = 3_600_000;
/** Bytes of a picture. */
const LARGEST = 20 * 1024 * 1024;
const TYPES: Record<string, RegExp> = {
  'image/png': /\.png$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/gif': /\.gif$/i,
  'video/mp4': /\.mp4$/i,
  'video/quicktime': /\.mov$/i,
};

export const leaseAsset: Operation = ({ state, token, form, origin }) => {
  const { api_type, filepath = '', mimetype = '' } = form;
  if (api_type !== 'json' || !TYPES[mimetype]?.test(filepath))
    return { status: 400, body: { message: 'Bad Request', error: 400 } };
  const kind = mimetype.startsWith('video/') ? 'video' : 'picture';
  const id = randomBytes(7).toString('hex').slice(0, 13);
  const secret = () => randomBytes(16).toString('hex');
  const parameters = {
    ...{ acl: 'public-read', key: kind === 'video' ? id : `rte_images/${id}` },
    ...{ 'X-Amz-Credential': secret(), 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' },
    'X-Amz-Date': new Date(state.now).toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    ...{ success_action_status: '201', 'content-type': mimetype, 'x-amz-storage-class': 'STANDARD' },
    'x-amz-meta-ext': filepath.split('.').at(-1) ?? '',
    ...{ policy: secret(), 'X-Amz-Signature': secret(), 'x-amz-security-token': secret() },
  };
  const expiresAt = state.now + LASTS;
  state.assets.set(id, { id, person: token.name, kind, parameters, expiresAt });
  const fields = Object.entries(parameters).map(([name, value]) => ({ name, value }));
  const action = `${origin.replace(/^https?:/, '')}${BUCKETS[kind]}`;
  const asset = { asset_id: id, processing_state: 'incomplete', payload: { filepath } };
  const websocket_url = `wss://wss.redditmedia.com/${parameters.key}?m=${secret()}`;
  return { status: 200, body: { args: { action, fields }, asset: { ...asset, websocket_url } } };
};

/** `bucket`: its address. */
export async function takeFile(
  state: State,
  sent: Sent,
  { kind, bucket }: { kind: Asset['kind']; bucket: string },
): Promise<Asset | Refused> {
  const ofKind = [...state.assets.values()].filter((asset) => asset.kind === kind);
  const read = readSigned(sent, ofKind, state.now);
  if ('code' in read) return read;
  const bytes = new Uint8Array(await read.file.arrayBuffer());
  if (kind === 'picture' && bytes.byteLength > LARGEST) return { status: 400, code: 'EntityTooLarge' };
  const { lease: asset } = read;
  asset.hash = createHash('sha256').update(bytes).digest('hex');
  asset.address = `${bucket}/${asset.parameters.key}`;
  return asset;
}

/** What bears the address, came wholly, and is that person's. */
export function assetAt(state: State, person: string, kind: Asset['kind'], address = ''): Asset | undefined {
  return [...state.assets.values()].find(
    (asset) => asset.kind === kind && asset.person === person && asset.address === address,
  );
}
