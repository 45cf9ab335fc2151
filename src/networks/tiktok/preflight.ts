/** What TikTok asks of a post beyond its limits, and what becomes of it while the app is not audited. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { checkPublicMedia } from '../fetched-media.ts';
import type { Message, Outside } from '../network.ts';
import { noSuchSecond } from '../video-cover.ts';
import type { TikTokAccount } from './account.ts';
import {
  BOTH,
  COVER,
  coverIn,
  isYes,
  MOST_TITLE,
  ONLY_ME,
  PAID,
  PRIVACY,
  PROMOTES,
  SYNTHETIC,
  TITLE,
} from './fields.ts';
import { nothingToShow, promotes, wantedPrivacy } from './post.ts';

export function checkPost(message: Message, account: TikTokAccount, outside: Outside): Finding[] {
  return [
    ...checkMedia(message),
    // A video is sent, and not fetched.
    ...checkPublicMedia(
      { name: 'tiktok', title: 'TikTok' },
      { images: message.images },
      outside,
      account.api_url,
    ),
    ...checkTitle(message),
    ...checkCover(message),
    ...checkMarks(message),
    ...(account.standing === 'unaudited' && wantedPrivacy(message) !== ONLY_ME ? [unaudited()] : []),
  ];
}

function checkMedia({ video, images }: Message): Finding[] {
  if (video || images.length > 0) return [];
  return [
    {
      ...{ id: 'tiktok.media.missing', level: 'error', field: 'media' },
      message: nothingToShow(),
      remedy: t('Add a video (MP4) or a picture, or leave TikTok out.'),
    },
  ];
}

function checkTitle({ video, fields = {} }: Message): Finding[] {
  const { [TITLE]: title = '' } = fields;
  // Of an emoji TikTok counts more than the characters that people see.
  const over = title.length > MOST_TITLE && [...title].length <= MOST_TITLE;
  return [
    ...(video && title !== ''
      ? [
          lost(
            'tiktok.title.video',
            TITLE,
            t('TikTok shows a title with pictures alone; this one is left out.'),
          ),
        ]
      : []),
    ...(!video && over
      ? [
          {
            ...{ id: 'tiktok.title.max_units', level: 'error' as const, field: TITLE },
            message: t('TikTok counts an emoji twice: it takes {most}, and this title has {found}.', {
              ...{ most: MOST_TITLE, found: title.length },
            }),
            remedy: t('Shorten it by {over}.', { over: title.length - MOST_TITLE }),
          },
        ]
      : []),
  ];
}

function checkCover(message: Message): Finding[] {
  const { video, images, fields = {} } = message;
  if (!fields[COVER] || coverIn(message) !== undefined) return [];
  const about = { id: 'tiktok.cover.unreadable', field: COVER };
  if (video) return [noSuchSecond(about, fields[COVER], video)];
  return [
    {
      ...{ ...about, level: 'error' },
      message: t('The cover is the number of a picture, from 1 to {most}; there is "{found}".', {
        ...{ most: images.length, found: fields[COVER] },
      }),
      remedy: t('Write such a number, or leave it empty.'),
    },
  ];
}

function checkMarks(message: Message): Finding[] {
  const isHidden = wantedPrivacy(message) === ONLY_ME;
  return [
    ...(promotes(message, PAID, BOTH) && isHidden
      ? [
          {
            ...{ id: 'tiktok.promotes.hidden', level: 'error' as const, field: PROMOTES },
            message: t('TikTok takes no paid partnership that the account alone sees.'),
            remedy: t('Choose who else sees it, or take the mark away.'),
          },
        ]
      : []),
    ...(!message.video && isYes(message, SYNTHETIC)
      ? [
          lost(
            'tiktok.synthetic.pictures',
            SYNTHETIC,
            t('TikTok marks videos alone as made by AI, and no pictures.'),
          ),
        ]
      : []),
  ];
}

function lost(id: string, field: string, message: string): Finding {
  return { id, level: 'warning', field, message, remedy: t('Say it in the text, or accept it.') };
}

function unaudited(): Finding {
  return {
    ...{ id: 'tiktok.app.unaudited', level: 'error', field: PRIVACY },
    message: t('TikTok has not audited the app: it posts for the eyes of the account alone.'),
    remedy: t('Choose "Only me", or let your operator apply for the audit (docs/tiktok.md).'),
  };
}
