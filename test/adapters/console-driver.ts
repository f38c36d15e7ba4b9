import { PassThrough, Writable } from 'node:stream';
import { createConsole } from '../../adapters/console/index.ts';
import type { Driver, Seen } from './contract.ts';
import type { Stage } from './stage.ts';

/** Raw lines in, printed text out: the console reading a script, one line at a time. */
export async function openConsole(stage: Stage): Promise<Driver> {
  const input = new PassThrough();
  const printed = collector();
  let deliveries = 0;
  let isRepeating = false;
  const terminal = createConsole({
    community: stage.community,
    workspace: stage.workspace,
    members: stage.core.members,
    cards: stage.core.cards,
    clock: stage.clock,
    input,
    output: printed.output,
    isTerminal: false,
    isColoured: false,
    width: () => 80,
    as: 'ana',
    in: 'git',
    keepFile: async (name: string) => `/kept/${name}`,
    newDelivery: () => {
      if (!isRepeating) deliveries += 1;
      return `console-${deliveries}`;
    },
  });
  const running = terminal.start(stage.bot);
  let standing = 'ana git';
  let last: readonly string[] = [];
  let said = '';

  /** The console writes exactly once for each line. */
  async function send(line: string): Promise<string> {
    const next = printed.next();
    input.write(`${line}\n`);
    return next;
  }

  async function act(lines: readonly string[]): Promise<void> {
    last = lines;
    said = '';
    for (const line of lines) said = withoutEcho(await send(line));
  }

  return {
    adapter: terminal,
    async type(member, channel, line) {
      const wanted = `${member} ${channel}`;
      if (wanted !== standing) {
        await send(`as ${member}`);
        await send(`in #${channel}`);
        standing = wanted;
      }
      await act([line]);
    },
    async press(label) {
      const number = numbered(said).find((button) => button.label === label)?.number;
      if (!number) throw new Error(`there is no button "${label}" in:\n${said}`);
      await act([number]);
    },
    forge: () => act(['99']),
    async fill(values) {
      const lines = Object.values(values).flatMap((value) =>
        /an empty line\s+ends it/.test(said) ? [...value.split('\n'), '.'] : [value],
      );
      await act(lines);
    },
    async repeatLast() {
      isRepeating = true;
      await act(last);
      isRepeating = false;
    },
    seen: () => seenIn(said),
    buttons: () => numbered(said).map(({ label }) => label),
    isAsked: () => said !== '' && !said.endsWith('\n\n'),
    async close() {
      input.end();
      await running;
    },
  };
}

function collector() {
  let take: ((text: string) => void) | undefined;
  const output = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      take?.(String(chunk));
      done();
    },
  });
  const next = () =>
    new Promise<string>((resolve) => {
      take = resolve;
    });
  return { output, next };
}

const withoutEcho = (text: string) => text.slice(text.indexOf('\n') + 1);

/** The console's own lines start at its own column: who sees what follows, and edits of cards. */
function seenIn(said: string): readonly Seen[] {
  const parts = said.split(/^(?= {2}(?:\((?:only you see this|in #\S+)\)$|✎))/m);
  return parts
    .filter((part) => part.trim() !== '')
    .map((text) => ({ text, audience: /^ {2}(\(in #|✎)/.test(text) ? 'public' : 'private' }));
}

function numbered(said: string): readonly { number: string; label: string }[] {
  const lines = said.split('\n').filter((line) => /^ {2}\[\d+\] /.test(line));
  return lines
    .flatMap((line) => line.trim().split(/ {2}(?=\[)/))
    .map((button) => /^\[(\d+)\] (.*)$/.exec(button))
    .map((match) => ({ number: match?.[1] ?? '', label: match?.[2] ?? '' }));
}
