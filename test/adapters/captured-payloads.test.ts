import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { root } from '../rules/source.ts';
import { discordHome, guild, openDiscord } from './discord-driver.ts';
import * as ofDiscord from './discord-reader.ts';
import { viewOf } from './samples.ts';
import { payload } from './slack-client.ts';
import { openSlack, slackHome, team } from './slack-driver.ts';
import * as ofSlack from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

/** A thread kept as knowledge, of payloads as they were recorded: only who, where and what is ours. */
const payloads = join(root, '../shared/payloads');

const asked = 'Hello all. Why is the export slow? It takes two hours.';
const first = 'The planner picks a sequential scan, as the statistics are stale.';
const second = 'Run ANALYZE orders right after the load, then the index is used again.';
const said = [
  ['ana', asked],
  ['ben', first],
  ['ana', 'thanks!'],
  ['ben', second],
] as const;

type Json = Readonly<Record<string, unknown>>;

/** The recorded object with ours laid over it, at any depth; what is undefined in ours is taken out. */
function laid(recorded: unknown, ours: Json): Json {
  const under = isPlain(recorded) ? recorded : {};
  const over = Object.entries(ours).map(([key, value]) => [
    key,
    isPlain(value) ? laid(under[key], value) : value,
  ]);
  return JSON.parse(JSON.stringify({ ...under, ...Object.fromEntries(over) }));
}

const isPlain = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const recorded = (path: string): Json => JSON.parse(readFileSync(join(payloads, path), 'utf8'));

let stage: Stage;
let close: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await close();
  await stage?.store.close();
});

const snippet = async () =>
  JSON.stringify(viewOf(await stage.tell('ana', 'git', 'snippet show 1')));

async function isKept(link: string): Promise<void> {
  const shown = await snippet();
  for (const words of ['S1 Why is the export slow?', first, second, 'words of 2 members', link])
    expect(shown).toContain(words);
  expect(shown).not.toContain('Ben');
}

