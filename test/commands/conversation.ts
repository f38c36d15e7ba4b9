import { Writable } from 'node:stream';
import pino from 'pino';
import { commands } from '../../commands/index.ts';
import { type Bot, createBot } from '../../commands/kit/bot.ts';
import type { Command, Door } from '../../commands/kit/command.ts';
import type { Outcome, Request } from '../../commands/kit/request.ts';
import { accountOf, type Fixture, openCommunity, placeOf } from '../core/community.ts';
import { readReply } from './read.ts';

/** A community with the bot in it: people say lines and press buttons, and we read what comes back. */
export interface Conversation extends Fixture {
  readonly bot: Bot;
  /** Everything the log has received, as JSON lines. */
  log(): string;
  request(who: Who, input: Request['input'], door?: Door): Request;
  /** Says a line and gives what came back as text. */
  say(who: Who, line: string): Promise<string>;
  /** Presses a button with this encoded call. */
  press(who: Who, call: string): Promise<string>;
  /** Submits a form: a call with prose in it. */
  submit(who: Who, name: string, args: Record<string, string>): Promise<string>;
  handle(request: Request): Promise<Outcome>;
}

/** `ana`, or `ana in private-leads`, or `ana in general at elsewhere`, or `gus as guest in general`. */
export type Who = string;

export async function openConversation(all: readonly Command[] = commands): Promise<Conversation> {
  const fixture = await openCommunity();
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = pino({ level: 'trace', base: null }, stream);
  const bot = createBot({ commands: all, core: fixture.core, log });
  let deliveries = 0;

  function request(who: Who, input: Request['input'], door: Door = 'mention'): Request {
    const [, name = '', guest, channel = 'general', workspace = 'here'] =
      /^(.+?)( as guest)?(?: in (\S+))?(?: at (\S+))?$/.exec(who) ?? [];
    deliveries += 1;
    const delivery = `delivery-${deliveries}`;
    const account = { ...accountOf(name), ...(guest && { guest: 'elsewhere' as const }) };
    return { delivery, door, account, place: placeOf(channel, workspace), input };
  }

  async function handle(one: Request): Promise<Outcome> {
    const outcome = await bot.handle(one);
    if (!outcome) throw new Error('this delivery was handled before');
    return outcome;
  }

  const read = async (one: Request) => readReply((await handle(one)).reply);

  return {
    ...fixture,
    bot,
    log: () => lines.join(''),
    request,
    handle,
    say: (who, line) => read(request(who, { kind: 'line', line })),
    press: (who, call) => read(request(who, { kind: 'encoded', call }, 'button')),
    submit: (who, name, args) => read(request(who, { kind: 'call', call: { name, args } }, 'form')),
  };
}
