/** A post that the playground's account has published. */
export interface AccountPost {
  id: string;
  url: string;
  text: string;
  images: { alt: string; width: number; height: number }[];
  /** Epoch milliseconds by the playground's clock. */
  at: number;
}