describe('a captured thread of recorded payloads', () => {
  if (!existsSync(payloads)) {
    test('is not here: it is kept where they lie beside the repository', () => {
      expect(existsSync(payloads)).toBe(false);
    });
    return;
  }

  test('of Slack: shortcut, list, form and snippet', async () => {
    stage = await openStage(slackHome);
    const slack = await openSlack(stage);
    close = slack.close;
    for (const member of ['ben', 'chloe']) await slack.type(member, 'git', 'help');
    const events = ['Message', 'MessageThreadBroadcast', 'MessageMe', 'MessageFileShare'];
    const thread = '1793437200.000100';
    const tsOf = (i: number) => `17934372${i}0.000100`;
    for (const [i, [member, text]] of said.entries()) {
      const { event } = recorded(`slack-java-sdk/events/${events[i]}Payload.json`);
      const { subtype } = event as Json;
      const message = laid(event, {
        ...{ ts: tsOf(i), thread_ts: thread, channel: 'C0GIT', text, subtype },
        ...{ user: slackHome.account(member), bot_id: undefined, bot_profile: undefined },
      });
      slack.api.messages.set(`C0GIT ${tsOf(i)}`, message);
    }
    const from = (n: number) => ({
      team: { id: team, domain: 'data' },
      user: { id: 'U0CHLOE', username: 'chloe', name: 'chloe', team_id: team },
      channel: { id: 'C0GIT', name: 'git' },
      trigger_id: `r.${n}`,
      response_url: `${slack.api.url}/respond/r${n}`,
    });
    const backend = 'slack-java-sdk/app-backend';
    const last = () =>
      slack.api.calls.findLast((call) => ofSlack.audienceOf(call) === 'private')?.args;
    const seen = () => ofSlack.textOf(last());
    async function press(label: string, n: number, nth = 0): Promise<void> {
      const found = ofSlack.buttonsOf(last()).filter(({ text }) => text.text === label)[nth];
      const { actions, ...base } = recorded(
        `${backend}/interactive-components/BlockActionPayload.json`,
      );
      const at = { message_ts: '1793523600.9', channel_id: 'C0GIT', thread_ts: thread };
      const container = { type: 'message', is_ephemeral: true, view_id: undefined, ...at };
      const action = laid((actions as Json[])[0], {
        ...{ type: 'button', action_id: found?.action_id, value: found?.value },
        action_ts: `1793523701.${n}`,
      });
      const ours = { ...from(n), container, view: undefined, actions: [action] };
      await slack.deliver(payload(laid(base, ours)));
    }

    const menu = recorded(`${backend}/interactive-components/MessageShortcutPayload.json`);
    const chosen = { message_ts: tsOf(3), action_ts: '1793523700.1', callback_id: 'save' };
    const message = {
      ...{ ts: tsOf(3), thread_ts: thread, channel: 'C0GIT', team, text: second },
      ...{ type: 'message', subtype: undefined, user: 'U0BEN', bot_id: undefined },
    };
    await slack.deliver(payload(laid(menu, { ...from(1), ...chosen, message })));
    expect(seen()).toContain('1 message chosen');
    expect(seen()).toMatch(/The planner[\s\S]*thanks![\s\S]*Run ANALYZE[\s\S]*file/);
    await press('Add', 2, 1);
    expect(seen()).toMatch(/The planner[\s\S]*✓ 2nd[\s\S]*Run ANALYZE[\s\S]*✓ 1st/);
    await press('Continue', 3);

    const view = slack.api.calls.findLast(({ method }) => method === 'views.open')?.args.view as {
      readonly blocks: readonly { block_id: string; element?: { initial_value?: string } }[];
    };
    const values = view.blocks.flatMap(({ block_id: name, element }) => {
      const typed = element?.initial_value;
      const input = { type: 'plain_text_input', value: typed };
      return typed === undefined ? [] : [[name, { value: input }] as const];
    });
    const submission = recorded(`${backend}/views/ViewSubmissionPayload.json`);
    const state = { values: Object.fromEntries(values) };
    const sent = { ...view, id: 'V0RECORDED', team_id: team, state };
    const { team: where, user, trigger_id } = from(4);
    await slack.deliver(payload(laid(submission, { team: where, user, trigger_id, view: sent })));
    expect(seen()).toContain('Kept as *S1*');
    expect(seen()).toContain('2 people whose words are in it are asked in private');
    await isKept('https://data.slack.com/archives/C0GIT/p1793437200000100');
  });

  test('of Discord: menu, list, modal and snippet', async () => {
    stage = await openStage(discordHome);
    const discord = await openDiscord(stage);
    close = discord.close;
    for (const member of ['ben', 'chloe']) await discord.type(member, 'git', 'help');
    const epoch = 1_420_070_400_000;
    const idOf = (i: number) => String(BigInt(Date.UTC(2026, 9, 31, 9, i) - epoch) << 22n);
    const git = discordHome.channel('git');
    const thread = idOf(0);
    const { d: base } = recorded('discord-hikari/message_payload.json');
    const messages = said.map(([member, content], i) =>
      laid(base, {
        ...{ id: idOf(i), channel_id: thread, guild_id: guild, content, type: 0, flags: 0 },
        ...{ webhook_id: undefined, message_reference: undefined, referenced_message: undefined },
        author: { id: discordHome.account(member), username: member, bot: false, system: false },
        ...(i === 0 && { channel_id: git }),
      }),
    );
    const [starter] = messages;
    const opening = { type: 21, content: '', channel_id: thread, referenced_message: starter };
    messages[0] = laid(starter, opening);
    for (const one of messages) discord.server.messages.set(`${thread} ${one.id}`, one);

    const { d: post } = recorded('discord-hikari/guild_public_thread_payload.json');
    const channel = laid(post, {
      ...{ id: thread, guild_id: guild, parent_id: git, name: 'Why is the export slow?' },
      owner_id: discordHome.account('ana'),
    });
    await discord.dispatch('THREAD_CREATE', channel);
    async function interact(file: string, ours: Json): Promise<void> {
      const by = discord.interaction('chloe', 'git', { channel_id: thread, channel });
      const { d } = recorded(`discord-ready/${file}_interaction.json`);
      await discord.dispatch('INTERACTION_CREATE', laid(d, { ...by, user: undefined, ...ours }));
    }
    const last = () =>
      discord.server.calls.findLast((call) => ofDiscord.audienceOf(call) === 'private')?.body;
    const seen = () => ofDiscord.textOf(last());
    async function press(label: string, nth = 0): Promise<void> {
      const found = ofDiscord.buttonsOf(last()).filter((one) => one.label === label)[nth];
      const message = { id: '800000000000000001', flags: 64 };
      await interact('component', { type: 3, message, data: { custom_id: found?.id } });
    }

    const resolved = { users: undefined, messages: { [idOf(3)]: messages[3] } };
    const data = { type: 3, name: 'Save as knowledge', target_id: idOf(3), resolved };
    await interact('context_menu_command', { type: 2, data });
    expect(seen()).toContain('1 message chosen');
    expect(seen()).toMatch(/The planner[\s\S]*thanks![\s\S]*Run ANALYZE[\s\S]*1 file with it/);
    await press('Add', 1);
    expect(seen()).toMatch(/The planner[\s\S]*✓ 2nd[\s\S]*Run ANALYZE[\s\S]*✓ 1st/);
    await press('Continue');

    const modal = discord.server.calls.findLast(
      ({ body }) => (body as Json | undefined)?.type === 9,
    )?.body as { data: { custom_id: string; components: readonly Json[] } };
    const { custom_id, components } = modal.data;
    await interact('modal', {
      type: 5,
      data: { custom_id, components: components.filter(({ type }) => type === 18) },
    });
    expect(seen()).toContain('Kept as **S1**');
    expect(seen()).toContain('2 people whose words are in it are asked in private');
    await isKept(`https://discord.com/channels/${guild}/${git}/${thread}`);
  });
});
