/** The button on the card of a post that is not as it was approved. */
import { defineButton, defineGroup } from '../../src/app/app.ts';
import { checkDelivery } from '../../src/app/receipts/checking.ts';
import { drawReceipt } from '../../src/app/receipts/receipt-card.ts';
import { isMirrored } from '../../src/app/showing/mirrored.ts';
import { card, text } from '../../src/chat/card.ts';
import { t } from '../../src/kit/t.ts';

export const command = defineGroup({
  name: 'receipt',
  summary: t('Look again at published posts'),
  buttons: [
    defineButton({
      action: 'receipt.check',
      allow: 'member',
      async press({ id, message }, app) {
        const check = await checkDelivery(app, Number(id));
        if (check.kind === 'unread')
          return card(t('It could not be read now'), {
            blocks: [text(`${check.message} ${check.remedy}`.trim())],
          });
        return (await isMirrored(app, message)) ? undefined : drawReceipt(app, Number(id));
      },
    }),
  ],
});
