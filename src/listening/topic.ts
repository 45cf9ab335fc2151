/** What a mention is about: topics by their words, whatever the case, and never within another word. */

export interface TopicWords {
  name: string;
  words: readonly string[];
  /** Names of sources; all when empty. */
  sources: readonly string[];
}

/** Names of the topics that a text is about, in the team's order. */
export type FindTopics = (text: string, source: string) => string[];

/** Made once for a team: the words become one pattern a topic. Linear in the text. */
export function topicFinder(topics: readonly TopicWords[]): FindTopics {
  const patterns = topics.map(({ name, sources, words }) => ({ name, sources, pattern: patternOf(words) }));
  return (text, source) => {
    const folded = fold(text);
    return patterns
      .filter(
        ({ sources, pattern }) => (sources.length === 0 || sources.includes(source)) && pattern.test(folded),
      )
      .map(({ name }) => name);
  };
}

/** Letters and digits make words; `#tag` and `@name` are found by their word too. */
function patternOf(words: readonly string[]): RegExp {
  const some = words.map((word) => fold(word).trim().split(/\s+/).map(escaped).join('\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${some.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
