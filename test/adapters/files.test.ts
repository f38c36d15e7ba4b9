import { afterEach, describe, expect, test } from '@jest/globals';
import { openConsole } from './console-driver.ts';
import { openSlack, slackHome } from './slack-driver.ts';
import { openStage, terminal } from './stage.ts';

/** A file in a reply is for whoever asked alone, on every platform. */
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
  test('comes in the direct messages with the bot in Slack', async () => {
    const slack = await openSlack(await stageAt(slackHome));
    opened.push(() => slack.close());
    await slack.type('ben', 'git', 'ask How do I undo a commit?');
    const from = slack.api.calls.length;
    await slack.type('ben', 'git', 'privacy export');
    const calls = slack.api.calls.slice(from);
    const of = (method: string) => calls.filter((call) => call.method === method);
    expect(of('conversations.open').map(({ args }) => args.users)).toEqual([
      slackHome.account('ben'),
    ]);
    expect(of('files.getUploadURLExternal').map(({ args }) => args.filename)).toEqual([
      'what-is-held-on-me.md',
      'what-is-held-on-me.json',
    ]);
    expect(of('upload')).toHaveLength(2);
    const direct = `D${slackHome.account('ben').slice(1)}`;
    const completed = of('files.completeUploadExternal').map(({ args }) => args.channel_id);
    expect(completed).toEqual([direct, direct]);
  });

  test('that Slack does not take is told to whom it is for', async () => {
    const slack = await openSlack(await stageAt(slackHome));
    opened.push(() => slack.close());
    const missing = { body: { ok: false, error: 'missing_scope', needed: 'files:write' } };
    slack.api.fail('files.getUploadURLExternal', missing, missing);
    await slack.type('ben', 'git', 'privacy export');
    const told = slack.api.calls.findLast(({ method }) => method === 'chat.postMessage');
    expect(JSON.stringify(told?.args)).toContain('could not be sent');
  });

  test('is written beside the database in the console, which says where', async () => {
    const console_ = await openConsole(await stageAt(terminal));
    opened.push(() => console_.close());
    await console_.type('ben', 'git', 'privacy export');
    const [seen] = console_.seen();
    expect(seen?.text).toContain('/kept/what-is-held-on-me.md');
  });
});
