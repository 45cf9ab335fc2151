/** The buttons on the cards of posts. Each carries the post and the revision that its card showed. */
import { defineGroup } from '../../src/app/app.ts';
import { t } from '../../src/kit/t.ts';
import { changing } from './changing.ts';
import { correcting } from './correcting.ts';
import { delivering } from './delivering.ts';
import { filling } from './filling.ts';
import { reading } from './reading.ts';
import { reviewing } from './reviewing.ts';

export const command = defineGroup({
  name: 'post',
  summary: t('Write, show and change posts'),
  buttons: [...reviewing, ...reading, ...changing, ...filling, ...correcting, ...delivering],
});
