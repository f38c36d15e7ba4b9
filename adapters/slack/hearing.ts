import type { Bot } from '../../commands/kit/bot.ts';
import { decodeCall } from '../../commands/kit/call.ts';
import type { Door } from '../../commands/kit/command.ts';
import { problemView } from '../../commands/kit/problem.ts';
import type { Card } from '../../commands/kit/reply.ts';
import type { Outcome, Request } from '../../commands/kit/request.ts';
import { messageIn } from '../../commands/kit/route.ts';
import type { Core } from '../../src/core.ts';
import { handleFrom } from '../../src/handles.ts';
import type { Log } from '../../src/log.ts';
import type { Message } from '../../src/model.ts';
import { cardProblem } from '../card-problem.ts';
import { readAction } from './actions.ts';
import { withAlone } from './alone.ts';
import { createAsking, resume } from './asking.ts';
import { createConversation } from './conversation.ts';
import type { createDelivery, Target } from './delivery.ts';
import type { Directory } from './directory.ts';
import { createFilling } from './filling.ts';
import { type Heard, type Origin, platform, type Self } from './heard.ts';
import { createHome, isAtHome } from './home.ts';
import { createMessages } from './messages.ts';
import type { Posts } from './posts.ts';
import { lineOf } from './register.ts';
import { createMentions, createSlashes } from './slashes.ts';
import { accountsIn, readTyped, withoutBot } from './typed.ts';
import type { Web } from './web.ts';

export type Ack = (response?: unknown) => Promise<void>;

export interface Hearing {
  readonly bot: Bot;
  readonly core: Pick<Core, 'members' | 'drafts' | 'accounts' | 'channels'>;
  readonly web: Web;
  readonly directory: Directory;
  readonly delivery: ReturnType<typeof createDelivery>;
  readonly posts: Posts;
  readonly log: Log;
  readonly prefix: string;
  readonly self: Self;
}

type Kind<K extends Heard['kind']> = Extract<Heard, { kind: K }>;

/** What is done about each thing that is heard. */
export function createHearing(hearing: Hearing) {
  const { bot, core, web, directory, delivery, posts, log, prefix, self } = hearing;
  const asking = createAsking(hearing);
  const slashes = createSlashes(bot.commands, prefix);
  const mentions = createMentions(bot.commands);
  const typing = ({ thread }: Pick<Origin, 'thread'>) => (thread ? mentions : slashes);
  const home = createHome({ web, delivery, contents });
  const messages = createMessages({ ...hearing, readText });
  const conversation = createConversation({
    ...hearing,
    messages,
    readText,
    handle,
    answer,
    post: posts.card,
    whisper: (view, to) => delivery.show(typing(to).view(view), to, 'private'),
  });
  const filling = createFilling({ ...hearing, asking, home, handle, answer, post, readText });

  /** An invocation of what was said or pressed. */
  async function handle(
    origin: Pick<Origin, 'user' | 'channel' | 'thread'>,
    key: string,
    door: Door,
    input: Request['input'],
    given?: Message,
  ): Promise<Outcome | undefined> {
    const [account, channel] = await Promise.all([
      directory.person(origin.user),
      directory.channel(origin.channel),
    ]);
    const { thread } = origin;
    const place = { platform, workspace: self.team, channel, ...(thread && { thread }) };
    const message = given ?? (await messageFor(input, origin.channel.id));
    const delivery = `slack:${self.team}:${key}`;
    const conversation = thread && (() => messages.thread(origin.channel.id, thread));
    const request = {
      delivery,
      door,
      account,
      place,
      input,
      ...(message && { message }),
      ...(conversation && { conversation }),
    };
    const outcome = await bot.handle(request);
    return outcome && withAlone(typing(origin).outcome(outcome));
  }

  /** The message that a button or a form is about. */
  async function messageFor(input: Request['input'], channel: string) {
    const call = input.kind === 'encoded' ? decodeCall(input.call) : undefined;
    const named = messageIn(bot.commands, input.kind === 'call' ? input.call : call);
    return named === undefined ? undefined : (await messages.read(channel, named))?.message;
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
      const posted = await posts.card(card);
      const problem = posted && cardProblem(posted, { platform: 'Slack', limited: 'ratelimited' });
      if (problem) await delivery.show(problemView(problem), target, 'private');
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
      await answer(outcome, replyTo(heard, outcome), heard.delivery);
    },

    ...conversation,
    ...filling,

    /** Who brought us into a channel is told what we do there; cards that could not be posted come. */
    async joined(heard: Kind<'joined'>): Promise<void> {
      if (heard.joined !== self.bot) return;
      directory.forgetChannel(heard.channel.id);
      const input = { kind: 'call', call: { name: 'welcome', args: {} } } as const;
      const outcome = await handle(heard, heard.delivery, 'button', input);
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

    /** Something of ours broke: said calmly to who is waiting. */
    async broke(error: unknown, heard: Heard): Promise<void> {
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ event: 'slack hearing failed', kind: heard.kind, reference, err: error });
      if (!('channel' in heard) || !('user' in heard)) return;
      const sentence = `Something went wrong on our side. Please try again; if it happens again, tell an admin the reference ${reference}.`;
      await delivery.show(problemView(sentence), heard, 'private');
    },
  };
}

/**
 * What all see is said in a thread under the mention, not between what others say. What one member
 * sees is not: Slack hides it in a thread that nobody has begun.
 */
function replyTo(heard: Kind<'mention'>, outcome: Outcome | undefined): Origin {
  const isDirect = heard.channel.id.startsWith('D');
  const isPublic = outcome?.audience === 'public' && !isDirect && !heard.thread;
  return isPublic && heard.ts ? { ...heard, thread: heard.ts } : heard;
}
