/** A file that cannot be taken as a picture, named for what it is, with the remedy. */
import { type Refusal, refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import type { FileKind } from './kind.ts';

/** `name`: of the file, or its address. `kind`: undefined where nothing is known of it. */
export function unreadable(name: string, kind: FileKind | undefined): Refusal {
  const { what, remedy } = told(name, kind);
  const message = what
    ? t('"{name}" cannot be read as a picture: it is {what}.', { name, what })
    : t('"{name}" cannot be read as a picture.', { name });
  return refuse('media.unreadable', 'media', message, remedy);
}

interface Told {
  what?: string;
  remedy: string;
}

function told(name: string, kind: FileKind | undefined): Told {
  const whole = t('Add a whole JPEG, PNG, WebP or GIF file.');
  switch (kind) {
    case undefined:
      return { remedy: whole };
    case 'empty':
      return { what: t('an empty file'), remedy: whole };
    case 'page':
      return pageOf(name);
    case 'video':
      return {
        what: t('a video'),
        remedy: t('Export it as MP4, and add it again with the ending .mp4.'),
      };
    case 'sound':
      return { what: t('a sound'), remedy: t('Pictures and videos are published: make it a video (MP4).') };
    case 'document':
      return { what: t('a document'), remedy: t('Save the picture in it as JPEG or PNG, and add that.') };
    case 'archive':
      return { what: t('an archive of files'), remedy: t('Unpack it, and add the pictures by themselves.') };
    case 'HEIC':
      return {
        what: t('a HEIC file, as iPhones make them'),
        remedy: t(
          'Export it as JPEG (in Photos: share, then Options, Most Compatible), or set the camera to Settings, Camera, Formats, Most Compatible.',
        ),
      };
    default:
      return { what: t('a {kind} file', { kind }), remedy: t('Export it as JPEG or PNG.') };
  }
}

/** A link to share leads to a page that shows the picture. */
function pageOf(name: string): Told {
  const host = URL.canParse(name) ? new URL(name).hostname : undefined;
  const service = host === undefined ? undefined : SERVICES.find(({ hosts }) => hosts.test(host));
  if (service)
    return {
      what: t('a page of {service} that shows it', { service: service.title }),
      remedy: service.remedy(),
    };
  return {
    what: t('a web page'),
    remedy: host
      ? t(
          "Give the address of the picture itself (in a browser: the picture's menu, then Copy image address), or upload it.",
        )
      : t('Save the picture itself, and upload that.'),
  };
}

const upload = () => t('Download the picture there, and upload it here.');

const SERVICES: { title: string; hosts: RegExp; remedy(): string }[] = [
  { title: 'Google Drive', hosts: /(^|\.)(drive|docs|accounts)\.google\.com$/, remedy: upload },
  { title: 'Google Photos', hosts: /(^|\.)(photos\.google\.com|photos\.app\.goo\.gl)$/, remedy: upload },
  {
    title: 'Dropbox',
    hosts: /(^|\.)dropbox\.com$/,
    remedy: () => t('Put raw=1 in the place of dl=0 at the end of its address, or upload the picture.'),
  },
  { title: 'OneDrive', hosts: /(^|\.)(1drv\.ms|onedrive\.live\.com|sharepoint\.com)$/, remedy: upload },
  { title: 'iCloud', hosts: /(^|\.)icloud\.com$/, remedy: upload },
  { title: 'Box', hosts: /(^|\.)box\.com$/, remedy: upload },
  { title: 'WeTransfer', hosts: /(^|\.)(wetransfer\.com|we\.tl)$/, remedy: upload },
  { title: 'Canva', hosts: /(^|\.)canva\.com$/, remedy: upload },
  { title: 'Figma', hosts: /(^|\.)figma\.com$/, remedy: upload },
];
