import type { Bot } from '../../commands/kit/bot.ts';
import { type Call, encodeCall } from '../../commands/kit/call.ts';
import type { Request } from '../../commands/kit/request.ts';
import { code, say } from '../../commands/kit/text.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Paint } from './colours.ts';
import { begin, type Filling, fieldView, fill, formView } from './forms.ts';
import { isComment, readTyped, type Typed } from './inbound.ts';
import { narrowest, widest } from './limits.ts';
import { margins, type Page, printView } from './outbound.ts';
import { type Company, createOwnWords, platform } from './own.ts';
import { needed, nobody, nowhere, ownHelp, remark, tooLong, usage, welcome } from './remarks.ts';
import { safeLine } from './safe.ts';
import { createSaid } from './said.ts';
import { type Arrival, createScreen } from './screen.ts';
import type { Standing } from './standing.ts';
import { completions } from './tab.ts';

export interface ConversationOptions extends Company {
  readonly bot: Bot;
  readonly clock: () => number;
  readonly paint: Paint;
  readonly width: () => number;
  readonly as: string | undefined;
  readonly in: string | undefined;
}

export type Conversation = ReturnType<typeof createConversation>;

/** One person before the bot, being everyone in turn: a line goes in, text comes out. */
export function createConversation(options: ConversationOptions) {
  const { bot, clock, paint, workspace } = options;
  const said = createSaid(clock);
  const words = createOwnWords({ ...options, said });
  const page = (isWhole: boolean): Page => {
    const width = Math.max(narrowest, Math.min(widest, options.width()));
    return { width, now: clock(), paint, isWhole };
  };
  const screen = createScreen(page);
  let standing: Standing = {};
  let filling: Filling | undefined;
  let fillingIn: Standing['where'];
  let isOver = false;

  const text = (lines: readonly string[]) => (lines.length === 0 ? '' : `${lines.join('\n')}\n\n`);
  const print = (view: View) => text(printView(view, page(false), 1));
  /** Without a gap before the prompt that it leads to. */
  const lead = (view: View) => `${printView(view, page(true), 1).join('\n')}\n`;

  async function handle(
    request: Pick<Request, 'door' | 'input' | 'message'>,
    where = standing.where,
    under = standing.thread,
  ): Promise<string> {
    const { who } = standing;
    const isHere = where?.externalId === standing.where?.externalId;
    const thread = isHere ? under : undefined;
    if (!who) return print(nobody);
    if (!where) return print(nowhere);
    const outcome = await bot.handle({
      ...request,
      delivery: options.newDelivery(),
      account: { externalId: who.account, name: who.name },
      place: { platform, workspace, channel: where, ...(thread && { thread }) },
      ...(thread && { conversation: async () => said.thread(where, thread) }),
    });
    if (!outcome) {
      const isReaction = request.door === 'reaction';
      return isReaction ? '' : print(remark(['This was received before, and done once.']));
    }
    if (outcome.reply.kind === 'form') {
      filling = begin(outcome.reply.form);
      fillingIn = where;
      return lead(formView(filling)) + lead(fieldView(filling));
    }
    await words.stand(outcome.reply.cards ?? []);
    const kept = { ...outcome.reply, view: await withFilesKept(outcome.reply.view) };
    return text(screen.show({ ...outcome, reply: kept }, who.handle, where));
  }

  /** Files are written beside the database; the view says where. */
  async function withFilesKept(view: View): Promise<View> {
    const blocks = view.blocks.map(async (block) => {
      if (block.kind !== 'file') return block;
      const path = await options.keepFile(block.name, block.content);
      return { ...block, text: say`${block.text}: ${code(path)}` };
    });
    return { ...view, blocks: await Promise.all(blocks) };
  }

  async function press(number: number): Promise<string> {
    const found = screen.find(number, standing.who?.handle ?? '');
    if (!('action' in found)) return print(remark(found));
    const call = encoded(found.action.call);
    if (call === undefined) return print(tooLong);
    return handle(
      { door: 'button', input: { kind: 'encoded', call } },
      found.where ?? standing.where,
    );
  }

  async function own(typed: Extract<Typed, { kind: 'own' }>): Promise<string> {
    if (typed.word === 'quit') {
      isOver = true;
      return '';
    }
    if (typed.word === 'back') {
      const lines = screen.back();
      return lines ? text(lines) : print(remark(['There were no buttons before these.']));
    }
    if (typed.word === 'more') {
      const lines = screen.more();
      return lines ? text(lines) : print(remark(['Nothing was cut on the screen.']));
    }
    if (typed.word === 'say') return speak(typed.rest);
    if (typed.word === 'on') return about(typed.rest);
    const done = await words.run(typed.word, typed.rest, standing);
    standing = done.standing;
    return done.view ? print(done.view) : '';
  }

  function speak(text: string): string {
    const { who, where, thread } = standing;
    if (!who) return print(nobody);
    if (!where) return print(nowhere);
    return print(text === '' ? usage('say') : said.add(who, where, thread, text));
  }

  /** Chooses an entry of the menu of a message, by its command, or reacts to the message. */
  async function about(rest: string): Promise<string> {
    const { where } = standing;
    const meant = said.read(rest);
    const found = where && meant && said.find(where, meant.id);
    if (!meant || !found) return print(usage('on'));
    const { isUndone, what } = meant;
    const under =
      found.thread ?? (standing.thread === found.message.id ? standing.thread : undefined);
    const isEntry = bot.commands.some(({ name, onMessage }) => onMessage?.label && name === what);
    const at = clock();
    const input = isEntry
      ? ({ kind: 'menu', name: what, at } as const)
      : ({ kind: 'reaction', emoji: what, isUndone, at } as const);
    const door = isEntry ? 'shortcut' : 'reaction';
    return handle({ door, input, message: found.message }, where, under);
  }

  async function tell(typed: Extract<Typed, { kind: 'said' }>): Promise<string> {
    const { door, line } = typed;
    const reply = await handle({ door, input: { kind: 'line', line } });
    return /^help$/i.test(line) ? reply + print(ownHelp) : reply;
  }

  async function goOn(form: Filling, line: string): Promise<string> {
    const step = fill(form, line);
    if (step.kind === 'cancelled') {
      filling = undefined;
      return print(remark(['Cancelled; nothing was sent.']));
    }
    if (step.kind === 'filled') {
      filling = undefined;
      return handle({ door: 'form', input: { kind: 'call', call: step.call } }, fillingIn);
    }
    filling = step.filling;
    if (step.isMissing) return lead(needed);
    return step.filling.asked === form.asked ? '' : lead(fieldView(step.filling));
  }

  return {
    /** Takes the starting place, and says what there is to say about it. */
    async open(isGreeted: boolean): Promise<string> {
      const steps = await words.start(options.as, options.in);
      standing = steps.at(-1)?.standing ?? {};
      const problems = steps.flatMap(({ view }) => view ?? []);
      const greeting = isGreeted ? [welcome(options.community.name, standing)] : [];
      return [...greeting, ...problems].map(print).join('');
    },

    /** What stands before the next line. */
    prompt(): string {
      const [field] = filling?.asked ?? [];
      if (filling && field) {
        const name = field.arg.name;
        const sign = filling.lines.length === 0 ? `${name} ›` : `${' '.repeat(name.length)} │`;
        return `${' '.repeat(margins.own)}${paint('mark', sign)} `;
      }
      const who = safeLine(standing.who?.handle ?? 'nobody');
      const where = safeLine(standing.where ? `#${standing.where.name}` : 'nowhere');
      const under = standing.thread
        ? ` ${standing.thread.replace(/^(?:\w+:)?(?=\d)/, '#').replace(/^/, '↳ ')}`
        : '';
      return `${paint('person', who)} ${paint('aside', where + under)} › `;
    },

    /** Does what the line says, to its end, and gives what is to be printed. */
    async hear(line: string): Promise<string> {
      if (filling) return goOn(filling, line);
      const typed = readTyped(line);
      switch (typed.kind) {
        case 'nothing':
          return '';
        case 'press':
          return press(typed.number);
        case 'own':
          return own(typed);
        case 'said':
          return tell(typed);
      }
    },

    /** Prints what arrives by itself. */
    arrive: (key: string, view: View, to: Arrival): string => text(screen.arrive(key, view, to)),

    /** Gives up a form that is being filled in; undefined when there is none. */
    interrupt(): string | undefined {
      if (!filling) return undefined;
      filling = undefined;
      return print(remark(['The form was given up; nothing was sent.']));
    },

    complete: (line: string): Promise<readonly [string[], string]> =>
      filling
        ? Promise.resolve([[], line])
        : completions(line, { bot, words, workspace, standing }),

    /** Whether the next line is not for a form, and means nothing. */
    isIdle: (line: string): boolean => !filling && (line.trim() === '' || isComment(line)),
    isFilling: (): boolean => filling !== undefined,
    isOver: (): boolean => isOver,
  };
}

/** Undefined for a call that no button can carry: the commands should not have offered it. */
function encoded(call: Call): string | undefined {
  try {
    return encodeCall(call);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
