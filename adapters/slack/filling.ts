import { isTyped } from '../../commands/kit/args.ts';
import type { Bot } from '../../commands/kit/bot.ts';
import type { Door } from '../../commands/kit/command.ts';
import type { Card } from '../../commands/kit/reply.ts';
import type { Outcome, Request } from '../../commands/kit/request.ts';
import { type createAsking, readMemory } from './asking.ts';
import type { Directory } from './directory.ts';
import { type FormMemory, toModal, waitingModal } from './forms.ts';
import { type Heard, type Origin, platform, type Self } from './heard.ts';
import type { Ack } from './hearing.ts';
import { type createHome, isAtHome } from './home.ts';
import { toOptions, wantedIn } from './inputs.ts';
import { readPlace, readState, toErrors } from './submission.ts';
import { toPage } from './surfaces.ts';
import type { Web } from './web.ts';

/** Slack closes a modal only if it is answered within three seconds. */
const answerWithin = 2_200;

type Kind<K extends Heard['kind']> = Extract<Heard, { kind: K }>;

/** What is done about forms: filled in, and sent. */
export function createFilling(options: {
  readonly bot: Bot;
  readonly web: Web;
  readonly directory: Directory;
  readonly self: Self;
  readonly asking: ReturnType<typeof createAsking>;
  readonly home: ReturnType<typeof createHome>;
  readonly handle: (
    origin: Origin,
    key: string,
    door: Door,
    input: Request['input'],
  ) => Promise<Outcome | undefined>;
  readonly answer: (outcome: Outcome | undefined, origin: Origin, key: string) => Promise<void>;
  readonly post: (cards: readonly Card[], origin: Origin) => Promise<void>;
  readonly readText: (text: string) => Promise<string>;
}) {
  const { bot, web, directory, self, asking, home, handle, answer, post, readText } = options;

  return {
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
      const { thread } = memory;
      const place = { platform, workspace: self.team, channel, ...(thread && { thread }) };
      const request = { account, place };
      const wanted = wantedIn(arg, heard.typed);
      const given = { ...memory.args, ...readState(heard.state) };
      const found = await bot.suggest(request, command, arg.name, wanted, given);
      await ack({ options: toOptions(arg, found, heard.typed) });
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
