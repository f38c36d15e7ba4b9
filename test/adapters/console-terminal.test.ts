import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createConsole } from '../../adapters/console/index.ts';
import { openStage, type Stage } from './stage.ts';

/** Keys go in as a terminal sends them; what comes out has the cursor's movements taken off. */
function terminalFor(stage: Stage) {
  const input = new PassThrough();
  let text = '';
  let looked = 0;
  let waiting: { pattern: RegExp; found: () => void } | undefined;
  const check = () => {
    if (!waiting?.pattern.test(text.slice(looked))) return;
    looked = text.length;
    waiting.found();
    waiting = undefined;
  };
  const output = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      text += stripVTControlCharacters(String(chunk));
      check();
      done();
    },
  });
  let deliveries = 0;
  const adapter = createConsole({
    community: stage.community,
    workspace: stage.workspace,
    members: stage.core.members,
    cards: stage.core.cards,
    clock: stage.clock,
    input,
    output,
    isTerminal: true,
    isColoured: false,
    width: () => 80,
    as: 'ana',
    in: 'git',
    keepFile: async (name: string) => `/kept/${name}`,
    newDelivery: () => {
      deliveries += 1;
      return `d${deliveries}`;
    },
  });
  return {
    adapter,
    running: adapter.start(stage.bot),
    text: () => text,
    press: (keys: string) => input.write(keys),
    /** Until what came out since the last time fits. */
    until: (pattern: RegExp) =>
      new Promise<void>((found) => {
        waiting = { pattern, found };
        check();
      }),
  };
}

describe('at a terminal', () => {
  let stage: Stage;
  let terminal: ReturnType<typeof terminalFor>;
  beforeEach(async () => {
    stage = await openStage();
    terminal = terminalFor(stage);
    await terminal.until(/ana #git › $/);
  });
  afterEach(async () => {
    await terminal.adapter.stop();
    await stage.store.close();
  });

  test('one is welcomed with three things to try', () => {
    expect(terminal.text()).toMatch(/Data folk.*@ana, Ana Díaz.*#git/s);
    expect(terminal.text()).toMatch(/questions open.*ask How.*help/s);
  });

  test('Tab completes a command, and an argument from what the bot suggests', async () => {
    await stage.tell('ana', 'git', 'ask "Why is the index not used?" tags:git');
    terminal.press('ans\t');
    await terminal.until(/answer $/);
    terminal.press('\t');
    await terminal.until(/1 $/);
    terminal.press('\n');
    await terminal.until(/text › $/);
    terminal.press('cancel\n');
    await terminal.until(/ana #git › $/);
    terminal.press('profile @be\t');
    await terminal.until(/@ben $/);
    terminal.press('\n');
    await terminal.until(/Ben Okafor/);
  });

  test('Tab completes members and channels behind the console’s own words', async () => {
    terminal.press('as ch\t');
    await terminal.until(/as chloe $/);
    terminal.press('\nin da\t');
    await terminal.until(/in #databases $/);
    terminal.press('\n');
    await terminal.until(/chloe #databases › $/);
  });

  test('the arrow goes back to commands, not to what was typed into a form', async () => {
    terminal.press('ask\n');
    await terminal.until(/question › $/);
    terminal.press('Secret words\n');
    await terminal.until(/details › $/);
    terminal.press('cancel\n');
    await terminal.until(/ana #git › $/);
    terminal.press('\u001b[A');
    await terminal.until(/ask$/);
  });

  test('Ctrl-C gives up a form, then a line, then the conversation', async () => {
    terminal.press('ask\n');
    await terminal.until(/question › $/);
    terminal.press('half a li\u0003');
    await terminal.until(/nothing was sent[\s\S]*ana #git › $/);
    terminal.press('half a li\u0003');
    await terminal.until(/ana #git › $/);
    terminal.press('\u0003');
    await terminal.running;
  });

  test('Ctrl-D ends it', async () => {
    terminal.press('\u0004');
    await terminal.running;
  });
});
