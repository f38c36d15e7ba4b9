import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { play } from './samples.ts';
import { payload } from './slack-client.ts';
import { openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { type Button, buttonsOf, textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let slack: SlackDriver;
let triggers = 0;

beforeEach(async () => {
  stage = await openStage(slackHome);
  await play(stage);
  slack = await openSlack(stage);
});

afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

interface View {
  readonly type: string;
  readonly private_metadata: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly block_id?: string;
    readonly element?: { readonly action_id: string; readonly type: string };
  }[];
}

const calls = (method: string) => slack.api.calls.filter((call) => call.method === method);
const viewOf = (method: string) => calls(method).at(-1)?.args.view as View;
const home = () => viewOf('views.publish');

async function opened(member: string, id = `Ev${member}`): Promise<View> {
  const event = { user: `U0${member.toUpperCase()}`, channel: `D0${member.toUpperCase()}` };
  const body = { type: 'app_home_opened', tab: 'home', ...event };
  await slack.deliver(slack.event(id, body), 'application/json');
  return home();
}

/** What someone does in a view: a press, or words typed into a field. */
async function act(
  member: string,
  view: View,
  action: Pick<Button, 'action_id'> & { readonly value: string | null },
) {
  triggers += 1;
  await slack.deliver(
    payload({
      type: 'block_actions',
      team: { id: team },
      user: { id: `U0${member.toUpperCase()}`, name: member },
      container: { type: 'view', view_id: 'V1' },
      trigger_id: `home.${triggers}`,
      view: { ...view, id: 'V1' },
      actions: [{ ...action, block_id: 'b', action_ts: '1.1' }],
    }),
  );
}

async function press(member: string, view: View, label: string): Promise<void> {
  const found = buttonsOf(view).find(({ text }) => text.text === label);
  if (!found) throw new Error(`there is no button "${label}" in:\n${textOf(view)}`);
  await act(member, view, found);
}

async function typeInto(member: string, view: View, words: string | null): Promise<void> {
  const field = view.blocks.find(({ element }) => element?.type === 'plain_text_input');
  if (!field?.element) throw new Error('there is no field');
  await act(member, view, { action_id: field.element.action_id, value: words });
}

async function submit(member: string, view: View, state: Record<string, object>): Promise<void> {
  triggers += 1;
  const values = Object.entries(state).map(([block, value]) => [block, { value }]);
  await slack.deliver(
    payload({
      type: 'view_submission',
      team: { id: team },
      user: { id: `U0${member.toUpperCase()}`, name: member },
      trigger_id: `home.${triggers}`,
      view: {
        ...view,
        id: 'V2',
        hash: String(triggers),
        state: { values: Object.fromEntries(values) },
      },
    }),
  );
}

const typed = (value: string) => ({ type: 'plain_text_input', value });
const chosen = (channel: string) => ({
  type: 'conversations_select',
  selected_conversation: channel,
});

describe('Home', () => {
  test('shows what waits, what one knows and what is kept, to that member alone', async () => {
    const view = await opened('ben');
    expect(calls('views.publish').at(-1)?.args.user_id).toBe('U0BEN');
    expect(view).toMatchObject({ type: 'home' });
    expect(textOf(view)).toMatch(
      /^Ask the community\n[\s\S]*Your open questions\n[\s\S]*What you know \(3\)\n\*#git\*[\s\S]*What is kept \(1\)/,
    );
    expect(buttonsOf(view).map(({ text }) => text.text)).toEqual([
      'Ask the community',
      'Find an expert',
      'What you can do',
      'Remove #git',
      'Remove #rebase',
      'Add what you know',
      'Pause for a week',
      'Get one weekly',
      'Show it now',
      'Show S1',
    ]);
  });

  test('has what waits for an answer, with a way to the rest', async () => {
    await stage.tell('chloe', 'databases', 'expertise add sql');
    for (let n = 1; n <= 7; n += 1) {
      stage.pass(24 * 60 * 60 * 1000);
      await stage.tell('ana', 'databases', `ask "Unheard ${n}${'?'.repeat(n)}" tags:sql`);
    }
    const view = await opened('chloe');
    const labels = buttonsOf(view).map(({ text }) => text.text);
    expect(labels.filter((label) => label.startsWith('Answer #'))).toHaveLength(5);
    await press('chloe', view, '… and 8 more');
    const list = viewOf('views.open');
    expect(textOf(list)).toContain('page 1 of 3');
    await press('chloe', list, 'Next');
    expect(calls('views.update').at(-1)?.args.view_id).toBe('V1');
    expect(textOf(viewOf('views.update'))).toContain('page 2 of 3');
  });

  test('is published once for an event that comes twice', async () => {
    await opened('ben', 'Ev9');
    await opened('ben', 'Ev9');
    expect(calls('views.publish')).toHaveLength(1);
  });

  test('tells nothing of private channels but to their authors', async () => {
    await slack.deliver(
      slack
        .slash('ana', 'git', '/ask', 'Is the merger on? tags:git,merger')
        .replace(/channel_id=\w+&channel_name=\w+/, 'channel_id=G0SECRET&channel_name=secret'),
    );
    expect(textOf(await opened('ben'))).not.toContain('merger');
    expect(textOf(await opened('ana'))).toContain('Is the merger on?');
  });

  test('shows a page over itself for a search, and goes deeper from there', async () => {
    const view = await opened('chloe');
    await typeInto('chloe', view, 'soft reset');
    const found = viewOf('views.open');
    expect(found).toMatchObject({ type: 'modal' });
    expect(textOf(found)).toContain('How do I undo the last commit');
    await press('chloe', found, 'Show #1');
    expect(textOf(viewOf('views.push'))).toContain('git commit --amend is enough');
    slack.api.fail('views.push', { body: { ok: false, error: 'push_limit_reached' } });
    await press('chloe', found, 'Show #1');
    expect(textOf(viewOf('views.update'))).toContain('git commit --amend is enough');
  });

  test('keeps a form over a page in its place, and tells there what came of it', async () => {
    await typeInto('chloe', await opened('chloe'), 'stash');
    await press('chloe', viewOf('views.open'), 'Show #4');
    await press('chloe', viewOf('views.push'), 'Answer');
    const form = viewOf('views.push');
    expect(textOf(form)).toContain('Where did my stash go?');
    await submit('chloe', form, { text: typed('Try git fsck.') });
    expect(slack.answered()?.body).toMatchObject({ response_action: 'update' });
    expect(textOf(slack.answered()?.body)).toContain('Your answer to #4 is *4.2*');
    expect(calls('views.publish')).toHaveLength(3);
  });

  test('asks for the words when none were typed', async () => {
    await typeInto('chloe', await opened('chloe'), null);
    const form = viewOf('views.open');
    expect(form.blocks.flatMap(({ block_id }) => block_id ?? [])).toEqual(['words', 'tag']);
    await submit('chloe', form, { words: typed('soft reset') });
    expect(slack.answered()?.body).toMatchObject({ response_action: 'update' });
    expect(textOf(slack.answered()?.body)).toContain('How do I undo the last commit');
  });

  test('is as new as what was done in it, and says above it what that was', async () => {
    await press('ben', await opened('ben'), 'Remove #rebase');
    expect(calls('views.open')).toEqual([]);
    expect(textOf(home())).toMatch(/^You declare #git\./);
    expect(textOf(home())).not.toContain('Remove #rebase');
    await press('ben', home(), 'Add what you know');
    const form = viewOf('views.open');
    const picked = { type: 'multi_external_select', selected_options: [{ value: 'reflog' }] };
    await submit('ben', form, { tags: picked });
    expect(slack.answered()).toEqual({ status: 200, body: '' });
    expect(textOf(home())).toMatch(/^You declare #git, #reflog\./);
    expect(textOf(home())).toContain('Remove #reflog');
  });

  test('pauses and ends a pause', async () => {
    await press('ben', await opened('ben'), 'Pause for a week');
    expect(textOf(home())).toMatch(/Paused until 2026-11-1\d: no questions are brought to you\./);
    await press('ben', home(), 'End the pause');
    expect(textOf(home())).not.toContain('Paused until');
    expect(buttonsOf(home()).map(({ text }) => text.text)).toContain('Pause for a week');
  });

  test('has the next digest, which is set up and turned off in it', async () => {
    await press('ben', await opened('ben'), 'Get one weekly');
    expect(textOf(home())).toMatch(
      /^You get a digest of #git #rebase[\s\S]*Your next digest\nOn #git #rebase, every Monday/,
    );
    await press('ben', home(), 'Show it now');
    expect(viewOf('views.open')).toMatchObject({ type: 'modal' });
    const off = buttonsOf(home()).findLast(({ text }) => text.text === 'Turn it off');
    if (off) await act('ben', home(), off);
    expect(textOf(home())).toContain('None is scheduled.');
  });

  test('answers a question from a form over it, and edits its card', async () => {
    await slack.type('ana', 'git', 'ask How do I squash? tags:git');
    await press('ben', await opened('ben'), 'Answer #8');
    await submit('ben', viewOf('views.open'), { text: typed('Rebase interactively.') });
    expect(textOf(home())).toMatch(/^Thank you\. Your answer to #8 is \*8\.1\*/);
    expect(textOf(calls('chat.update').at(-1)?.args)).toContain('Rebase interactively.');
    expect(textOf(home())).not.toContain('Answer #8');
  });

  test('says what went wrong in a page of its own', async () => {
    const view = await opened('ben');
    await press('ben', view, 'Remove #rebase');
    await press('ben', view, 'Remove #rebase');
    expect(textOf(viewOf('views.open'))).toContain('You do not declare that.');
  });

  test('shows hostile words literally, and stays within the limits', async () => {
    const words = '<!channel> <@U0ANA> <https://evil.example|bank> *bold* \u202egnol\u202c \ud800';
    for (let n = 0; n < 4; n += 1) {
      stage.pass(24 * 60 * 60 * 1000);
      await stage.tell('chloe', 'git', `ask "${words} ${n}" tags:git`);
    }
    const view = await opened('ben');
    expect(textOf(view)).toContain('<!channel> <@U0ANA> <https://evil.example|bank> ∗bold∗');
    expect(view.blocks.length).toBeLessThanOrEqual(100);
  });

  test('keeps a form that Slack did not open, and asks for the channel then too', async () => {
    const view = await opened('ben');
    slack.api.fail('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
    await press('ben', view, 'Ask the community');
    const [offer] = calls('chat.postMessage');
    expect(offer?.args.channel).toBe('D0BEN');
    const [button] = buttonsOf(offer?.args);
    await slack.deliver(
      payload({
        type: 'block_actions',
        team: { id: team },
        user: { id: 'U0BEN', name: 'ben' },
        channel: { id: 'D0BEN' },
        trigger_id: 'offer.1',
        actions: [{ ...button, action_ts: '1.3' }],
      }),
    );
    expect(viewOf('views.open').blocks.at(-1)?.block_id).toBe('@channel');
  });

  test('whose memory is broken drops what is pressed in it', async () => {
    const view = await opened('ben');
    for (const memory of ['', '{', '{}', 'null', '{"channel":""}']) {
      await press('ben', { ...view, private_metadata: memory }, 'What you can do');
      expect(slack.answered()?.status).toBe(200);
    }
    expect(calls('views.open')).toEqual([]);
  });
});

describe('a question asked from where there is no channel', () => {
  const ask = () => press('ben', home(), 'Ask the community');

  test('asks in which, and is posted there', async () => {
    await opened('ben');
    await ask();
    const form = viewOf('views.open');
    const picker = form.blocks.at(-1);
    expect(picker).toMatchObject({
      type: 'input',
      element: { type: 'conversations_select', default_to_current_conversation: true },
    });
    const state = { question: typed('Which pager is best?'), '@channel': chosen('C0DATABASES') };
    await submit('ben', form, state);
    expect(textOf(home())).toMatch(/^Posted as \*#8\* in #databases\./);
    expect(calls('chat.postMessage').map(({ args }) => args.channel)).toEqual(['C0DATABASES']);
  });

  test('is posted where it was asked in, even after it was answered with suggestions', async () => {
    await opened('ana');
    await press('ana', home(), 'Ask the community');
    const question = typed('How to undo the last commit but keep my changes?');
    await submit('ana', viewOf('views.open'), { question, '@channel': chosen('C0DATABASES') });
    const page = slack.answered()?.body as { view: View } | undefined;
    if (page) await press('ana', page.view, 'Ask anyway');
    expect(textOf(viewOf('views.update'))).toMatch(/Posted as \*#8\* in #databases\./);
    expect(calls('chat.postMessage').map(({ args }) => args.channel)).toEqual(['C0DATABASES']);
  });

  test('keeps the channel while what is wrong is put right', async () => {
    await opened('ben');
    await ask();
    await submit('ben', viewOf('views.open'), {
      question: typed(' '),
      '@channel': chosen('C0GIT'),
    });
    expect(slack.answered()?.body).toEqual({
      response_action: 'errors',
      errors: { question: 'Please fill this in.' },
    });
  });
});

describe('a global shortcut', () => {
  const choose = (command: string, trigger = `shortcut.${command}`) =>
    slack.deliver(
      payload({
        type: 'shortcut',
        callback_id: `anywhere:${command}`,
        trigger_id: trigger,
        action_ts: '1.1',
        team: { id: team, domain: 'data' },
        user: { id: 'U0BEN', username: 'ben', team_id: team },
      }),
    );

  test('opens its form, and shows what comes of it in direct messages', async () => {
    await choose('find-expert');
    await submit('ben', viewOf('views.open'), { topic: typed('git') });
    expect(slack.answered()).toEqual({ status: 200, body: '' });
    const [post, ...more] = calls('chat.postMessage');
    expect(more).toEqual([]);
    expect(post?.args.channel).toBe('D0BEN');
    expect(textOf(post?.args)).toContain('Chloé Martin');
  });

  test('for asking asks in which channel, posts there, and tells it in direct messages', async () => {
    await choose('ask');
    await submit('ben', viewOf('views.open'), {
      question: typed('Which pager is best?'),
      '@channel': chosen('C0GIT'),
    });
    expect(calls('chat.postMessage').map(({ args }) => args.channel)).toEqual(['D0BEN', 'C0GIT']);
  });

  test('that is repeated opens one form', async () => {
    await choose('ask', 'same');
    await choose('ask', 'same');
    expect(calls('views.open')).toHaveLength(1);
  });

  test('that nobody knows is answered with a sentence', async () => {
    await choose('launch');
    expect(textOf(calls('chat.postMessage').at(-1)?.args)).toContain('no longer available');
  });
});

test('the root command alone shows what waits, privately, in the channel', async () => {
  await slack.deliver(slack.slash('ben', 'git', '/praxis', ''));
  const [shown] = calls('respond');
  expect(shown?.args.response_type).toBe('ephemeral');
  expect(textOf(shown?.args)).toContain('What you know (3)');
});

test('a direct message that says hello shows what waits, and its field searches', async () => {
  const hello = { type: 'message', channel_type: 'im', user: 'U0BEN', channel: 'D0BEN' };
  await slack.deliver(
    slack.event('Ev1', { ...hello, text: 'Hello!', ts: '1.1' }),
    'application/json',
  );
  const [post] = calls('chat.postMessage');
  expect(textOf(post?.args)).toContain('What you know');
  const blocks = (post?.args.blocks ?? []) as View['blocks'];
  const field = blocks.find(({ element }) => element?.type === 'plain_text_input');
  await slack.deliver(
    payload({
      type: 'block_actions',
      team: { id: team },
      user: { id: 'U0BEN', name: 'ben' },
      channel: { id: 'D0BEN' },
      container: { type: 'message' },
      trigger_id: 'typed.1',
      actions: [{ ...field?.element, value: 'soft reset', action_ts: '1.2' }],
    }),
  );
  expect(textOf(calls('chat.postMessage').at(-1)?.args)).toContain('How do I undo the last commit');
});
