/** The buttons on the cards of conversations. Each carries the conversation, and the mention that its card showed. */
import { type App, defineButton, defineGroup } from '../../src/app/app.ts';
import { claim, dismiss, release } from '../../src/app/listening/claiming.ts';
import { conversationCard } from '../../src/app/listening/conversation-card.ts';
import { correctMood } from '../../src/app/listening/correcting-mood.ts';
import { escalate } from '../../src/app/listening/escalating.ts';
import { openReply, reply } from '../../src/app/listening/replying.ts';
import { readShown } from '../../src/app/listening/shown.ts';
import { viewConversation } from '../../src/app/listening/viewing.ts';
import { draftedCard } from '../../src/app/posts/cards/draft-card.ts';
import { isMirrored } from '../../src/app/showing/mirrored.ts';
import { type Card, card, text } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { textOf } from '../../src/chat/option.ts';
import { t } from '../../src/kit/t.ts';
import { AUDIENCES, type Audience } from '../../src/people/audience.ts';

const replyOptions = {
  text: {
    kind: 'text' as const,
    summary: t('What the answer says'),
    label: t('Answer'),
    multiline: true,
    required: true,
  },
  audience: {
    kind: 'choice' as const,
    summary: t('Who sees the answer, where the network has that; never more people than what it answers'),
    label: t('Who sees it'),
    choices: [
      { value: 'unlisted', label: t('everybody who looks for it') },
      { value: 'followers', label: t('followers alone') },
      { value: 'direct', label: t('those who are named alone') },
    ],
  },
};

const moodOptions = {
  mood: {
    kind: 'choice' as const,
    summary: t('What its mood really is'),
    label: t('Mood'),
    required: true,
    choices: [
      { value: 'negative', label: t('negative') },
      { value: 'neutral', label: t('neutral') },
      { value: 'positive', label: t('positive') },
    ],
  },
};

export const command = defineGroup({
  name: 'conversation',
  summary: t('Answer what others write to us'),
  buttons: [
    defineButton({ action: 'conversation.claim', allow: 'responder', press: acted(claim) }),
    defineButton({ action: 'conversation.release', allow: 'responder', press: acted(release) }),
    defineButton({ action: 'conversation.dismiss', allow: 'responder', press: acted(dismiss) }),
    defineButton({ action: 'conversation.escalate', allow: 'responder', press: acted(escalate) }),
    defineButton({
      action: 'conversation.reply',
      allow: 'responder',
      form: {
        title: t('Reply'),
        submit: t('Send'),
        options: replyOptions,
        async prefill(press, app) {
          return { text: await openReply(app, press, readShown(press.id)) };
        },
      },
      async press(press, app) {
        const drafted = await reply(app, press, readShown(press.id), {
          text: textOf(press.values, 'text'),
          audience: audienceIn(textOf(press.values, 'audience')),
        });
        return drafted.isApproved ? onItsWay(drafted.postId) : draftedCard(app, drafted);
      },
    }),
    defineButton({
      action: 'conversation.mood',
      allow: 'responder',
      form: { title: t('Correct mood'), submit: t('Save'), options: moodOptions },
      async press(press, app) {
        const { conversationId, mentionId } = readShown(press.id);
        await correctMood(app, press, mentionId, textOf(press.values, 'mood'));
        return after(press, app, conversationId);
      },
    }),
  ],
});

function audienceIn(typed: string): Audience | undefined {
  return AUDIENCES.find((one) => one === typed);
}

function acted(act: (app: App, press: Press, id: number) => Promise<void>) {
  return async (press: Press, app: App) => {
    const { conversationId } = readShown(press.id);
    await act(app, press, conversationId);
    return after(press, app, conversationId);
  };
}

/** The mirrored card is its own answer; a private one (of /inbox) does not change by itself. */
async function after({ message }: Press, app: App, id: number): Promise<Card | undefined> {
  if (await isMirrored(app, message)) return undefined;
  const view = await viewConversation(app, id, true);
  return view && conversationCard(view);
}

function onItsWay(postId: number): Card {
  return card(t('The answer is on its way'), {
    tone: 'good',
    blocks: [
      text(
        t('Post {postId}. The card of the conversation tells when it is out.', { postId: String(postId) }),
      ),
    ],
  });
}
