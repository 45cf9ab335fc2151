/** What a network takes, as far as it can be counted before anything is sent. */
import type { Quota } from '../posts/quota.ts';

export interface Limits {
  /** All of them hold at once: Bluesky counts graphemes and bytes. */
  text: TextLimit[];
  /** Undefined: this network takes no images. */
  images?: ImageLimits;
  /** Undefined: this network takes no video. */
  video?: VideoLimits;
  /** A post may consist of images, or of a video, alone. */
  textOptional: boolean;
  /** How much of it the network takes in a span of time. */
  quota?: Quota[];
  /** The instance could not be asked and has told nothing yet: these are what such an instance has as a rule. */
  assumed?: boolean;
}

export interface TextLimit {
  /** `graphemes`, `bytes`, `characters`: ends the finding's id, `bluesky.text.max_graphemes`. */
  unit: string;
  most: number;
  /** By the network's own rule (a URL may count 23). `warning`: what stands before the text counts where the rule says so. */
  count(text: string, warning?: string): number;
}

export interface ImageLimits {
  most: number;
  /** Bytes of one image. */
  bytes: number;
  /** Width times height of one image. */
  pixels?: number;
  contentTypes: string[];
  /** Characters of alternative text. Undefined: it keeps none. */
  alt?: number;
}

/** Of the picture that is the cover of a video. */
export interface CoverLimits {
  contentTypes: string[];
  /** Bytes. */
  bytes: number;
  /** Width times height. Undefined: it tells none. */
  pixels?: number;
  /** No video is taken without one. */
  isRequired?: true;
}

export interface VideoLimits {
  /** Bytes. */
  bytes: number;
  /** Ms. Undefined: it tells none. */
  longest?: number;
  /** Ms. Undefined: as short as can be. */
  shortest?: number;
  /** Width times height. */
  pixels?: number;
  contentTypes: string[];
  /** Characters of alternative text. Undefined: it keeps none. */
  alt?: number;
  /** A picture may be its cover. Undefined: it shows a frame of its own. */
  cover?: CoverLimits;
}
