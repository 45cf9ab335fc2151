/** What every network checks before anything is sent: its limits of text and images, as findings with stable ids. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import {
  type Image,
  type ImageLimits,
  type Limits,
  type Message,
  type Network,
  type Presents,
  type TextLimit,
  warningOf,
} from './network.ts';
import { checkVideo } from './preflight-video.ts';

type Named = Pick<Network, 'name' | 'title'> & { presents?: Pick<Presents, 'takes' | 'mostLanguages'> };

export function preflight(network: Named, limits: Limits, message: Message): Finding[] {
  return [
    ...checkEmpty(network, limits, message),
    ...limits.text.flatMap((limit) => checkText(network, limit, message)),
    ...checkPresentation(network, message),
    ...checkImages(network, limits.images, message.images),
    ...checkVideo(network, limits.video, message),
  ];
}

function checkEmpty(network: Named, limits: Limits, message: Message): Finding[] {
  const shows = message.images.length > 0 || message.video !== undefined;
  if (message.text.trim() !== '' || (limits.textOptional && shows)) return [];
  return [
    {
      id: `${network.name}.text.empty`,
      level: 'error',
      field: 'text',
      message: t('{network} needs a text; this one is empty.', { network: network.title }),
      remedy: t('Write a text.'),
    },
  ];
}

/** Readers there see it as if nothing had been said. */
function checkPresentation(network: Named, { presentation = {} }: Message): Finding[] {
  const takes = network.presents?.takes ?? [];
  const { languages = [], warning, sensitive, audience } = presentation;
  const { title } = network;
  const lost = (id: string, field: string, message: string): Finding => ({
    ...{ id, level: 'warning', field, message },
    remedy: t('Leave {title} out, or accept it.', { title }),
  });
  const found: Finding[] = [];
  const most = network.presents?.mostLanguages ?? languages.length;
  if (takes.includes('languages') && languages.length > most) {
    const message = t(
      '{title} takes {most, plural, one {# language} other {# languages}} for a post; {left} is left out.',
      { title, most, left: languages.slice(most).join(', ') },
    );
    found.push(lost(`${network.name}.language.max_count`, 'language', message));
  }
  if (warning && !takes.includes('warning')) {
    const message = t('{title} shows no content warning before a post.', { title });
    found.push(lost(`${network.name}.warning.unsupported`, 'warning', message));
  }
  if (sensitive && !takes.includes('sensitive')) {
    const message = t('{title} hides no pictures that are marked as sensitive.', { title });
    found.push(lost(`${network.name}.sensitive.unsupported`, 'sensitive', message));
  }
  if (audience && audience !== 'public' && !takes.includes('audience')) {
    const message = t('{title} shows a post to everybody who is there.', { title });
    found.push(lost(`${network.name}.audience.unsupported`, 'visibility', message));
  }
  return found;
}

function checkText(network: Named, limit: TextLimit, message: Message): Finding[] {
  const found = limit.count(message.text, warningOf(message));
  if (found <= limit.most) return [];
  return [
    {
      id: `${network.name}.text.max_${limit.unit}`,
      level: 'error',
      field: 'text',
      message: t('{network} takes {most} {unit}; this text has {found}.', {
        network: network.title,
        most: limit.most,
        unit: limit.unit,
        found,
      }),
      remedy: t('Shorten it by {over}, or give {network} its own text.', {
        over: found - limit.most,
        network: network.title,
      }),
    },
  ];
}

function checkImages(network: Named, limits: ImageLimits | undefined, images: Image[]): Finding[] {
  if (images.length === 0) return [];
  if (!limits) {
    return [
      imageFinding(
        `${network.name}.media.unsupported`,
        t('{network} takes no pictures here; this post has {found}.', {
          network: network.title,
          found: images.length,
        }),
        t('Take the picture out, or leave {network} out.', { network: network.title }),
      ),
    ];
  }
  return [
    ...(images.length > limits.most ? [tooMany(network, limits, images.length)] : []),
    ...(limits.alt === undefined ? altsLost(network, images) : []),
    ...images.flatMap((image, index) => checkImage(network, limits, image, index + 1)),
  ];
}

