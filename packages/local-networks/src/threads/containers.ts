/** Making containers, and asking how they stand. */
import { GraphError, invalid, notPermitted } from '../meta/error.ts';
import { type Call, only } from '../meta/http.ts';
import type { Container, State } from '../meta/state.ts';

export const FIELDS = [
  ...['media_type', 'text', 'image_url', 'alt_text', 'is_carousel_item', 'children', 'reply_to_id'],
  ...['reply_control', 'link_attachment', 'topic_tag', 'video_url'],
];

const EMOJI = 'RGI_Emoji';
const MOST_TEXT = 500;
const MOST_LINKS = 5;
const MOST_ALT = 1_000;
const MOST_ITEMS = 20;

export async function createContainer(state: State, { token, fields }: Call): Promise<unknown> {
  const { media_type: kind, text = '', reply_to_id: replyTo } = fields;
  const isItem = fields.is_carousel_item === 'true';
  checkText(text, fields.link_attachment);
  if (isItem && (text !== '' || replyTo !== undefined))
    throw invalid('Invalid parameter: a carousel item has neither a text nor a reply');
  if (replyTo !== undefined) checkReply(state, replyTo, token.scopes);
  const common = { owner: token.user, isItem, text, ...(replyTo !== undefined && { replyTo }) };
  if (kind === 'TEXT') {
    if (text === '' || isItem) throw invalid('The parameter text is required');
    return named(await state.add({ ...common, kind, pictures: [] }, []));
  }
  if (kind === 'IMAGE') return named(await state.add({ ...common, kind, pictures: [] }, [pictureOf(fields)]));
  if (kind === 'VIDEO') {
    const { video_url: address } = fields;
    if (!address) throw invalid('The parameter video_url is required');
    if (isItem) throw invalid('Albums with videos are not played here');
    return named(state.addFilm({ ...common, kind, pictures: [] }, address));
  }
  if (kind !== 'CAROUSEL') throw invalid('Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}');
  const pictures = childrenOf(state, token.user, fields);
  return named(await state.add({ ...common, kind, pictures }, []));
}

function named({ id }: Container): { id: string } {
  return { id };
}

export function getContainer(state: State, container: Container, { fields }: Call): unknown {
  const status = state.statusOf(container);
  const isPost = status === 'PUBLISHED' && state.options.publishedContainers === 'have no status';
  const all = isPost
    ? { id: container.id, text: container.text }
    : { id: container.id, status, error_message: container.fault };
  return only(fields.fields, all, ['id']);
}

function checkText(text: string, attached: string | undefined): void {
  if (weigh(text) > MOST_TEXT)
    throw invalid(`Param text must be at most ${MOST_TEXT} characters long.`, 4_279_004);
  const links = new Set(text.match(/https?:\/\/[^\s]+/g) ?? []);
  if (attached) links.add(attached);
  if (links.size > MOST_LINKS)
    throw new GraphError(400, {
      message: 'THREADS_API__LINK_LIMIT_EXCEEDED',
      code: 100,
      error_user_title: 'Too many links',
      error_user_msg: `A post can have at most ${MOST_LINKS} unique links.`,
    });
}

/** Code points; those of an emoji by their bytes. */
function weigh(text: string): number {
  // Emoji of several characters are told by flags of expressions that the compiler's target has no literals for.
  const emoji = new RegExp(`\\p{${EMOJI}}`, 'gv');
  const found = text.match(emoji) ?? [];
  const bytes = found.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  return [...text.replaceAll(emoji, '')].length + bytes;
}

function checkReply(state: State, id: string, scopes: string[]): void {
  if (!scopes.includes('threads_manage_replies')) throw notPermitted('threads_manage_replies');
  const post = state.posts.get(id) ?? state.remarks.get(id);
  if (!post || !state.isListed(post)) throw missing(id);
}

function pictureOf({ image_url: address, alt_text: alt = '' }: Call['fields']) {
  if (!address) throw invalid('The parameter image_url is required');
  if ([...alt].length > MOST_ALT)
    throw invalid(`Param alt_text must be at most ${MOST_ALT} characters long.`);
  return { address, alt };
}

function childrenOf(state: State, owner: string, { children = '' }: Call['fields']) {
  const ids = children.split(',').filter(Boolean);
  if (ids.length < 2 || ids.length > MOST_ITEMS)
    throw invalid(`Param children must have between 2 and ${MOST_ITEMS} items`);
  return ids.flatMap((id) => {
    const child = state.containers.get(id);
    const isGood = child?.isItem && child.owner === owner && state.statusOf(child) === 'FINISHED';
    if (!isGood) throw invalid('The carousel child items are invalid or expired', 4_279_004);
    return child.pictures;
  });
}

/** Also of what was made a moment ago. */
export function missing(id: string): GraphError {
  return new GraphError(400, {
    message: 'The requested resource does not exist',
    code: 24,
    error_subcode: 4_279_009,
    is_transient: false,
    error_user_title: 'Media Not Found',
    error_user_msg: `The media with id ${id} cannot be found.`,
  });
}
