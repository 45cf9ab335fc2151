/** Which of a post's pictures is the cover of its video, and which stand for themselves. */
import { t } from '../kit/t.ts';
import type { Content, MediaUse } from './content.ts';

type Media = Pick<Content, 'media'>;

/** The one picture beside one video. Of several none is meant: that is told as a fault. */
export function coverOf({ media }: Media): MediaUse | undefined {
  const pictures = media.filter(({ video }) => !video);
  return media.length === 2 && pictures.length === 1 ? pictures[0] : undefined;
}

/** What networks show as pictures, in their order. */
export function picturesOf(content: Media): MediaUse[] {
  return withoutCover(content).filter(({ video }) => !video);
}

/** What stands for itself: pictures, or the video. */
export function withoutCover(content: Media): MediaUse[] {
  const cover = coverOf(content);
  return content.media.filter((use) => use !== cover);
}

export function videoOf({ media }: Media): MediaUse | undefined {
  return media.find(({ video }) => video);
}

/** What describes each, and as what it is told of. */
export function altTexts(content: Media): { field: 'alt'; name: string; text: string }[] {
  const cover = coverOf(content);
  return content.media.map((use, index) => {
    const picture = t('The alt text of picture {position}', { position: index + 1 });
    const beside = use === cover ? t('The alt text of the cover') : picture;
    return { field: 'alt', name: use.video ? t('The alt text of the video') : beside, text: use.alt };
  });
}
