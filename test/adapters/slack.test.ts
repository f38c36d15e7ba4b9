import { describe, expect, test } from '@jest/globals';
import { adapterContract } from './contract.ts';
import { play, samples } from './samples.ts';
import { openSlack, slackHome } from './slack-driver.ts';
import { audienceOf } from './slack-reader.ts';
import { openStage } from './stage.ts';

adapterContract('slack', openSlack, slackHome);

describe('Slack shows as before', () => {
  for (const { name, member, channel, line } of samples) {
    test(name, async () => {
      const stage = await openStage(slackHome);
      await play(stage);
      const driver = await openSlack(stage);
      await driver.type(member, channel, line);
      const shown = driver.api.calls
        .filter((call) => audienceOf(call) !== undefined)
        .map(({ method, args }) => ({ method, args }));
      expect(shown).toMatchSnapshot();
      await driver.close();
      await stage.store.close();
    });
  }
});
