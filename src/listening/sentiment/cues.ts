/** The words of a language that change what the words around them say. Each language is a file in `languages/`. */

export interface Cues {
  /** Turn what stands within the next words: not, never. */
  negators: Set<string>;
  /** The negator may follow what it turns: "gefällt mir nicht". */
  negatesBackwards: boolean;
  /** Words that hang on the next one by an apostrophe: "l'amour", "n'aime". */
  elides: boolean;
  intensifiers: Set<string>;
  downtoners: Set<string>;
  /** What follows counts more than what stood before: but, however. */
  contrasts: Set<string>;
  /** What no customer wants: outage, delay, refund. Praise right before it is meant ironically. */
  troubles: Set<string>;
  /** What makes a trouble good news, before or after it: fixed, without, fewer. */
  remedies: Set<string>;
  /** Lengths of time; a quantity before them and praise around them is a complaint. */
  durations: Set<string>;
  /** Once more: another, again, the third. */
  repetitions: Set<string>;
  /** Ask for a reason, as complaints do. */
  whys: Set<string>;
  /** Begin a question: why, when. */
  questions: Set<string>;
}

/** Lists as strings of words, which read better than a hundred quotes. */
export type CueLists = {
  [name in keyof Cues]?: Cues[name] extends boolean ? boolean : string;
};

export function cues(lists: CueLists): Cues {
  const set = (words = ''): Set<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));
  return {
    negators: set(lists.negators),
    negatesBackwards: lists.negatesBackwards ?? false,
    elides: lists.elides ?? false,
    intensifiers: set(lists.intensifiers),
    downtoners: set(lists.downtoners),
    contrasts: set(lists.contrasts),
    troubles: set(lists.troubles),
    remedies: set(lists.remedies),
    durations: set(lists.durations),
    repetitions: set(lists.repetitions),
    whys: set(lists.whys),
    questions: set(lists.questions),
  };
}
