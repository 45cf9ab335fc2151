/** Making containers, and asking how they stand. */
import { GraphError, invalid } from '../meta/error.ts';
import { type Call, only } from '../meta/http.ts';
import { type FetchedPicture, fetchPicture } from '../meta/picture.ts';
import type { Container, Picture, State } from '../meta/state.ts';

export const FIELDS = [
  ...['media_type', 'caption', 'image_url', 'alt_text', 'is_carousel_item', 'children'],
  ...['video_url', 'share_to_feed', 'thumb_offset', 'cover_url'],
];

const MOST_CAPTION = 2_200;
const MOST_ALT = 1_000;
const MOST_ITEMS = 10;
const MOST_BYTES = 8 * 1024 * 1024;

export async function createContainer(state: State, { token, fields }: Call): Promise<unknown> {
  const { media_type: kind, caption = '', image_url: address, alt_text: alt = '' } = fields;
  const isItem = fields.is_carousel_item === 'true';
  if ([...caption].length > MOST_CAPTION) throw refused(36_004, 2_207_010, 'The caption was too long');
  if ([...alt].length > MOST_ALT) throw invalid('Param alt_text is too long');
  if (isItem && caption !== '') throw invalid('A carousel item has no caption');
  const common = { owner: token.user, isItem, text: caption };
  if (kind === 'CAROUSEL') {
    const pictures = childrenOf(state, token.user, fields);
    return { id: (await state.add({ ...common, kind, pictures }, [])).id };
  }
  for (const name of ['thumb_offset', 'cover_url'])
    if (fields[name] !== undefined && kind !== 'REELS') throw invalid(`Param ${name} is for videos alone`);
  if (kind === 'REELS') return { id: (await filmIn(state, { ...common, pictures: [] }, fields)).id };
  // By itself a video is a reel.
  if (kind === 'VIDEO') throw refused(100, 2_207_023, 'VIDEO is taken in a carousel alone; use REELS');
  if (kind !== undefined && kind !== 'IMAGE') throw refused(100, 2_207_023, 'The media type is unknown');
  if (!address) throw invalid('The parameter image_url is required');
  const container = await state.add({ ...common, kind: 'IMAGE', pictures: [] }, [{ address, alt }], check);
  return { id: container.id };
}

async function filmIn(
  state: State,
  common: Omit<Container, 'id' | 'madeAt' | 'kind'>,
  { video_url: address, alt_text: alt, image_url: picture, thumb_offset: cover, cover_url }: Call['fields'],
): Promise<Container> {
  if (!address) throw invalid('The parameter video_url is required');
  if (alt !== undefined || picture !== undefined || common.isItem)
    throw invalid('A reel has neither an alt text nor a picture, and is no item of a carousel');
  if (cover !== undefined && !/^\d+$/.test(cover)) throw invalid('Param thumb_offset must be an integer');
  const coverAt = cover === undefined ? {} : { coverAt: Number(cover) };
  const still = cover_url === undefined ? {} : { cover: await coverOf(cover_url) };
  return state.addFilm({ ...common, kind: 'VIDEO', ...coverAt, ...still }, address);
}

/** Of any shape: it is cut to that of the reel. Throws as Instagram refuses it. */
async function coverOf(address: string): Promise<Picture> {
  const fetched = checkFile(await fetchPicture(address));
  return { address, alt: '', ...fetched };
}

export function getContainer(state: State, container: Container, { fields }: Call): unknown {
  const status = state.statusOf(container);
  const words: Record<string, string> = {
    IN_PROGRESS: 'In Progress: the media is being worked on.',
    FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
    PUBLISHED: 'Published: Media has been published.',
    EXPIRED: 'Expired',
    ERROR: `Error: Media upload has failed with error code ${FAULTS[container.fault ?? ''] ?? container.fault}`,
  };
  return only(fields.fields, { id: container.id, status_code: status, status: words[status] }, ['id']);
}

/** Its own numbers for what went wrong. */
const FAULTS: Record<string, string> = {
  FAILED_DOWNLOADING_VIDEO: '2207082',
  FAILED_PROCESSING_VIDEO: '2207085',
};

/** Throws as Instagram refuses it. */
function check(picture: FetchedPicture | undefined): void {
  const { width, height } = checkFile(picture);
  const ratio = width / height;
  if (ratio < 0.795 || ratio > 1.915)
    throw refused(36_003, 2_207_009, 'The submitted image has an aspect ratio that is not supported');
}

/** Throws as Instagram refuses it. */
function checkFile(picture: FetchedPicture | undefined): FetchedPicture {
  if (!picture) throw refused(9004, 2_207_052, 'The media could not be fetched from this URI');
  if (picture.type !== 'image/jpeg') throw refused(36_001, 2_207_005, 'The image format is not supported');
  if (picture.bytes.byteLength > MOST_BYTES) throw refused(36_000, 2_207_004, 'The image is too large');
  return picture;
}

function childrenOf(state: State, owner: string, { children = '' }: Call['fields']) {
  const ids = children.split(',').filter(Boolean);
  if (ids.length < 2 || ids.length > MOST_ITEMS)
    throw refused(100, 2_207_028, `A carousel has between 2 and ${MOST_ITEMS} items`);
  return ids.flatMap((id) => {
    const child = state.containers.get(id);
    const isGood = child?.isItem && child.owner === owner && state.statusOf(child) === 'FINISHED';
    if (!isGood) throw refused(9007, 2_207_027, 'The media is not ready for publishing, please wait');
    return child.pictures;
  });
}

export function refused(code: number, subcode: number, message: string): GraphError {
  return new GraphError(400, {
    ...{ message, code, error_subcode: subcode, is_transient: false },
    error_user_msg: message,
  });
}

export function gone(id: string): GraphError {
  return invalid(`Unsupported request: object ${id} does not exist, or cannot be loaded`, 33);
}
