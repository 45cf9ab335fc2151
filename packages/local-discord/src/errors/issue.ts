/** What is wrong with a request's field, and Discord's way to say it: a tree along the field's path. */

export interface Issue {
  path: (string | number)[];
  code: string;
  message: string;
}

export interface IssueTree {
  [key: string]: IssueTree | { code: string; message: string }[];
}

export function issue(path: (string | number)[], code: string, message: string): Issue {
  return { path, code, message };
}

export function tooLong(path: (string | number)[], limit: number): Issue {
  return issue(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${limit} or fewer in length.`);
}

/** `{ embeds: { 0: { title: { _errors: [{ code, message }] } } } }` */
export function issueTree(issues: readonly Issue[]): IssueTree {
  const root: IssueTree = {};
  for (const { path, code, message } of issues) {
    const node = path.reduce(child, root);
    const list = node._errors;
    if (Array.isArray(list)) list.push({ code, message });
    else node._errors = [{ code, message }];
  }
  return root;
}

function child(node: IssueTree, key: string | number): IssueTree {
  const next = node[key];
  if (next && !Array.isArray(next)) return next;
  const made: IssueTree = {};
  node[key] = made;
  return made;
}

/** Characters as Discord counts them: code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}
