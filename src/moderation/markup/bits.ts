/** What is known of a unit of a marked-up text, as bits. */

/** Not shown: a mark, the target of a masked link. */
export const MARK = 1;
export const CODE = 2;
export const QUOTED = 4;
/** A mention, a custom emoji, a time. */
export const OBJECT = 8;
/** Shown as it is, whatever it is: what stands behind a backslash. */
export const ESCAPED = 16;
