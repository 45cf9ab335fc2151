/** What messages are about, by name: a worker is one file, and finds nothing by its folder. */
import type { App } from '../../src/app/app.ts';
import { createSubjects } from '../../src/app/showing/subject.ts';
import { subject as freeze } from '../../subjects/freeze.ts';
import { subject as post } from '../../subjects/post.ts';
import { subject as target } from '../../subjects/target.ts';

export const SUBJECTS = createSubjects<App>([freeze, post, target]);
