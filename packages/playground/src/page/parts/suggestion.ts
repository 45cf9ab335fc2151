/** One completion of what is being typed. */
export interface Suggestion {
  /** What stands in front: `/post`, `new`, `text:`. */
  label: string;
  detail: string;
  /** Enter takes it too, not only Tab: what is typed so far is no whole command. */
  eager: boolean;
}
