/** Buttons and selects, over a real discord.js client. */
import { ActionRowBuilder, MessageFlags, StringSelectMenuBuilder, UserSelectMenuBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { card } from './card.ts';
import { client, onInteraction, town, useTown } from './rig.ts';
import { ANNA, BEN, SOCIAL } from './town.ts';

useTown();

describe('a button', () => {
  it('updates its message in place for everybody', async () => {
    const id = await card(client);
    onInteraction((interaction) =>
      interaction.isButton()
        ? interaction.update({
            content: `${interaction.user.username} pressed ${interaction.customId}`,
            components: [],
          })
        : undefined,
    );
    expect(await town.discord.as(BEN).press(id, 'approve:7')).toMatchObject({ ok: true });
    const [message] = town.discord.as(ANNA).messages(SOCIAL);
    expect(message).toMatchObject({ id, content: 'ben pressed approve:7', components: [] });
    expect(message?.edited_timestamp).not.toBeNull();
  });

  it('can be acknowledged first, answered privately later, and its card edited as @original', async () => {
    const id = await card(client);
    onInteraction(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply({ content: 'Approved' });
      await interaction.followUp({ content: 'Thanks', flags: MessageFlags.Ephemeral });
    });
    const ben = town.discord.as(BEN);
    await ben.press(id, 'approve:7');
    await town.discord.until(() => ben.messages(SOCIAL).length === 2);
    expect(ben.messages(SOCIAL).map(({ content }) => content)).toEqual(['Approved', 'Thanks']);
    expect(
      town.discord
        .as(ANNA)
        .messages(SOCIAL)
        .map(({ content }) => content),
    ).toEqual(['Approved']);
  });

  it('is not pressed when it is disabled or gone', async () => {
    const id = await card(client);
    const ben = town.discord.as(BEN);
    expect(await ben.press(id, 'reject:7')).toMatchObject({ ok: false, problem: 'Reject is disabled.' });
    expect(await ben.press(id, 'approve:8')).toMatchObject({
      ok: false,
      problem: 'The message has no approve:8 any more.',
    });
  });
});

describe('a select', () => {
  it('carries chosen values', async () => {
    const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder({
        customId: 'targets',
        maxValues: 2,
        options: [
          { label: 'Bluesky', value: 'bluesky' },
          { label: 'Mastodon', value: 'mastodon' },
          { label: 'X', value: 'x' },
        ],
      }),
    );
    const id = await card(client, [row]);
    onInteraction((interaction) =>
      interaction.isStringSelectMenu() ? interaction.reply(interaction.values.join('+')) : undefined,
    );
    const anna = town.discord.as(ANNA);
    expect(await anna.choose(id, 'targets', ['bluesky', 'mastodon', 'x'])).toMatchObject({ ok: false });
    expect(await anna.choose(id, 'targets', ['nowhere'])).toMatchObject({ ok: false });
    expect(await anna.choose(id, 'targets', ['bluesky', 'x'])).toMatchObject({ ok: true });
    expect(anna.messages(SOCIAL)[1]?.content).toBe('bluesky+x');
  });

  it('carries chosen people', async () => {
    const row = new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(
      new UserSelectMenuBuilder({ customId: 'who' }),
    );
    const id = await card(client, [row]);
    onInteraction((interaction) =>
      interaction.isUserSelectMenu()
        ? interaction.reply(
            interaction.members
              .map((member) => (member && 'displayName' in member ? member.displayName : ''))
              .join(),
          )
        : undefined,
    );
    const anna = town.discord.as(ANNA);
    expect(await anna.choose(id, 'who', [BEN])).toMatchObject({ ok: true });
    expect(anna.messages(SOCIAL)[1]?.content).toBe('Benny');
  });
});
