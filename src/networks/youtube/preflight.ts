/** What YouTube asks of a video beyond its limits, and what becomes of it while the app is not audited. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Message } from '../network.ts';
import type { YouTubeAccount } from './account.ts';
import { checkAnswer } from './answering.ts';
import { TAGS, TITLE, tagsIn } from './fields.ts';
import { MOST_TAGS } from './limits.ts';
import { wantedPrivacy } from './resource.ts';

export function checkVideoPost(message: Message, { standing }: YouTubeAccount, editing: boolean): Finding[] {
  const { text, video, cover, fields = {} } = message;
  if (message.answers) return checkAnswer(message);
  return [
    ...(video ? [] : [withoutVideo()]),
    ...(video && cover && !editing ? [coverMayBeRefused()] : []),
    ...checkAngles('youtube.text.angle_brackets', 'text', t('the text'), text),
    ...checkAngles('youtube.title.angle_brackets', TITLE, t('the title'), fields[TITLE]),
    ...checkAngles('youtube.tags.angle_brackets', TAGS, t('the tags'), fields[TAGS]),
    ...checkTags(message),
    ...(standing === 'unaudited' && !editing && wantedPrivacy(message) !== 'private' ? [unaudited()] : []),
  ];
}

function withoutVideo(): Finding {
  return {
    ...{ id: 'youtube.video.missing', level: 'error', field: 'media' },
    message: t('YouTube takes videos alone; this post has none.'),
    remedy: t('Add a video (MP4), or leave YouTube out.'),
  };
}

/** Whether a channel may is told by no question: only when the cover is given. */
function coverMayBeRefused(): Finding {
  return {
    ...{ id: 'youtube.cover.verified', level: 'warning', field: 'media' },
    message: t(
      'YouTube takes covers from verified channels alone: from another one the video is shown with a frame of its own, and the card says so.',
    ),
    remedy: t('Verify the channel (youtube.com/verify), or accept it.'),
  };
}

function checkAngles(id: string, field: string, where: string, words = ''): Finding[] {
  if (!/[<>]/.test(words)) return [];
  return [
    {
      ...{ id, level: 'error', field },
      message: t('YouTube takes neither "<" nor ">"; {where} has one.', { where }),
      remedy: t('Write it another way.'),
    },
  ];
}

/** A tag with a blank counts as if it stood between quotes; commas stand between them. */
function checkTags(message: Message): Finding[] {
  const tags = tagsIn(message);
  const found = tags.reduce((sum, tag) => sum + tag.length + (tag.includes(' ') ? 2 : 0), tags.length - 1);
  if (found <= MOST_TAGS) return [];
  return [
    {
      ...{ id: 'youtube.tags.max_all', level: 'error', field: TAGS },
      message: t('YouTube takes {most} characters of tags in all; these have {found}.', {
        most: MOST_TAGS,
        found,
      }),
      remedy: t('Take some out.'),
    },
  ];
}

function unaudited(): Finding {
  return {
    ...{ id: 'youtube.app.unaudited', level: 'warning', field: 'to' },
    message: t('Google has not audited the app: YouTube keeps the video private, and only you will see it.'),
    remedy: t('Let your operator apply for the audit (docs/youtube.md), or accept it.'),
  };
}
