import { isTyped } from '../../commands/kit/args.ts';
import type { Bot } from '../../commands/kit/bot.ts';
import { decodeCall } from '../../commands/kit/call.ts';
import type { Door } from '../../commands/kit/command.ts';
import { problemView } from '../../commands/kit/problem.ts';
import type { Card } from '../../commands/kit/reply.ts';
import type { Outcome, Request } from '../../commands/kit/request.ts';
import type { Core } from '../../src/core.ts';
import { handleFrom } from '../../src/handles.ts';
import type { Log } from '../../src/log.ts';
import { readAction } from './actions.ts';
import { createAsking, readMemory, resume } from './asking.ts';
import type { createCards } from './cards.ts';
import { cardProblem, type createDelivery, type Target } from './delivery.ts';
import type { Directory } from './directory.ts';
import { type FormMemory, toModal, waitingModal } from './forms.ts';
import { type Heard, type Origin, platform, type Self } from './heard.ts';
import { createHome, isAtHome } from './home.ts';
import { toOptions, wantedIn } from './inputs.ts';
import { lineOf } from './register.ts';
import { readPlace, readState, toErrors } from './submission.ts';
import { toPage } from './surfaces.ts';
import { accountsIn, readTyped, withoutBot } from './typed.ts';
import type { Web } from './web.ts';

/** Slack closes a modal only if it is answered within three seconds. */
const answerWithin = 2_200;

export type Ack = (response?: unknown) => Promise<void>;

export interface Hearing {
  readonly bot: Bot;
  readonly core: Pick<Core, 'members' | 'drafts' | 'accounts'>;
  readonly web: Web;
  readonly directory: Directory;
  readonly delivery: ReturnType<typeof createDelivery>;
  readonly cards: ReturnType<typeof createCards>;
  readonly log: Log;
  readonly prefix: string;
  readonly self: Self;
}

type Kind<K extends Heard['kind']> = Extract<Heard, { kind: K }>;

