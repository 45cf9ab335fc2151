import { defineSubject } from '../src/app/app.ts';
import { drawPlace } from '../src/app/showing/closed-places.ts';

export const subject = defineSubject({ kind: 'place', draw: drawPlace });
