import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { emojiNames, readEmoji } from '../../adapters/slack/emoji.ts';
import { commands } from '../../commands/index.ts';
import { settings } from '../../src/settings.ts';
import { dumpOf } from '../store/dump.ts';
import { temporaryFolder } from '../store/temporary.ts';
import { digestIn } from './digest-message.ts';
import { viewOf } from './samples.ts';
import type { ApiCall } from './slack-api.ts';
import { payload } from './slack-client.ts';
import { botUser, openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { buttonsOf, textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

const folder = temporaryFolder();
const card = '1793523600.000001';
const words = 'Reset it softly, the changes stay where they are.';
let stage: Stage;
let slack: SlackDriver;
let events = 0;

beforeEach(async () => {
  stage = await openStage(slackHome);
  slack = await openSlack(stage);
  await slack.type('ana', 'git', 'ask How do I undo a commit?');
});

afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

function counted(): number {
  events += 1;
  return events;
}

const called = (method: string): readonly ApiCall[] =>
  slack.api.calls.filter((call) => call.method === method);
const seen = () =>
  slack
    .seen()
    .map(({ text }) => text)
    .join('\n');
const question = async () => JSON.stringify(viewOf(await stage.tell('ben', 'git', 'show 1')));

async function hear(event: Readonly<Record<string, unknown>>): Promise<void> {
  await slack.deliver(slack.event(`Ev${counted()}`, event), 'application/json');
}

/** Somebody says something in #git, in the thread of the card unless told otherwise. */
function say(ts: string, user: string, text: string, more: object = { thread_ts: card }) {
  const message = { type: 'message', ts, user, text, ...more };
  slack.api.messages.set(`C0GIT ${ts}`, message);
  return message;
}

const react = (user: string, ts: string, name = 'white_check_mark', more: object = {}) =>
  hear({
    type: 'reaction_added',
    user,
    reaction: name,
    item: { type: 'message', channel: 'C0GIT', ts },
    item_user: 'U0BEN',
    event_ts: '1793523700.000100',
    ...more,
  });

const choose = (user: string, name: string, message: object) =>
  slack.deliver(
    payload({
      type: 'message_action',
      callback_id: name,
      trigger_id: `t.${counted()}`,
      action_ts: '1793523700.5',
      team: { id: team, domain: 'data' },
      user: { id: user, name: user.slice(2).toLowerCase() },
      channel: { id: 'C0GIT', name: 'git' },
      message,
    }),
  );

const said = (message: object, more: object = {}) =>
  hear({
    channel: 'C0GIT',
    channel_type: 'channel',
    event_ts: '1793523701.1',
    ...message,
    ...more,
  });

describe('the tick of who asked', () => {
  const ticks = Object.keys(emojiNames).filter((name) => /✅|✔|☑/.test(readEmoji(name) ?? ''));
  test.each(ticks)(':%s: on a reply keeps it and accepts it', async (name) => {
    say('5.000001', 'U0BEN', words);
    await react('U0ANA', '5.000001', name);
    expect(await question()).toContain(words);
    expect(await question()).toContain('answered, 1 answer');
    const [told] = called('chat.postEphemeral');
    expect(told?.args).toMatchObject({ channel: 'C0GIT', user: 'U0ANA', thread_ts: card });
    expect(called('chat.update')).toHaveLength(1);
    expect(textOf(called('chat.update')[0]?.args)).toContain('from this message');
  });

  test('taken back accepts still while another tick of theirs stands, and only the last one ends it', async () => {
    const ticked = (...names: readonly string[]) => {
      const reactions = names.map((name) => ({ name, users: ['U0BEN', 'U0ANA'], count: 2 }));
      say('5.000001', 'U0BEN', words, { thread_ts: card, reactions });
    };
    const undo = { type: 'reaction_removed', event_ts: '1793523702.1' };
    ticked('white_check_mark', 'heavy_check_mark', 'eyes');
    await react('U0ANA', '5.000001');
    await react('U0ANA', '5.000001', 'heavy_check_mark', { event_ts: '1793523701.1' });
    ticked('heavy_check_mark', 'eyes');
    await react('U0ANA', '5.000001', 'white_check_mark', undo);
    expect(await question()).toContain('accepted');
    ticked('eyes');
    await react('U0ANA', '5.000001', 'heavy_check_mark', { ...undo, event_ts: '1793523703.1' });
    expect(await question()).not.toContain('accepted');
  });

  test('taken back takes the acceptance back, and the answer stays', async () => {
    say('5.000001', 'U0BEN', words);
    await react('U0ANA', '5.000001');
    const undo = { type: 'reaction_removed', event_ts: '1793523702.1' };
    await react('U0ANA', '5.000001', 'white_check_mark', undo);
    expect(await question()).toContain(words);
    expect(await question()).not.toContain('accepted');
  });

  test('that was taken back before its giving arrives stays so', async () => {
    say('5.000001', 'U0BEN', words);
    const undo = { type: 'reaction_removed', event_ts: '1793523702.1' };
    await react('U0ANA', '5.000001', 'white_check_mark', undo);
    await react('U0ANA', '5.000001');
    expect(await question()).toContain('no answer yet');
  });

  test('on the card accepts its only answer', async () => {
    await slack.type('ben', 'git', 'answer 1 Reset it.');
    await react('U0ANA', card, 'heavy_check_mark');
    expect(await question()).toContain('answered, 1 answer');
  });

  test.each([
    ['of another member', 'U0BEN', '5.000001', 'white_check_mark'],
    ['of a curator', 'U0CHLOE', '5.000001', 'white_check_mark'],
    ['of a stranger', 'U0ZOE', '5.000001', 'white_check_mark'],
    ['with another emoji', 'U0ANA', '5.000001', 'tada'],
    ['outside of a thread', 'U0ANA', '6.000001', 'white_check_mark'],
    ['on what a bot said', 'U0ANA', '7.000001', 'white_check_mark'],
    ['on what is gone', 'U0ANA', '8.000001', 'white_check_mark'],
  ])('is not one %s', async (_, user, ts, name) => {
    say('5.000001', 'U0BEN', words);
    say('6.000001', 'U0BEN', words, {});
    say('7.000001', 'U0BOT', words, { thread_ts: card, bot_id: 'B9', subtype: 'bot_message' });
    const before = await dumpOf(stage.store, folder);
    await react(user, ts, name);
    expect(seen()).toBe('');
    expect(await dumpOf(stage.store, folder)).toEqual(before);
  });

  test('nothing is asked of Slack about reactions of strangers, or that mean nothing', async () => {
    const before = slack.api.calls.length;
    await react('U0ZOE', '5.000001');
    await react('U0ANA', '5.000001', 'tada');
    await react(botUser, '5.000001');
    expect(slack.api.calls.slice(before)).toEqual([]);
  });

  test('to a digest, whatever its emoji, says that the digest is read; ours says nothing', async () => {
    const id = '1793523600.000777';
    const scheduleId = await digestIn(stage, slackHome, 'C0GIT', id);
    const readAt = async () => (await stage.store.schedules.find(scheduleId))?.readAt;
    await react(botUser, id, 'tada');
    await react('U0ZOE', id, 'tada', { type: 'reaction_removed' });
    expect(await readAt()).toBe(null);
    await react('U0ZOE', id, 'tada');
    expect(await readAt()).toBe(stage.clock());
    expect(seen()).toBe('');
  });

  test('of who asked anonymously tells nobody, and them that it could', async () => {
    await slack.type('ana', 'git', 'ask Why am I afraid? --anonymous');
    const [other] = called('chat.postMessage').slice(-1);
    expect(textOf(other?.args)).toContain('Why am I afraid?');
    const thread = [...slack.api.messages.keys()].at(-1)?.split(' ')[1] ?? '';
    say('9.000001', 'U0BEN', words, { thread_ts: thread });
    await react('U0ANA', '9.000001');
    expect(slack.seen().map(({ audience }) => audience)).toEqual(['private']);
    expect(seen()).toContain('everyone sees who reacted');
    expect(called('chat.update')).toEqual([]);
    await slack.press('This solved it');
    expect(JSON.stringify(viewOf(await stage.tell('ben', 'git', 'show 2')))).toContain('answered');
  });

  test('has a name in Slack for every emoji that commands know', () => {
    const known = commands.flatMap(({ onMessage }) => onMessage?.emoji ?? []);
    expect(known.filter((emoji) => !Object.values(emojiNames).includes(emoji))).toEqual([]);
    expect(Object.values(emojiNames)).toContain(settings['capture-emoji'].usual);
  });
});

describe('the menu of a message', () => {
  test('keeps a reply as an answer of who wrote it, at once in the thread of its question', async () => {
    await choose('U0CHLOE', 'keep-answer', say('5.000001', 'U0BEN', `${words} &lt;3 <@U0ANA>`));
    expect(called('views.open')).toEqual([]);
    expect(seen()).toContain('Kept as answer *1.1* by @ben');
    expect(await question()).toContain('<3 @ana');
  });

  test('shows hostile words literally, and pings nobody', async () => {
    const bait = '<!channel> <!here|@here> <!subteam^S1|@dba> <@U0ANA> <https://evil.example|bank>';
    await choose(
      'U0CHLOE',
      'keep-answer',
      say('5.000001', 'U0BEN', `${bait} \u202e&lt;!everyone&gt;`),
    );
    const card = textOf(called('chat.update')[0]?.args);
    expect(card).toContain('@channel @here @dba @ana bank (https://evil.example)');
    expect(card).toContain('<!everyone>');
  });

  test('elsewhere asks for the question in a form, and reads the message again when that is sent', async () => {
    await choose('U0CHLOE', 'keep-answer', say('5.000001', 'U0BEN', 'Before.', {}));
    const [modal] = called('views.open');
    expect(JSON.stringify(modal?.args.view)).toContain('external_select');
    expect(JSON.stringify(modal?.args.view)).not.toContain('Before.');
    say('5.000001', 'U0BEN', words, {});
    await slack.fill({ question: '1' });
    expect(await question()).toContain(words);
  });

  test('opens what is to be kept or asked with the words in it', async () => {
    const message = say('5.000001', 'U0BEN', 'How do I sign tags? I have a key.', {});
    await choose('U0CHLOE', 'save', message);
    expect(JSON.stringify(called('views.open')[0]?.args.view)).toContain('I have a key.');
    await choose('U0CHLOE', 'ask', message);
    const asked = JSON.stringify(called('views.open')[1]?.args.view);
    expect(asked).toContain('How do I sign tags?');
    expect(asked).toContain('@ben wrote:');
    expect(asked).toContain('https://data.slack.com/archives/C0GIT/p5000001');
  });

  test.each([
    ['a bot', { bot_id: 'B9', subtype: 'bot_message' }],
    ['a webhook', { bot_id: 'B8', user: undefined }],
    ['ourselves', { user: botUser }],
    ['Slack itself', { subtype: 'channel_join' }],
  ])('makes no answer of what %s said', async (_, more) => {
    await choose('U0ANA', 'keep-answer', { ...say('5.1', 'U0BOT', words), ...more });
    expect(seen()).toContain('Only what a person wrote can be an answer.');
    expect(await question()).toContain('no answer yet');
  });

  test('that is chosen twice in one delivery, or forged, does nothing more', async () => {
    const message = say('5.000001', 'U0BEN', words);
    await choose('U0CHLOE', 'keep-answer', message);
    await slack.repeatLast();
    expect(await question()).toContain('1 answer');
    await choose('U0CHLOE', 'nothing', message);
    expect(seen()).toContain('no longer available');
    await choose('U0CHLOE', 'profile show', message);
    expect(seen()).toContain('no longer available');
  });
});

describe('a button about a message', () => {
  const press = async (value: string) => {
    await slack.type('ana', 'git', 'questions mine');
    await slack.deliver(
      payload({
        type: 'block_actions',
        team: { id: team },
        user: { id: 'U0ANA', username: 'ana' },
        channel: { id: 'C0GIT', name: 'git' },
        container: { type: 'message', is_ephemeral: true, thread_ts: card },
        trigger_id: `p.${counted()}`,
        actions: [{ type: 'button', action_id: 'call-1', value, action_ts: '1.1' }],
      }),
    );
  };

  test.each(['999.9', 'C0GIT', '../5.1', '__proto__', '9'.repeat(70)])(
    'that names no message (%s) says so',
    async (name) => {
      await press(`keep-answer?question=1&message=${name}`);
      expect(seen()).toMatch(/no longer/);
      expect(await question()).toContain('no answer yet');
    },
  );

  test('of another channel finds nothing: messages are read where it was pressed', async () => {
    slack.api.messages.set('G0SECRET 5.1', { ts: '5.1', user: 'U0BEN', text: 'secret words' });
    await press('accept-message?question=1&message=5.1');
    expect(seen()).toMatch(/no longer/);
    expect(await question()).not.toContain('secret');
  });
});

describe('what is said in a channel', () => {
  const listen = () => stage.tell('chloe', 'git', 'settings listen on');

  test('is not looked at, asked about or kept, unless the channel opted in', async () => {
    const before = await dumpOf(stage.store, folder);
    const calls = slack.api.calls.length;
    await said(say('5.000001', 'U0ZOE', `${words} <@U0MALLORY>`));
    await said(say('5.000002', 'U0BEN', words, {}));
    expect(slack.api.calls).toHaveLength(calls);
    expect(await dumpOf(stage.store, folder)).toEqual(before);
  });

  test('is heard when who administers the workspace says so, and nobody else', async () => {
    await slack.type('ben', 'git', 'settings listen on');
    expect(seen()).toContain('Only a curator');
    await slack.type('boss', 'git', 'settings listen on');
    expect(seen()).toContain('I hear the messages of #git');
  });

  test('leaves no trace in one that did', async () => {
    await listen();
    const before = await dumpOf(stage.store, folder);
    const calls = slack.api.calls.length;
    await said(say('5.000002', 'U0ZOE', words, {}));
    await said(say('5.000003', 'U0ZOE', words, { thread_ts: '4.4' }));
    const edited = { ...say('5.000002', 'U0ZOE', 'other words', {}) };
    await said({ type: 'message', subtype: 'message_changed', message: edited });
    await said({ type: 'message', subtype: 'message_deleted', deleted_ts: '5.000002' });
    expect(slack.api.calls).toHaveLength(calls);
    expect(await dumpOf(stage.store, folder)).toEqual(before);
  });

  test('asks who asked about a reply, once, in the thread and for them alone', async () => {
    await listen();
    await said(say('5.000001', 'U0BEN', words));
    const [offer] = called('chat.postEphemeral');
    expect(offer?.args).toMatchObject({ user: 'U0ANA', thread_ts: card });
    expect(buttonsOf(offer).map(({ text }) => text.text)).toEqual([
      'This solved it',
      'Keep as an answer',
    ]);
    await slack.press('This solved it');
    expect(await question()).toContain('answered, 1 answer');
    await said(say('5.000002', 'U0CHLOE', words));
    expect(called('chat.postEphemeral')).toHaveLength(1);
  });

  test.each([
    ['a bot says', { bot_id: 'B9', subtype: 'bot_message' }],
    ['a webhook says', { bot_id: 'B9', user: undefined }],
    ['we say ourselves', { user: botUser, bot_id: 'B1' }],
    ['Slack says', { subtype: 'channel_topic' }],
    ['is said to us', { text: `<@${botUser}> ${words}` }],
  ])('asks nobody about what %s', async (_, more) => {
    await listen();
    await said({ ...say('5.000001', 'U0BEN', words), ...more });
    await said({
      type: 'message',
      subtype: 'message_changed',
      message: { ...say('5.000001', 'U0BEN', words), ...more },
    });
    expect(seen()).toBe('');
  });

  test('changes the answer that was kept of it, in the order in which it happened', async () => {
    await listen();
    say('5.000001', 'U0BEN', words);
    await react('U0ANA', '5.000001');
    const change = (text: string, event_ts: string) => {
      const message = {
        ...say('5.000001', 'U0BEN', text),
        edited: { user: 'U0BEN', ts: event_ts },
      };
      return said({ type: 'message', subtype: 'message_changed', message, event_ts });
    };
    await change('The last word.', '1793523710.2');
    await change('The word before.', '1793523710.1');
    expect(await question()).toContain('The last word.');
    expect(textOf(called('chat.update').at(-1)?.args)).toContain('The last word.');
    await said({
      type: 'message',
      subtype: 'message_deleted',
      deleted_ts: '5.000001',
      event_ts: '1793523711.2',
    });
    await change('An edit before that.', '1793523711.1');
    expect(await question()).toContain('The last word.');
    expect(await question()).not.toContain('archives/C0GIT');
  });

  test('that was answered and then deleted leaves a stone, and counts as deleted', async () => {
    await listen();
    say('5.000001', 'U0BEN', words);
    await react('U0ANA', '5.000001');
    const stone = { ...say('5.000001', 'USLACKBOT', 'This message was deleted.') };
    await said({
      type: 'message',
      subtype: 'message_changed',
      message: { ...stone, subtype: 'tombstone' },
    });
    expect(await question()).toContain(words);
    expect(await question()).not.toContain('archives/C0GIT');
  });
});

describe('a mention', () => {
  const mention = (text: string, more: object = {}) =>
    hear({
      type: 'app_mention',
      user: 'U0BEN',
      channel: 'C0GIT',
      ts: '8.000001',
      text: `<@${botUser}> ${text}`,
      ...more,
    });

  test('is understood in words', async () => {
    await mention('who knows git?');
    expect(seen()).toContain('Who knows “git”');
    await mention('how do I sign a tag?');
    expect(seen()).toContain('Posted as *#2*');
    await mention('what is open');
    expect(seen()).toContain('Open questions (2)');
    await mention('sing me a song');
    expect(seen()).toContain('You can also say it in words');
  });

  test('in the thread of a question is about it, and answered there', async () => {
    await mention('answer Reset it softly.', { thread_ts: card });
    expect(await question()).toContain('Reset it softly.');
    expect(called('chat.postEphemeral')[0]?.args).toMatchObject({ thread_ts: card });
    await mention('accept', { user: 'U0ANA', thread_ts: card });
    expect(await question()).toContain('answered, 1 answer');
  });

  test('that all should see the answer to gets it in a thread of its own', async () => {
    await mention('digest now 30');
    expect(called('chat.postMessage').at(-1)?.args).toMatchObject({
      channel: 'C0GIT',
      thread_ts: '8.000001',
    });
    await mention('what is open?');
    expect(called('chat.postEphemeral').at(-1)?.args.thread_ts).toBeUndefined();
  });
});
