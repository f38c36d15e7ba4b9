import type { Bot } from '../commands/kit/bot.ts';

/** The contract that every adapter signs: it hears, translates, renders and delivers. */
export interface Adapter {
  readonly platform: string;
  /** Serves `bot` until the platform ends the conversation or `stop` is called; then it resolves. */
  start(bot: Bot): Promise<void>;
  /** Ends it: work in hand is finished first. May be called more than once. */
  stop(): Promise<void>;
}
