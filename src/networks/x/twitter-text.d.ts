/** Two of the library's files by themselves: the whole of it takes twice as long to load. */
declare module 'twitter-text/dist/parseTweet.js' {
  export { parseTweet as default } from 'twitter-text';
}
declare module 'twitter-text/dist/extractUrlsWithIndices.js' {
  export { extractUrlsWithIndices as default } from 'twitter-text';
}
