/** What the build finds by its folder, as the running code does: a member is added as a file, and no list is edited. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A member is a file, or a folder with an index file. */
const FAMILIES = [
  'commands',
  'jobs',
  'listeners',
  'subjects',
  'alarms',
  'pages',
  'config/team/sections',
  'src/cli/verbs',
  'src/moderation/rules',
  'src/posts/preflight/rules',
  'packages/playground/src/networks',
];
/** A member is a folder, and files beside it are what they share. */
const FAMILIES_OF_FOLDERS = ['src/networks'];

/** Paths of all members from the root of the package, with slashes. A family that is not there has none. */
export async function members(root) {
  const of = async (family) => {
    const entries = await readdir(join(root, family), { withFileTypes: true }).catch(ifThere);
    return entries.map((entry) =>
      entry.isDirectory() ? `${family}/${entry.name}/index.ts` : `${family}/${entry.name}`,
    );
  };
  const all = await Promise.all(FAMILIES.map(of));
  const folders = await Promise.all(FAMILIES_OF_FOLDERS.map(of));
  return [
    ...all.flat().filter((file) => file.endsWith('.ts')),
    ...folders.flat().filter((file) => file.endsWith('/index.ts')),
  ];
}

/** The text of a module that lists the stories in a page's folder `stories`: each file with an ending of JSX is one. */
export async function storiesModule(page) {
  const files = (await readdir(join(page, 'stories'))).filter((file) => file.endsWith('.tsx')).sort();
  const imports = files.map((file, index) => `import { story as s${index} } from './stories/${file}';`);
  const list = files.map((_, index) => `s${index}`).join(', ');
  return `${imports.join('\n')}\nexport const stories = [${list}];`;
}

/** The image is built without packages/. */
function ifThere(error) {
  if (error.code !== 'ENOENT') throw error;
  return [];
}
