/** What is kept with an intent on its way. */
import { NOTHING_RECEIVED } from '../upload-progress.ts';

/** `publish_id` */
export const PUBLISH = 'publish';
/** Where chunks go, and until when (epoch ms). Empty: they are not taken there any more. */
export const UPLOAD = 'upload';
export const UPLOAD_UNTIL = 'upload_until';
/** Epoch ms: since when the request that publishes may have been made. */
export const HANDED_AT = 'handed_at';
/** Epoch ms: since when TikTok has all of a video, by its answer to the last chunk. */
export const WHOLE_AT = 'whole_at';
/** Of the account. */
export const USERNAME = 'username';

/** After which all is begun anew. */
export const NONE = {
  ...{ [PUBLISH]: '', [UPLOAD]: '', [UPLOAD_UNTIL]: '', [HANDED_AT]: '', [WHOLE_AT]: '' },
  ...NOTHING_RECEIVED,
};
