/** What an author filled in, word for word. It is kept as it is until it can be read, and nothing of it is lost. */
export interface PostInput {
  text: string;
  /** Names of targets or groups, comma-separated. */
  to: string;
  /** ISO, "tomorrow 9:00", "in 2 minutes"; empty: as soon as it is approved. */
  at: string;
  media: InputMedia[];
  campaign: string;
}

export interface InputMedia {
  /** Of the bytes, once they are kept. */
  hash: string;
  alt: string;
  name: string;
}

export const emptyInput: PostInput = { text: '', to: '', at: '', media: [], campaign: '' };
