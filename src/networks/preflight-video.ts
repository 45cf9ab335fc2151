/** What every network checks of a video before anything is sent. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { lengthWords, sizeWords } from '../posts/video.ts';
import type { Message, Network, Video, VideoLimits } from './network.ts';
import { checkCover } from './preflight-cover.ts';
import { codePoints } from './text.ts';

type Named = Pick<Network, 'name' | 'title'>;

export function checkVideo(
  network: Named,
  limits: VideoLimits | undefined,
  { video, images, cover }: Pick<Message, 'video' | 'images' | 'cover'>,
): Finding[] {
  if (!video) return [];
  if (!limits) return [unsupported(network)];
  return [
    ...(images.length > 0 ? [besidePictures(network)] : []),
    ...(limits.contentTypes.includes(video.contentType) ? [] : [wrongType(network, limits, video)]),
    ...(video.size > limits.bytes ? [tooLarge(network, limits, video)] : []),
    ...checkLength(network, limits, video),
    ...checkPixels(network, limits, video),
    ...checkAlt(network, limits, video),
    ...(video.tellsPlace ? [tellsPlace(network)] : []),
    ...checkCover(network, limits.cover, { video, cover }),
  ];
}

function unsupported(network: Named): Finding {
  return finding(
    `${network.name}.video.unsupported`,
    t('{title} takes no video here; this post has one.', { title: network.title }),
    t('Leave {title} out, and write it a post of its own with a picture.', { title: network.title }),
  );
}

function besidePictures(network: Named): Finding {
  return finding(
    `${network.name}.video.beside_pictures`,
    t('{title} takes a video or pictures; this post has both.', { title: network.title }),
    t('Take the pictures out, or the video; one picture alone is its cover.'),
  );
}

function wrongType(network: Named, { contentTypes }: VideoLimits, { contentType }: Video): Finding {
  return finding(
    `${network.name}.video.type`,
    t('{title} does not take {found}.', { title: network.title, found: contentType }),
    t('Use one of: {types}.', { types: contentTypes.join(', ') }),
  );
}

function tooLarge(network: Named, { bytes }: VideoLimits, { size }: Video): Finding {
  return finding(
    `${network.name}.video.max_bytes`,
    t('{title} takes videos up to {most}; this one has {found}.', {
      ...{ title: network.title, most: sizeWords(bytes), found: sizeWords(size) },
    }),
    t('Export it smaller.'),
  );
}

function checkLength(network: Named, { longest, shortest = 0 }: VideoLimits, { duration }: Video): Finding[] {
  const { title } = network;
  const found = lengthWords(duration);
  if (longest !== undefined && duration > longest) {
    const most = lengthWords(longest);
    const message = t('{title} takes videos up to {most}; this one is {found} long.', { title, most, found });
    const remedy = t('Cut it by {over}.', { over: lengthWords(duration - longest) });
    return [finding(`${network.name}.video.max_length`, message, remedy)];
  }
  if (duration >= shortest) return [];
  const least = lengthWords(shortest);
  const message = t('{title} takes videos from {least} on; this one is {found} long.', {
    title,
    least,
    found,
  });
  return [finding(`${network.name}.video.min_length`, message, t('Use a longer one.'))];
}

function checkPixels(network: Named, { pixels: most }: VideoLimits, { width, height }: Video): Finding[] {
  if (most === undefined || width * height <= most) return [];
  const factor = Math.sqrt(most / (width * height));
  const [wide, high] = [Math.floor(width * factor), Math.floor(height * factor)];
  return [
    finding(
      `${network.name}.video.max_pixels`,
      t('{title} takes videos up to {most} pixels; this one has {width} by {height}.', {
        ...{ title: network.title, most, width, height },
      }),
      t('Export it in {wide} by {high} or smaller.', { wide, high }),
    ),
  ];
}

/** `most`: undefined where it keeps none. */
function checkAlt(network: Named, { alt: most }: VideoLimits, { alt }: Video): Finding[] {
  const { title } = network;
  const found = codePoints(alt);
  if (found === 0 || (most !== undefined && found <= most)) return [];
  if (most === undefined) {
    const message = t('{title} keeps no alt text of a video: it is not read out there.', { title });
    const remedy = t('Say in the text what the video shows, or accept it.');
    return [{ ...finding(`${network.name}.video.alt_unsupported`, message, remedy), level: 'warning' }];
  }
  const message = t('{title} takes {most} characters of alt text; that of the video has {found}.', {
    ...{ title, most, found },
  });
  return [
    finding(`${network.name}.video.alt_max`, message, t('Shorten it by {over}.', { over: found - most })),
  ];
}

/** From pictures it is taken out; a video goes out as it came. */
function tellsPlace(network: Named): Finding {
  return {
    ...finding(
      `${network.name}.video.tells_place`,
      t('The file of the video says where it was taken, and goes to {title} with it.', {
        title: network.title,
      }),
      t('Export it without its location, and add it again; or accept it.'),
    ),
    level: 'warning',
  };
}

function finding(id: string, message: string, remedy: string): Finding {
  return { id, level: 'error', field: 'media', message, remedy };
}
