/** Discord's limits on messages: texts, embeds, mentions, attachments, polls. */
import { between, ID, INSTANT, type Limit, type Limits, link, list, text, WITHOUT_REPEATS } from './words.ts';

/** More than a message's 2,000, which hold for people without Nitro and for bots: `rules/message.ts`. */
const CONTENT = text(4000);
const CONTENT_OF_WEBHOOK = text(2000);
const COLOUR = between(0, 0xff_ffff);
const LARGEST_INT32 = 2_147_483_647;

const SHARED: Record<string, Limit> = { embeds: list(10), attachments: list(10), components: list(40) };
const PICTURE: Record<string, Limit> = {
  url: link(2048),
  placeholder: text(64),
  placeholder_version: between(0, LARGEST_INT32),
  description: text(4096),
};

export const MESSAGE_LIMITS: Limits = {
  RESTPostAPIChannelMessageJSONBody: { ...SHARED, content: CONTENT, sticker_ids: list(3), nonce: text(25) },
  RESTPatchAPIChannelMessageJSONBody: { ...SHARED, content: CONTENT },
  RESTPostAPIWebhookWithTokenJSONBody: {
    ...SHARED,
    content: CONTENT_OF_WEBHOOK,
    username: text(80, 1),
    avatar_url: link(2048),
    thread_name: text(100),
    applied_tags: list(5),
  },
  RESTPatchAPIWebhookWithTokenMessageJSONBody: { ...SHARED, content: CONTENT_OF_WEBHOOK },
  APIInteractionResponseCallbackData: { ...SHARED, content: CONTENT_OF_WEBHOOK },
  // Forwarding is not played.
  RESTAPIMessageReference: { type: { enum: [0, null] }, message_id: { ...ID, type: ['string', 'integer'] } },
  APIAllowedMentions: {
    parse: WITHOUT_REPEATS,
    users: { ...list(100), ...WITHOUT_REPEATS },
    roles: { ...list(100), ...WITHOUT_REPEATS },
  },
  RESTAPIAttachment: {
    filename: text(1024, 1),
    title: text(1024),
    description: text(1024),
    waveform: text(400),
    duration_secs: between(0, LARGEST_INT32),
  },
  APIEmbed: {
    title: text(256),
    description: text(4096),
    url: link(2048),
    color: COLOUR,
    timestamp: INSTANT,
    fields: list(25),
  },
  APIEmbedAuthor: { name: text(256), url: link(2048), icon_url: link(2048) },
  APIEmbedFooter: { text: text(2048), icon_url: link(2048) },
  APIEmbedField: { name: text(256), value: text(1024) },
  APIEmbedProvider: { name: text(256), url: link(2048) },
  APIEmbedImage: PICTURE,
  APIEmbedVideo: PICTURE,
  RESTAPIPoll: { answers: list(10, 1), duration: between(1, 768) },
  APIPollMedia: { text: text(300, 1) },
  APIPartialEmoji: { name: text(32) },
  APIMessageSharedClientTheme: {
    colors: { ...list(5, 1), items: { type: 'string', ...text(6, 6) } },
    gradient_angle: between(0, 360),
    base_mix: between(0, 100),
  },
  RESTPostAPIChannelMessagesBulkDeleteJSONBody: { messages: { ...list(100, 2), ...WITHOUT_REPEATS } },
  RESTPostAPICurrentUserCreateDMChannelJSONBody: { recipient_id: ID },
};
