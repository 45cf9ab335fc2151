/** A photo that is given and not shown yet. */
import { GraphError, invalid } from '../meta/error.ts';
import type { Call } from '../meta/http.ts';
import type { State } from './state.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const FORMATS = new Set(['jpeg', 'png', 'gif', 'tiff']);

export async function givePhoto(state: State, { token, fields, files }: Call): Promise<unknown> {
  const file = files.source;
  if (!file) throw invalid('(#324) Missing or invalid image file');
  if (fields.published !== 'false') throw invalid('Only photos that are not published are taken here');
  if (file.bytes.byteLength > MOST_BYTES || !FORMATS.has(await formatOf(file.bytes)))
    throw new GraphError(400, {
      ...{ message: 'Invalid parameter', code: 100, error_subcode: 1_366_046 },
      error_user_msg: 'Photos should be smaller than 4 MB and saved as JPG, PNG, GIF or TIFF.',
    });
  const id = state.newId();
  const alt = fields.alt_text_custom ?? '';
  const { type, bytes } = file;
  state.photos.set(id, { id, page: token.user, alt, type, bytes, givenAt: state.now, isShown: false });
  return { id };
}

async function formatOf(bytes: Uint8Array): Promise<string> {
  try {
    const { default: sharp } = await import('sharp');
    return (await sharp(bytes).metadata()).format ?? '';
  } catch {
    return '';
  }
}
