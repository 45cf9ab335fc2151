import { defineSubject } from '../src/app/app.ts';
import { drawSource } from '../src/app/listening/source-card.ts';

export const subject = defineSubject({ kind: 'source', draw: (app, name) => drawSource(app, name) });
