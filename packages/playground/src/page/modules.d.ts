declare module '*.css';

/** Made by the build of all files in stories/ that export a `story`. */
declare module 'playground:stories' {
  export const stories: import('./stories/story.ts').Story[];
}
