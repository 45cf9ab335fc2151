/** What a community asks of posts, told before they are approved. Patterns (Python's) are left to Reddit. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Message } from '../network.ts';
import type { RedditClient } from './client.ts';
import { FLAIR, LINK, TITLE } from './fields.ts';

const strings = z.array(z.string()).default([]).catch([]);
const length = z.number().int().positive().nullish().catch(undefined);
const requirementsSchema = z.object({
  ...{ title_text_min_length: length, title_text_max_length: length },
  ...{ title_required_strings: strings, title_blacklisted_strings: strings },
  ...{ body_text_min_length: length, body_text_max_length: length },
  ...{ body_required_strings: strings, body_blacklisted_strings: strings },
  ...{ domain_whitelist: strings, domain_blacklist: strings },
  body_restriction_policy: z.string().nullish().catch(undefined),
  link_restriction_policy: z.string().nullish().catch(undefined),
  is_flair_required: z.boolean().default(false).catch(false),
});
const aboutSchema = z.object({
  data: z.object({
    submission_type: z.string().nullish().catch(undefined),
    allow_videos: z.boolean().nullish().catch(undefined),
  }),
});

export type Requirements = z.infer<typeof requirementsSchema> & {
  /** `any`, `link`, `self`. */
  takes?: string | null;
  takesNoVideos?: boolean;
};

/** Throws `NetworkError`. */
export async function requirementsOf(client: RedditClient, community: string): Promise<Requirements> {
  const name = encodeURIComponent(community);
  const [asked, about] = await Promise.all([
    client.call({ path: `/api/v1/${name}/post_requirements`, answer: requirementsSchema }),
    client.call({ path: `/r/${name}/about`, answer: aboutSchema }),
  ]);
  const { submission_type, allow_videos } = about.data;
  return { ...asked, takes: submission_type, takesNoVideos: allow_videos === false };
}

export function checkRequirements({ text, video, fields = {} }: Message, asked: Requirements): Finding[] {
  const { [TITLE]: title = '', [LINK]: link } = fields;
  const { is_flair_required, takes, takesNoVideos } = asked;
  return [
    ...(takes === 'self' && link !== undefined ? [noLinks()] : []),
    ...(takes === 'link' && link === undefined && !video ? [linksOnly()] : []),
    ...(video && (takes === 'self' || takesNoVideos) ? [noVideos()] : []),
    ...(is_flair_required && !fields[FLAIR] ? [noFlair()] : []),
    ...checkWords('title', title, {
      ids: TITLE_IDS,
      least: asked.title_text_min_length,
      most: asked.title_text_max_length,
      required: asked.title_required_strings,
      banned: asked.title_blacklisted_strings,
    }),
    ...checkBody(text, asked),
    ...(link === undefined ? [] : checkDomain(link, asked)),
  ];
}

function checkBody(text: string, asked: Requirements): Finding[] {
  if (asked.body_restriction_policy === 'notAllowed')
    return text.trim() === '' ? [] : [finding('reddit.community.text.not_allowed', 'text', BODY_BANNED)];
  // Without a text a video alone goes out from here.
  if (text.trim() === '') return [];
  return checkWords('text', text, {
    ids: TEXT_IDS,
    least: asked.body_text_min_length,
    most: asked.body_text_max_length,
    required: asked.body_required_strings,
    banned: asked.body_blacklisted_strings,
  });
}

const TITLE_IDS = {
  least: 'reddit.community.title.min_characters',
  most: 'reddit.community.title.max_characters',
  required: 'reddit.community.title.required',
  banned: 'reddit.community.title.banned',
};
const TEXT_IDS = {
  least: 'reddit.community.text.min_characters',
  most: 'reddit.community.text.max_characters',
  required: 'reddit.community.text.required',
  banned: 'reddit.community.text.banned',
};

interface Rule {
  /** Of what is found where one of them is not kept. */
  ids: Record<'least' | 'most' | 'required' | 'banned', string>;
  least?: number | null;
  most?: number | null;
  /** One of them at least. */
  required: string[];
  banned: string[];
}

function checkWords(
  field: 'title' | 'text',
  words: string,
  { ids, least, most, required, banned }: Rule,
): Finding[] {
  const found = [...words].length;
  const holds = (one: string) => one !== '' && words.toLowerCase().includes(one.toLowerCase());
  const hit = banned.find(holds);
  return [
    ...(least && found < least
      ? [
          finding(ids.least, field, {
            message: t(
              'The community asks for {least} characters at least in the {field}; there are {found}.',
              {
                ...{ least, field, found },
              },
            ),
            remedy: t('Lengthen it by {under}.', { under: least - found }),
          }),
        ]
      : []),
    ...(most && found > most
      ? [
          finding(ids.most, field, {
            message: t('The community takes {most} characters in the {field}; there are {found}.', {
              ...{ most, field, found },
            }),
            remedy: t('Shorten it by {over}.', { over: found - most }),
          }),
        ]
      : []),
    ...(required.length > 0 && !required.some(holds)
      ? [
          finding(ids.required, field, {
            message: t('The community wants one of these in the {field}: {required}.', {
              ...{ field, required: required.join(', ') },
            }),
            remedy: t('Put one of them in.'),
          }),
        ]
      : []),
    ...(hit === undefined
      ? []
      : [
          finding(ids.banned, field, {
            message: t('The community takes no {field} with "{hit}".', { field, hit }),
            remedy: t('Take it out.'),
          }),
        ]),
  ];
}

function checkDomain(link: string, asked: Requirements): Finding[] {
  const host = URL.canParse(link) ? new URL(link).hostname : '';
  const isIn = (domains: string[]) =>
    domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  const { link_restriction_policy: policy, domain_whitelist: allowed, domain_blacklist: banned } = asked;
  if (policy === 'whitelist' && allowed.length > 0 && !isIn(allowed))
    return [
      finding('reddit.community.link.not_allowed', LINK, {
        message: t('The community takes links to these sites alone: {allowed}.', {
          allowed: allowed.join(', '),
        }),
        remedy: t('Choose another link, or another community.'),
      }),
    ];
  if (policy === 'blacklist' && isIn(banned))
    return [
      finding('reddit.community.link.banned', LINK, {
        message: t('The community takes no links to {host}.', { host }),
        remedy: t('Choose another link, or another community.'),
      }),
    ];
  return [];
}

function finding(id: string, field: string, words: Pick<Finding, 'message' | 'remedy'>): Finding {
  return { id, level: 'error', field, ...words };
}

const BODY_BANNED = {
  message: t('The community takes posts without a text alone.'),
  remedy: t('Choose another community: a text goes with each post from here, but for videos.'),
};

function noLinks(): Finding {
  return finding('reddit.community.link.not_taken', LINK, {
    message: t('The community takes no link posts.'),
    remedy: t('Take the field link out; a link may stand in the text.'),
  });
}

function noVideos(): Finding {
  return finding('reddit.community.video.not_taken', 'media', {
    message: t('The community takes no videos.'),
    remedy: t('Choose another community, or leave the video out.'),
  });
}

function linksOnly(): Finding {
  return finding('reddit.community.text.not_taken', LINK, {
    message: t('The community takes link posts alone.'),
    remedy: t('Fill in the field link.'),
  });
}

function noFlair(): Finding {
  return finding('reddit.community.flair.required', FLAIR, {
    message: t('The community wants a flair on each post.'),
    remedy: t('Choose one with Fields.'),
  });
}
