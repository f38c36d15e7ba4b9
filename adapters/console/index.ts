import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Bot } from '../../commands/kit/bot.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Adapter, Recipient } from '../adapter.ts';
import { createPaint } from './colours.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { type Company, platform } from './own.ts';
import { safeLine } from './safe.ts';

export interface ConsoleOptions extends Company {
  /** Where lines come from: a terminal, a pipe or a file. */
  readonly input: Readable;
  readonly output: Writable;
  /** Whether someone types at a terminal. Otherwise the input is a script, and is echoed. */
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
  /** Columns of the terminal now. */
  readonly width: () => number;
  /** The handle of whom to start as: anyone, when undefined. */
  readonly as: string | undefined;
  /** The name of the channel to start in: `general` or the first, when undefined. */
  readonly in: string | undefined;
  readonly clock: () => number;
  /** Called after each line, before the next one is read: what follows from it may arrive. */
  readonly heard?: () => Promise<void>;
}

/** The bot in a terminal, in which one person can be the whole community. */
export function createConsole(options: ConsoleOptions): Adapter {
  const { input, output, isTerminal } = options;
  /** Aborted when nobody wants more: stopped, or the reader is gone. */
  const ending = new AbortController();
  const end = () => ending.abort();
  let running: Promise<void> | undefined;
  /** Prints what arrives by itself; undefined while nobody looks. */
  /** What arrived while a line was in hand: it is printed below the answer. */
  let arrived = '';
  let isInHand = false;
  let arrive: ((key: string, view: View, to: Recipient) => Promise<void>) | undefined;

  async function serve(bot: Bot): Promise<void> {
    const paint = createPaint(options.isColoured);
    const talk = createConversation({ ...options, bot, paint });
    const terminal = createInterface({
      input,
      ...(isTerminal && { output, completer: completer(talk) }),
      terminal: isTerminal,
      crlfDelay: Number.POSITIVE_INFINITY,
      removeHistoryDuplicates: true,
    });
    // The iterator holds the input back while a line is in hand, and keeps the lines in order.
    const lines = terminal[Symbol.asyncIterator]();
    ending.signal.addEventListener('abort', () => terminal.close(), { once: true });
    // Kept to the end: a reader who left says so after the last write.
    output.on('error', end).on('close', end);
    if (isTerminal) terminal.on('SIGINT', () => interrupt(talk, terminal, output));
    // What was typed into a form is not a command to go back to.
    terminal.on('history', (history) => void (talk.isFilling() && history.shift()));
    arrive = async (key, view, to) => {
      const said = talk.arrive(key, view, to);
      if (said === '' || isInHand) arrived += said;
      else if (isTerminal) {
        // The line that is being typed goes down below what arrived.
        await write(`\r\u001b[K${said}`);
        terminal.prompt(true);
      } else await write(said);
    };
    try {
      await write(await talk.open(isTerminal));
      await converse(talk, lines, terminal);
      const gaveUp = talk.interrupt() ?? '';
      // Ctrl-D leaves the cursor behind the prompt.
      const end = isTerminal && !talk.isOver() ? '\n' : '';
      await write(gaveUp === '' ? end : `\n${gaveUp}`);
    } finally {
      arrive = undefined;
      terminal.close();
    }
  }

  async function converse(
    talk: Conversation,
    lines: AsyncIterator<string>,
    terminal: ReturnType<typeof createInterface>,
  ): Promise<void> {
    while (!ending.signal.aborted && !talk.isOver()) {
      const prompt = talk.prompt();
      if (isTerminal) {
        terminal.setPrompt(prompt);
        terminal.prompt();
      }
      const { value: line, done } = await lines.next();
      if (done || ending.signal.aborted) return;
      const echo = talk.isIdle(line) ? safeLine(line.trim()) : prompt + safeLine(line);
      isInHand = true;
      const said = await talk.hear(line);
      await options.heard?.();
      isInHand = false;
      const script = echo === '' ? '' : `${echo}\n`;
      const all = said + arrived;
      arrived = '';
      await write(isTerminal ? all : script + all);
    }
  }

  /** One write for each line, and none while the reader is behind. */
  async function write(text: string): Promise<void> {
    if (text === '' || output.destroyed || output.write(text)) return;
    try {
      await once(output, 'drain', { signal: ending.signal });
    } catch (error) {
      if (!ending.signal.aborted) throw error;
    }
  }

  return {
    platform,
    async start(bot) {
      running = serve(bot);
      await running;
    },
    async post(to, view, key) {
      if (!arrive) return { kind: 'later', afterMs: 1_000, why: 'nobody looks at the terminal' };
      await arrive(key, view, to);
      return { kind: 'stands', message: key };
    },
    examine: async () => [
      { state: 'well', where: 'the terminal', sentence: 'Nothing can be missing in it.' },
    ],
    async stop() {
      end();
      await running;
    },
  };
}

function completer(talk: Conversation) {
  return (line: string, done: (error: Error | null, result?: [string[], string]) => void) => {
    talk.complete(line).then(
      ([found, typed]) => done(null, [[...found], typed]),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  };
}

/** Ctrl-C gives up the form, then the line, then the conversation. */
function interrupt(
  talk: Conversation,
  terminal: ReturnType<typeof createInterface>,
  output: Writable,
): void {
  const isEmpty = terminal.line === '';
  terminal.write(null, { ctrl: true, name: 'e' });
  terminal.write(null, { ctrl: true, name: 'u' });
  const said = talk.interrupt();
  if (said === undefined && isEmpty) {
    terminal.close();
    return;
  }
  output.write(`\n${said ?? ''}`);
  terminal.setPrompt(talk.prompt());
  terminal.prompt();
}
