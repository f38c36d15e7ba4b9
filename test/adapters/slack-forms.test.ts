import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { viewOf } from './samples.ts';
import { payload } from './slack-client.ts';
import { openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let slack: SlackDriver;

beforeEach(async () => {
  stage = await openStage(slackHome);
  slack = await openSlack(stage);
  await slack.type('ana', 'git', 'ask Where do forms go?');
});

afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

interface Modal {
  readonly private_metadata: string;
  readonly blocks: readonly {
    readonly block_id?: string;
    readonly element?: { readonly initial_value?: string; readonly type: string };
  }[];
}

const modal = () =>
  slack.api.calls.findLast(({ method }) => method === 'views.open')?.args.view as Modal;
const inputs = () => modal().blocks.filter(({ element }) => element !== undefined);

const submit = (view: object, values: object, id = 'V1') =>
  slack.deliver(
    payload({
      type: 'view_submission',
      team: { id: team },
      user: { id: 'U0BEN', username: 'ben' },
      trigger_id: 'submitted',
      view: { ...view, id, hash: 'h', state: { values } },
    }),
  );
const suggest = (block: string, value: string) =>
  slack.deliver(
    payload({
      type: 'block_suggestion',
      team: { id: team },
      user: { id: 'U0BEN', name: 'ben' },
      block_id: block,
      action_id: 'value',
      value,
      view: { ...modal(), id: 'V1' },
    }),
  );
const typed = (value: string | null) => ({ value: { type: 'plain_text_input', value } });
const show = async (number = 1) =>
  JSON.stringify(viewOf(await stage.tell('ana', 'git', `show ${number}`)));

describe('a form', () => {
  test('says under the input what is wrong with it, and is done when it is put right', async () => {
    await slack.type('ben', 'git', 'answer 1');
    const view = modal();
    await submit(view, { text: typed('   ') });
    expect(slack.answered()?.body).toEqual({
      response_action: 'errors',
      errors: { text: 'Please fill this in.' },
    });
    await submit(view, { text: typed('put right') });
    expect(slack.answered()).toEqual({ status: 200, body: '' });
    expect(await show()).toContain('put right');
  });

  test('that is sent twice at once is done once', async () => {
    await slack.type('ben', 'git', 'answer 1');
    const view = modal();
    await Promise.all([
      submit(view, { text: typed('only once') }),
      submit(view, { text: typed('only once') }),
    ]);
    await slack.adapter.idle();
    expect((await show()).split('only once')).toHaveLength(2);
  });

  test('keeps a text that is longer than an input, in parts that are joined again', async () => {
    const long = `${'first line of many\n'.repeat(400)}${'😀'.repeat(3_000)}`;
    await slack.type('ben', 'git', 'answer 1 short');
    await stage.tell('ben', 'git', `edit 1.1 ${long}`);
    await slack.type('ben', 'git', 'edit 1.1');
    const parts = inputs();
    expect(parts.length).toBeGreaterThan(3);
    const values = Object.fromEntries(
      parts.map(({ block_id, element }) => [block_id, typed(element?.initial_value ?? null)]),
    );
    await submit(modal(), values);
    const { answers } = (await stage.core.questions.thread(
      { communityId: stage.community.id, memberId: 1, channelId: 1, isGuest: false },
      1,
    )) ?? { answers: [] };
    expect(answers[0]?.body).toBe(long);
  });

  test('whose trigger has expired is opened by a button, with every word in it', async () => {
    slack.api.fail('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
    const details = 'What I tried. '.repeat(30);
    await slack.type('ben', 'git', `ask ${'too long '.repeat(60)}\n${details}`);
    await slack.press('Open the form');
    const values = inputs().map(({ element }) => element?.initial_value ?? '');
    expect(values.join(' ')).toContain('too long too long');
    expect(values.join(' ')).toContain('What I tried.');
  });

  test('is offered by a button where a mention opens no modal', async () => {
    await slack.type('ben', 'git', 'help');
    await slack.deliver(
      slack.event('Ev1', {
        type: 'app_mention',
        user: 'U0BEN',
        channel: 'C0GIT',
        text: '<@U0PRAXIS> answer 1',
      }),
      'application/json',
    );
    const [offer] = slack.seen();
    expect(offer).toMatchObject({ audience: 'private' });
    await slack.press('Open the form');
    expect(slack.isAsked()).toBe(true);
  });

  test('whose memory is broken is refused with a sentence, and closes nothing', async () => {
    for (const memory of ['', '{', '{}', 'null', '{"__proto__":{"x":1}}']) {
      const view = { callback_id: 'form', private_metadata: memory, title: { text: 'Answer' } };
      await submit(view, { text: typed('words') });
      expect(slack.answered()?.body).toMatchObject({
        response_action: 'errors',
        errors: { text: expect.stringContaining('no longer available') },
      });
    }
  });

  test('for something that is gone says so, and gives the words back', async () => {
    await slack.type('ben', 'git', 'answer 1');
    const view = modal();
    const memory = view.private_metadata.replace('"question":"1"', '"question":"99"');
    const words = 'an answer to nothing, which took a while to write down';
    await submit({ ...view, private_metadata: memory }, { text: typed(words) });
    const shown = textOf(slack.api.calls.slice(-1));
    expect(shown).toContain('There is no open question #99');
    expect(shown).toContain(words);
  });

  test('offers questions from the store in its pickers', async () => {
    await slack.type('ben', 'git', 'answer');
    expect(inputs().map(({ element }) => element?.type)).toEqual([
      'external_select',
      'plain_text_input',
    ]);
    await suggest('question', 'forms');
    expect(slack.answered()?.body).toMatchObject({ options: [{ value: '1' }] });
    stage.pass(24 * 60 * 60 * 1000);
    for (let n = 0; n < 4; n += 1) await stage.tell('ana', 'git', `ask "${n}${'?'.repeat(150)}"`);
    for (const typed of ['#4', '4']) {
      await suggest('question', typed);
      expect(slack.answered()?.body).toMatchObject({
        options: [{ value: '4', text: { text: expect.stringMatching(/^#4 2\?{60,70}…$/) } }],
      });
    }
    await slack.type('ben', 'git', 'answer 4');
    expect(textOf(modal())).toContain('#4 2???');
  });

  test('offers tags that are known, and the typed word as a new one', async () => {
    await slack.type('ana', 'git', 'expertise add rebase reflog');
    for (const tag of ['rebase', 'reflog']) await stage.tell('chloe', 'git', `tags approve ${tag}`);
    await slack.type('ben', 'git', 'ask');
    await suggest('tags', 're');
    expect(slack.answered()?.body).toMatchObject({
      options: [
        { value: 'rebase', text: { text: 'rebase' } },
        { value: 'reflog' },
        { value: 're', text: { text: 'new: re' } },
      ],
    });
    await suggest('tags', 'rebase');
    expect(slack.answered()?.body).toMatchObject({ options: [{ value: 'rebase' }] });
    const hostile = `<!channel>${'x'.repeat(100)}`;
    await suggest('tags', hostile);
    expect(slack.answered()?.body).toMatchObject({
      options: [{ text: { text: expect.stringMatching(/^new: &lt;!channel&gt;x{40,}…$/) } }],
    });
  });

  test('has picked what stands there, and empties what is taken out of it', async () => {
    await slack.type('ben', 'git', 'ask "What is a reflog?" "Some details." tags:git,reflog');
    await slack.type('ben', 'git', 'edit 2');
    const [title, text, tags] = inputs();
    expect(tags?.element).toMatchObject({
      type: 'multi_external_select',
      initial_options: [{ value: 'git' }, { value: 'reflog' }],
    });
    expect(title?.element?.initial_value).toBe('What is a reflog?');
    expect(text?.element?.initial_value).toBe('Some details.');
    const none = { value: { type: 'multi_external_select', selected_options: [] } };
    const picked = (...values: string[]) => ({
      value: {
        type: 'multi_external_select',
        selected_options: values.map((value) => ({ value, text: { text: value } })),
      },
    });
    const question = typed('What is a reflog?');
    await submit(modal(), { title: question, text: typed('x'), tags: picked('git', 'new,er') });
    expect(await show(2)).toContain('#er #git #new');
    await submit(modal(), { title: question, text: typed(null), tags: none });
    expect(await show(2)).not.toMatch(/#git|Some details/);
  });

  test('takes a person from the list as their handle', async () => {
    await slack.type('ben', 'git', 'expertise endorse');
    await submit(modal(), {
      member: { value: { type: 'users_select', selected_user: 'U0ANA' } },
      tag: typed('git'),
    });
    expect(textOf(slack.api.calls.slice(-2))).toContain('@ana');
  });
});