/** What is done about each thing that is heard. */
export function createHearing(hearing: Hearing) {
  const { bot, core, web, directory, delivery, cards, log, prefix, self } = hearing;
  const asking = createAsking(hearing);
  const home = createHome({ web, delivery, contents });

  /** An invocation of what was said or pressed. */
  async function handle(
    origin: Pick<Origin, 'user' | 'channel'>,
    key: string,
    door: Door,
    input: Request['input'],
  ): Promise<Outcome | undefined> {
    const [account, channel] = await Promise.all([
      directory.person(origin.user),
      directory.channel(origin.channel),
    ]);
    const place = { platform, workspace: self.team, channel };
    return bot.handle({ delivery: `slack:${self.team}:${key}`, door, account, place, input });
  }

  /** To who says nothing is shown what stands in Home. */
  async function contents(origin: Origin, key: string) {
    const outcome = await handle(origin, `home:${key}`, 'button', { kind: 'line', line: '' });
    return outcome?.reply.kind === 'form' ? undefined : outcome?.reply.view;
  }

  /** Typed text with the people in it as handles; whoever was never here keeps their name. */
  async function readText(text: string): Promise<string> {
    const named = accountsIn(text).map(async (id) => {
      const member = await core.accounts.find(self.workspaceId, id);
      if (member) return [id, member.handle] as const;
      const { name } = await directory.person({ id });
      return [id, name === id ? undefined : handleFrom(name)] as const;
    });
    const handles = new Map(await Promise.all(named));
    return readTyped(text, (id) => handles.get(id));
  }

  /** Shows a reply, opens a form, posts and edits cards. */
  async function answer(outcome: Outcome | undefined, origin: Origin, key: string): Promise<void> {
    if (!outcome) return;
    const { reply, audience } = outcome;
    if (reply.kind === 'form') return asking.open(reply.form, origin);
    if (isAtHome(origin)) await home.show(reply, origin, key);
    else await delivery.show(reply.view, origin, audience, reply.kind);
    await post(reply.cards ?? [], origin);
  }

  async function post(all: readonly Card[], target: Target): Promise<void> {
    for (const card of all) {
      const problem = cardProblem(await cards.post(card), card.channel.name);
      if (problem) await delivery.show(problem, target, 'private');
    }
  }

  return {
    async slash(heard: Kind<'slash'>): Promise<void> {
      const text = await readText(heard.text);
      const line = lineOf(bot.commands, { command: heard.command, text }, prefix);
      const outcome = await handle(heard, heard.delivery, 'slash', { kind: 'line', line });
      await answer(outcome, heard, heard.delivery);
    },

    async mention(heard: Kind<'mention'>): Promise<void> {
      const line = await readText(withoutBot(heard.text, self.bot));
      const outcome = await handle(heard, heard.delivery, 'mention', { kind: 'line', line });
      await answer(outcome, heard, heard.delivery);
    },

    homeOpened: (heard: Kind<'home opened'>): Promise<void> => home.publish(heard, heard.delivery),

    /** There is no channel: what comes of it is shown in the member's direct messages. */
    async globalShortcut(heard: Kind<'global shortcut'>): Promise<void> {
      const origin = { ...heard, channel: { id: await directory.direct(heard.user.id) } };
      const call = { name: heard.command, args: {} };
      const outcome = await handle(origin, heard.delivery, 'shortcut', { kind: 'call', call });
      await answer(outcome, origin, heard.delivery);
    },

    async press(heard: Kind<'press'>): Promise<void> {
      let input = readAction(heard.action, heard.value);
      if (!input) return;
      const call = input.kind === 'encoded' ? decodeCall(input.call) : undefined;
      if (call?.name === resume) {
        const draft = await asking.kept(Number(call.args.draft), heard);
        if (!draft) {
          const gone = problemView('That form is no longer available. Type the command instead.');
          return delivery.show(gone, heard, 'private');
        }
        input = { kind: 'call', call: draft };
      }
      const door = input.kind === 'call' && !call ? 'form' : 'button';
      await answer(await handle(heard, heard.delivery, door, input), heard, heard.delivery);
    },

    /** Closes the modal, says under the inputs what is wrong, or shows the form anew. */
    async submission(heard: Kind<'submission'>, ack: Ack): Promise<void> {
      const memory = readMemory(heard.view.memory);
      const [firstBlock = 'value'] = Object.keys(heard.state);
      const refuse = (sentence: string) =>
        ack({ response_action: 'errors', errors: { [firstBlock]: sentence } });
      if (!memory) return refuse('This form is no longer available. Type the command instead.');
      const origin: Origin = {
        user: heard.user,
        channel: { id: memory.channel },
        ...(memory.thread && { thread: memory.thread }),
        ...(memory.responseUrl && { responseUrl: memory.responseUrl }),
        ...(memory.surface && { surface: { kind: memory.surface, view: heard.view.id } }),
      };
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        void ack({ response_action: 'update', view: waitingModal(heard.view.title) });
      }, answerWithin);
      const outcome = await submit(heard, memory, origin);
      clearTimeout(timer);
      if (!outcome) {
        const again = 'This was sent before. Change something to send it again, or close the form.';
        return isLate ? undefined : refuse(again);
      }
      const { reply } = outcome;
      if (reply.kind === 'form') {
        const view = toModal(reply.form, await asking.memoryOf(reply.form, origin));
        if (isLate) return void (await web.call('views.update', { view_id: heard.view.id, view }));
        const errors = toErrors(reply.form, heard.state, readState(heard.state));
        return ack(
          errors ? { response_action: 'errors', errors } : { response_action: 'update', view },
        );
      }
      if (isLate) {
        const view = toPage(reply.view, memory.channel);
        await web.call('views.update', { view_id: heard.view.id, view });
      } else await ack(isAtHome(origin) ? home.responseTo(reply.view, origin) : undefined);
      if (!isAtHome(origin)) return answer(outcome, origin, heard.delivery);
      await home.refresh(reply.view, origin, heard.delivery);
      await post(reply.cards ?? [], origin);
    },

    async suggestion(heard: Kind<'suggestion'>, ack: Ack): Promise<void> {
      const memory = readMemory(heard.memory);
      const command = bot.commands.find(({ name }) => name === memory?.name);
      const arg = command?.args.filter(isTyped).find(({ name }) => name === heard.arg);
      if (!memory || !command || !arg) return ack({ options: [] });
      const [account, channel] = await Promise.all([
        directory.person(heard.user),
        directory.channel({ id: memory.channel }),
      ]);
      const request = { account, place: { platform, workspace: self.team, channel } };
      const wanted = wantedIn(arg, heard.typed);
      const found = await bot.suggest(request, command, arg.name, wanted);
      await ack({ options: toOptions(arg, found, heard.typed) });
    },

    /** Something of ours broke: said calmly to who is waiting. */
    async broke(error: unknown, heard: Heard): Promise<void> {
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ event: 'slack hearing failed', kind: heard.kind, reference, err: error });
      if (!('channel' in heard) || !('user' in heard)) return;
      const sentence = `Something went wrong on our side. Please try again; if it happens again, tell an admin the reference ${reference}.`;
      await delivery.show(problemView(sentence), heard, 'private');
    },
  };

  async function submit(heard: Kind<'submission'>, memory: FormMemory, origin: Origin) {
    const known =
      memory.draft === undefined ? memory.args : (await asking.kept(memory.draft, origin))?.args;
    const filled = readState(heard.state);
    const people = Object.entries(filled).map(
      async ([name, value]) =>
        // Only a person picked from the list stands alone as a mention; prose is taken as it is.
        [name, /^<@[A-Z0-9]+>$/.test(value) ? await readText(value) : value] as const,
    );
    const args = { ...known, ...Object.fromEntries(await Promise.all(people)) };
    // The hash of a view does not change when it is sent again with other words in it.
    const key = `${heard.delivery}:${await digest(JSON.stringify(filled))}`;
    const place = { ...origin, channel: { id: readPlace(heard.state) ?? origin.channel.id } };
    return handle(place, key, 'form', { kind: 'call', call: { name: memory.name, args } });
  }
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(hash).toString('base64url').slice(0, 16);
}
