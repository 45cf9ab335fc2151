/** Which of a post's pictures is the cover of its video, and which stand for themselves. */
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

export function filmOf({ media }: Media): MediaUse | undefined {
  return media.find(({ video }) => video);
}
