/** What it costs to post on a network that charges for it. Amounts are mills: thousandths of a US dollar. */

export interface Costs {
  /** About what a post costs, by the network's price list. */
  of(post: Priced): Promise<Price>;
  /** That posts may cost in a calendar month, as the team file says. */
  most?: number;
}

/** One post; of a thread each part is one. */
export interface Priced {
  text: string;
  /** How many of its pictures have an alt text. */
  alts: number;
}

export interface Price {
  mills: number;
  /** Why it is dear, in words: "it carries a link". Empty: it is the plain price. */
  why: string;
}
