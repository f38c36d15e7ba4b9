import { afterEach, describe, expect, test } from '@jest/globals';
import { discordHome, openDiscord } from './discord-driver.ts';
import { openStage } from './stage.ts';

/** A file in a reply is for whoever asked alone, in Discord. */
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function stageAt(home: Parameters<typeof openStage>[0]) {
  const stage = await openStage(home);
  opened.push(() => stage.store.close());
  return stage;
}

describe('what is held on a member', () => {
  test('comes beside the answer in Discord, seen by them alone', async () => {
    const discord = await openDiscord(await stageAt(discordHome));
    opened.push(() => discord.close());
    await discord.type('ben', 'git', 'ask How do I undo a commit?');
    await discord.type('ben', 'git', 'privacy export');
    const sent = discord.recent().filter(({ files }) => (files?.size ?? 0) > 0);
    expect(sent.flatMap(({ files }) => [...(files?.keys() ?? [])])).toEqual([
      'what-is-held-on-me.md',
      'what-is-held-on-me.json',
    ]);
    expect(sent[0]?.files?.get('what-is-held-on-me.md')).toContain('How do I undo a commit?');
    for (const { path, body } of sent) {
      expect(path).toMatch(/^\/webhooks\//);
      expect(body).toMatchObject({ flags: (1 << 15) | (1 << 6) });
    }
    expect(discord.server.invalid).toEqual([]);
  });

  test('comes in a direct message where Discord does not take it as an answer', async () => {
    const discord = await openDiscord(await stageAt(discordHome));
    opened.push(() => discord.close());
    await discord.type('ben', 'git', 'ask How do I undo a commit?');
    const gone = { status: 404, body: { code: 10015, message: 'Unknown Webhook' } };
    discord.server.fail('POST', /^\/webhooks\//, gone);
    await discord.type('ben', 'git', 'privacy export');
    const sent = discord.recent().filter(({ files }) => (files?.size ?? 0) > 0);
    const paths = sent.map(({ path }) => path.replace(/\d+/, '…'));
    expect(paths.slice(1)).toEqual(['/channels/…/messages', '/channels/…/messages']);
  });
});
