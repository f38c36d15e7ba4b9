import { describe, expect, test } from '@jest/globals';
import { adapterContract } from './contract.ts';
import { discordHome, openDiscord } from './discord-driver.ts';
import { audienceOf } from './discord-reader.ts';
import { play, samples } from './samples.ts';
import { openStage } from './stage.ts';

adapterContract('discord', openDiscord, discordHome);

describe('Discord shows as before', () => {
  for (const { name, member, channel, line } of samples) {
    test(name, async () => {
      const stage = await openStage(discordHome);
      await play(stage);
      const driver = await openDiscord(stage);
      await driver.type(member, channel, line);
      const shown = driver.recent().filter((call) => audienceOf(call) !== undefined);
      expect(shown.map(({ body }) => body)).toMatchSnapshot();
      await driver.close();
      await stage.store.close();
    });
  }
});
