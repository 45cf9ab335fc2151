/** Whose token it is, and what they may post now. */

import type { Operation } from './call.ts';
import { invalid } from './error.ts';

/** Each with the scope that shows it. */
const FIELDS: Record<string, string> = {
  ...{ open_id: 'user.info.basic', union_id: 'user.info.basic', display_name: 'user.info.basic' },
  ...{ avatar_url: 'user.info.basic', username: 'user.info.profile', profile_deep_link: 'user.info.profile' },
  ...{ is_verified: 'user.info.profile', follower_count: 'user.info.stats', video_count: 'user.info.stats' },
};

export const userInfo: Operation = ({ state, token, query }) => {
  const asked = (query.fields ?? '').split(',').filter(Boolean);
  if (asked.length === 0) throw invalid('Fields is required');
  const { id, displayName, username } = state.userOf(token);
  const all: Record<string, unknown> = {
    ...{ open_id: id, union_id: `union-${id}`, display_name: displayName, username },
    ...{ avatar_url: 'https://p16.tiktokcdn.example/avatar.jpeg', is_verified: false },
    ...{ profile_deep_link: `https://www.tiktok.com/@${username}`, follower_count: 12, video_count: 0 },
  };
  const user = asked.map((field) => {
    const scope = FIELDS[field];
    if (scope === undefined) throw invalid(`Fields is invalid: ${field}`);
    state.checkScope(token, scope);
    return [field, all[field]];
  });
  return { user: Object.fromEntries(user) };
};

const LONGEST = 600;

export const creatorInfo: Operation = ({ state, token }) => {
  state.checkScope(token, 'video.publish');
  state.pace(token, 'creator_info', 20);
  const user = state.userOf(token);
  const { username, displayName, off = [], longest = LONGEST } = user;
  return {
    creator_avatar_url: 'https://p16.tiktokcdn.example/avatar.jpeg',
    ...{ creator_username: username, creator_nickname: displayName },
    privacy_level_options: state.optionsOf(user),
    comment_disabled: off.includes('comment'),
    duet_disabled: off.includes('duet'),
    stitch_disabled: off.includes('stitch'),
    max_video_post_duration_sec: longest,
  };
};