function tooMany(network: Named, limits: ImageLimits, found: number): Finding {
  return imageFinding(
    `${network.name}.media.max_count`,
    t('{network} takes {most} pictures; this post has {found}.', {
      network: network.title,
      most: limits.most,
      found,
    }),
    t('Take {over} out.', { over: found - limits.most }),
  );
}

function checkImage(network: Named, limits: ImageLimits, image: Image, position: number): Finding[] {
  const findings: Finding[] = [];
  if (!limits.contentTypes.includes(image.contentType)) {
    findings.push(
      imageFinding(
        `${network.name}.media.type`,
        t('{network} does not take {found} (picture {position}).', {
          network: network.title,
          found: image.contentType,
          position,
        }),
        t('Use one of: {types}.', { types: limits.contentTypes.join(', ') }),
      ),
    );
  }
  if (image.bytes.byteLength > limits.bytes) {
    findings.push(
      imageFinding(
        `${network.name}.media.max_bytes`,
        t('{network} takes pictures up to {most}; picture {position} has {found}.', {
          network: network.title,
          most: megabytes(limits.bytes),
          position,
          found: megabytes(image.bytes.byteLength),
        }),
        t('Make the picture smaller.'),
      ),
    );
  }
  return [
    ...findings,
    ...checkPixels(network, limits, image, position),
    ...(limits.alt === undefined ? [] : checkAlt(network, limits.alt, image, position)),
  ];
}

/** Told once of a post: nobody can mend it. */
function altsLost(network: Named, images: Image[]): Finding[] {
  const found = images.filter(({ alt }) => alt !== '').length;
  if (found === 0) return [];
  const message = t(
    '{network} keeps no alt texts: {found, plural, one {that of one picture is} other {those of # pictures are}} not read out there.',
    { network: network.title, found },
  );
  const remedy = t('Say in the text what the picture shows, or accept it.');
  return [{ ...imageFinding(`${network.name}.media.alt_unsupported`, message, remedy), level: 'warning' }];
}

function checkPixels(
  network: Named,
  { pixels: most }: ImageLimits,
  { width, height }: Image,
  position: number,
): Finding[] {
  if (most === undefined || width * height <= most) return [];
  const factor = Math.sqrt(most / (width * height));
  return [
    imageFinding(
      `${network.name}.media.max_pixels`,
      t('{network} takes pictures up to {most} pixels; picture {position} has {width} by {height}.', {
        ...{ network: network.title, position, width, height },
        most: megapixels(most),
      }),
      t('Scale it down to {width} by {height} or less.', {
        width: Math.floor(width * factor),
        height: Math.floor(height * factor),
      }),
    ),
  ];
}

/** `most`: characters of one. */
function checkAlt(network: Named, most: number, image: Image, position: number): Finding[] {
  const found = [...image.alt].length;
  if (found === 0) {
    return [
      {
        ...imageFinding(
          `${network.name}.media.alt_missing`,
          t('Picture {position} has no alt text.', { position }),
          t('Say in a sentence what it shows.'),
        ),
        level: 'warning',
      },
    ];
  }
  if (found <= most) return [];
  return [
    imageFinding(
      `${network.name}.media.alt_max`,
      t('{network} takes {most} characters of alt text; picture {position} has {found}.', {
        network: network.title,
        most,
        position,
        found,
      }),
      t('Shorten it by {over}.', { over: found - most }),
    ),
  ];
}

/** Ids stand whole where they are told, so that they are found by a search. */
function imageFinding(id: string, message: string, remedy: string): Finding {
  return { id, level: 'error', field: 'media', message, remedy };
}

function megapixels(pixels: number): string {
  return pixels < 1_000_000
    ? String(pixels)
    : t('{count} million', { count: (pixels / 1_000_000).toFixed(1) });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
