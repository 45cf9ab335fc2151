/** Files of messages over a real discord.js client: how they come, stand, and run out. */
import { AttachmentBuilder, EmbedBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { channel, client, PNG, town, useTown } from './rig.ts';
import { ANNA, SOCIAL } from './town.ts';

useTown();

describe('files', () => {
  it('come with size, alt text and address, and can be had again', async () => {
    const picture = new AttachmentBuilder(PNG, { name: 'red dot.png', description: 'A red dot' });
    const sent = await channel.send({ content: 'Look', files: [picture] });
    const [attachment] = town.discord.as(ANNA).messages(SOCIAL)[0]?.attachments ?? [];
    expect(attachment).toMatchObject({
      filename: 'red_dot.png',
      content_type: 'image/png',
      description: 'A red dot',
      width: 1,
      height: 1,
      size: PNG.length,
    });
    const bytes = Buffer.from(await (await fetch(sent.attachments.first()?.url ?? '')).arrayBuffer());
    expect(bytes.equals(PNG)).toBe(true);
  });

  it('from a person reach the bot with their alt text', async () => {
    const received = new Promise<{ description: string | null; width: number | null }>((resolve) => {
      client.on('messageCreate', (message) => {
        const file = message.attachments.first();
        if (file) resolve({ description: file.description, width: file.width });
      });
    });
    await town.discord
      .as(ANNA)
      .say(SOCIAL, '', { files: [{ name: 'a.png', data: PNG, description: 'Dot' }] });
    expect(await received).toEqual({ description: 'Dot', width: 1 });
  });

  it('shown in an embed are not listed as attachments, and stay on an edit', async () => {
    const picture = new AttachmentBuilder(PNG, { name: 'chart.png' });
    const embeds = [new EmbedBuilder({ title: 'Chart', image: { url: 'attachment://chart.png' } })];
    const sent = await channel.send({ embeds, files: [picture] });
    const shown = () => town.discord.as(ANNA).messages(SOCIAL)[0];
    expect(shown()?.attachments).toEqual([]);
    expect((await fetch(shown()?.embeds[0]?.image?.url ?? '')).status).toBe(200);
    await sent.edit({ content: 'New words' });
    expect((await fetch(shown()?.embeds[0]?.image?.url ?? '')).status).toBe(200);
  });

  it('have addresses that run out', async () => {
    const sent = await channel.send({ files: [new AttachmentBuilder(PNG, { name: 'a.png' })] });
    const url = sent.attachments.first()?.url ?? '';
    expect((await fetch(url.replace(/hm=\w/, 'hm=z'))).status).toBe(404);
    town.clock.forward(25 * 60 * 60_000);
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(town.discord.as(ANNA).messages(SOCIAL)[0]?.attachments[0]?.url ?? '')).status).toBe(
      200,
    );
  });

  it('that are too large are refused', async () => {
    const large = new AttachmentBuilder(Buffer.alloc(10 * 1024 * 1024 + 1), { name: 'large.bin' });
    await expect(channel.send({ files: [large] })).rejects.toMatchObject({ code: 40005, status: 413 });
  });
});
