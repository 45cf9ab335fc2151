/** A post as people see it on a network. */
export interface FeedPost {
  id: string;
  /** Where it stands there, as the network tells it. */
  address: string;
  /** In whose name. */
  author: string;
  /** What that is, or where it stands there: "Page", "in Kites", "r/kites". */
  place: string;
  /** Null: it has none there. */
  title: string | null;
  text: string;
  /** Each stands at `/files/NETWORK/ID/INDEX`. Of one whose alt text is null the network keeps none. */
  pictures: { alt: string | null }[];
  /** What is shown of a link; null: no link stands beside the text. */
  card: { title: string; source: string } | null;
  /** The text of what it answers. */
  answers: string | null;
  /** In a word or two each: "edited", "spoiler". */
  marks: string[];
  /** Epoch milliseconds by the playground's clock. */
  at: number;
}

/** All that went out to one network. */
export interface Feed {
  network: string;
  /** As people write it: `Instagram`. */
  title: string;
  /** Its colour. */
  accent: string;
  /** Newest first. */
  posts: FeedPost[];
}
