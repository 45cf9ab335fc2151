/** The picture of a link's card: a JPEG, as small as the pickiest network wants it (Bluesky: 1,000,000 bytes). */

/** Throws when it cannot be made so small. */
export async function thumbnailOf(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  for (const quality of [85, 70, 50]) {
    const made = await sharp(bytes)
      .resize(WIDEST, WIDEST, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality })
      .toBuffer();
    if (made.byteLength <= MOST_BYTES) return made;
  }
  throw new Error('It does not get small enough.');
}

const WIDEST = 1_200;
const MOST_BYTES = 950_000;
