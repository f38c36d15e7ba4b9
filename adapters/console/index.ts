import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Bot } from '../../commands/kit/bot.ts';
import type { Adapter } from '../adapter.ts';
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
}

/** The bot in a terminal, in which one person can be the whole community. */
export function createConsole(options: ConsoleOptions): Adapter {
  const { input, output, isTerminal } = options;
  /** Aborted when nobody wants more: stopped, or the reader is gone. */
  const ending = new AbortController();
  const end = () => ending.abort();
  let running: Promise<void> | undefined;

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
    try {
      await write(await talk.open(isTerminal));
      await converse(talk, lines, terminal);
      const gaveUp = talk.interrupt() ?? '';
      // Ctrl-D leaves the cursor behind the prompt.
      const end = isTerminal && !talk.isOver() ? '\n' : '';
      await write(gaveUp === '' ? end : `\n${gaveUp}`);
    } finally {
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
      const said = await talk.hear(line);
      const script = echo === '' ? '' : `${echo}\n`;
      await write(isTerminal ? said : script + said);
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
