/** A post as one target gets it: one message, or several that make a thread. */
import { t } from '../../kit/t.ts';
import { type Message, NetworkError } from '../../networks/network.ts';
import { type Content, textFor } from '../../posts/content.ts';
import { partsOf } from '../../posts/parts.ts';
import type { Handle } from '../../store/database.ts';
import * as media from '../../store/media.ts';

/** The first carries the pictures, and answers what the post answers. Throws when one is missing: nothing goes out without it. */
export async function messagesFor(db: Handle, content: Content, target: string): Promise<Message[]> {
  const kept = await media.findAll(
    db,
    content.media.map((use) => use.hash),
  );
  const images = content.media.map(({ hash, alt }) => {
    const picture = kept.find((one) => one.hash === hash);
    if (!picture)
      throw new NetworkError('refused', t('A picture of this post is not kept any more.'), {
        remedy: t('Edit the post and add it again.'),
      });
    return {
      bytes: picture.bytes,
      contentType: picture.contentType,
      width: picture.width,
      height: picture.height,
      alt,
    };
  });
  return partsOf(textFor(content, target)).map((text, index) => ({
    text,
    images: index === 0 ? images : [],
    ...(index === 0 && content.answers && { answers: content.answers }),
  }));
}
