/** What Reddit asks of a post beyond its limits, whatever the community. */
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Message } from '../network.ts';
import { checkSending } from '../one-request.ts';
import { LINK } from './fields.ts';

/** `editing`: the text of a post that is out is to be set. */
export function checkRedditPost({ text, video, fields = {} }: Message, editing: boolean): Finding[] {
  const link = fields[LINK];
  if (editing) return link === undefined && !video ? [] : [noEdits()];
  return [
    ...(link === undefined || isWeb(link) ? [] : [noLink(link)]),
    ...(video && link !== undefined ? [linkBesideVideo()] : []),
    ...(video && text.trim() !== '' ? [textBesideVideo()] : []),
    ...(video ? checkSending(REDDIT, video) : []),
  ];
}

function isWeb(link: string): boolean {
  return URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);
}

function noLink(link: string): Finding {
  return {
    ...{ id: 'reddit.link.unreadable', level: 'error', field: LINK, about: link },
    message: t('"{link}" is no web address.', { link }),
    remedy: t('Write it whole, with https:// in front.'),
  };
}

function linkBesideVideo(): Finding {
  return {
    ...{ id: 'reddit.link.beside_video', level: 'error', field: LINK },
    message: t('A post on Reddit is a video or a link; this one has both.'),
    remedy: t('Take the field link out, or the video.'),
  };
}

/** It goes along; Reddit's API does not say what becomes of it. */
function textBesideVideo(): Finding {
  return {
    ...{ id: 'reddit.video.text', level: 'warning', field: 'text' },
    message: t('Reddit may leave the text beside a video out; the title is shown in any case.'),
    remedy: t('Say in the title what counts, or accept it.'),
  };
}

function noEdits(): Finding {
  return {
    ...{ id: 'reddit.link.no_edit', level: 'error', field: 'to' },
    message: t('The text of a post with a link or a video on Reddit stays as it is.'),
    remedy: t('Leave Reddit out, or delete it there and post it anew.'),
  };
}

const REDDIT = { name: 'reddit', title: 'Reddit' };
