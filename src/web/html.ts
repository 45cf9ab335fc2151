/** HTML as a tagged template: what is put in is escaped, unless it is HTML itself. */
export { html, raw } from 'hono/html';
export type { HtmlEscapedString } from 'hono/utils/html';

import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
