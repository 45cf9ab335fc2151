/** What every network checks of the picture that is to be the cover of a video. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { sizeWords } from '../posts/video.ts';
import type { CoverLimits, Image, Message, Network } from './network.ts';

type Named = Pick<Network, 'name' | 'title' | 'fields'>;

/** `limits`: undefined where it takes none. */
export function checkCover(
  network: Named,
  limits: CoverLimits | undefined,
  { video, cover }: Pick<Message, 'video' | 'cover'>,
): Finding[] {
  if (!video) return [];
  if (!cover) return limits?.isRequired ? [missing(network)] : [];
  if (!limits) return [notShown(network)];
  return [
    ...(limits.contentTypes.includes(cover.contentType) ? [] : [wrongType(network, limits, cover)]),
    ...(cover.bytes.byteLength > limits.bytes ? [tooLarge(network, limits, cover)] : []),
    ...checkPixels(network, limits, cover),
  ];
}

/** Of a network, or of a kind of post there, to which none is sent: others' programs may give it one. */
export function notShown(network: Named): Finding {
  const { title } = network;
  return {
    ...finding(
      `${network.name}.cover.unsupported`,
      t(
        'Bellwether sends no cover of a video to {title}: a frame of the video is shown, and not the picture.',
        {
          title,
        },
      ),
      takesSecond(network)
        ? t(
            'Take the picture out and name a second in the field cover, or leave {title} out, or accept it.',
            {
              title,
            },
          )
        : t('Take the picture out, or leave {title} out, or accept it.', { title }),
    ),
    level: 'warning',
  };
}

function takesSecond({ fields }: Named): boolean {
  return fields?.all.some(({ key }) => key === 'cover') ?? false;
}

function missing(network: Named): Finding {
  const { title } = network;
  return finding(
    `${network.name}.cover.missing`,
    t('{title} takes no video without a cover; this post has none.', { title }),
    t('Attach one picture, it becomes the cover.'),
  );
}

function wrongType(network: Named, { contentTypes }: CoverLimits, { contentType }: Image): Finding {
  const { title } = network;
  return finding(
    `${network.name}.cover.type`,
    t('{title} does not take {found} as the cover of a video.', { title, found: contentType }),
    t('Use one of: {types}.', { types: contentTypes.join(', ') }),
  );
}

function tooLarge(network: Named, { bytes }: CoverLimits, cover: Image): Finding {
  const { title } = network;
  return finding(
    `${network.name}.cover.max_bytes`,
    t('{title} takes covers up to {most}; this one has {found}.', {
      ...{ title, most: sizeWords(bytes), found: sizeWords(cover.bytes.byteLength) },
    }),
    t('Make the picture smaller.'),
  );
}

function checkPixels(network: Named, { pixels }: CoverLimits, { width, height }: Image): Finding[] {
  if (pixels === undefined || width * height <= pixels) return [];
  const { title } = network;
  const factor = Math.sqrt(pixels / (width * height));
  const [wide, high] = [Math.floor(width * factor), Math.floor(height * factor)];
  return [
    finding(
      `${network.name}.cover.max_pixels`,
      t('{title} takes covers up to {most} pixels; this one has {width} by {height}.', {
        ...{ title, most: pixels, width, height },
      }),
      t('Scale it down to {wide} by {high} or less.', { wide, high }),
    ),
  ];
}

function finding(id: string, message: string, remedy: string): Finding {
  return { id, level: 'error', field: 'media', message, remedy };
}
