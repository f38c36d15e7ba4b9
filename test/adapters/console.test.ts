import { describe, expect, test } from '@jest/globals';
import { openConsole } from './console-driver.ts';
import { adapterContract } from './contract.ts';
import { play, samples } from './samples.ts';
import { openStage } from './stage.ts';

adapterContract('console', openConsole);

describe('the console shows as before', () => {
  for (const { name, member, channel, line } of samples) {
    test(name, async () => {
      const stage = await openStage();
      await play(stage);
      const driver = await openConsole(stage);
      await driver.type(member, channel, line);
      const text = driver.seen().map((one) => one.text);
      expect(text.join('')).toMatchSnapshot();
      await driver.close();
      await stage.store.close();
    });
  }
});
