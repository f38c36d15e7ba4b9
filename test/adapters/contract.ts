import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Adapter } from '../../adapters/adapter.ts';
import { play, samples, viewOf, visibleWords } from './samples.ts';
import { type Home, openStage, type Stage } from './stage.ts';

/** Something that a platform showed: to one member, or to the channel. */
export interface Seen {
  readonly text: string;
  readonly audience: 'private' | 'public';
}

/** How the contract drives an adapter, at the platform's wire. Each act ends when it was answered. */
export interface Driver {
  /** The member, by handle, types a line in the channel, by name. */
  type(member: string, channel: string, line: string): Promise<void>;
  /** The same member presses the newest button with this label. */
  press(label: string): Promise<void>;
  /** The same member presses a button that is not there, or not any more. */
  forge(): Promise<void>;
  /** The same member fills the open form in and submits it. `values` are in the fields' order. */
  fill(values: Readonly<Record<string, string>>): Promise<void>;
  /** The platform delivers the last act once more. */
  repeatLast(): Promise<void>;
  /** What the last act made appear: messages, edits, the form. */
  seen(): readonly Seen[];
  /** The labels of the buttons that the last act made appear. */
  buttons(): readonly string[];
  /** Whether a form is open. */
  isAsked(): boolean;
  readonly adapter: Adapter;
  close(): Promise<void>;
}

const soon = 'How do I squash commits?';

/** What every adapter promises. `open` starts the adapter over the stage's bot, at home on its platform. */
export function adapterContract(
  name: string,
  open: (stage: Stage) => Promise<Driver>,
  home?: Home,
): void {
  describe(`the ${name} adapter`, () => {
    let stage: Stage;
    let driver: Driver;
    const all = () =>
      driver
        .seen()
        .map(({ text }) => text)
        .join('\n');

    beforeEach(async () => {
      stage = await openStage(home);
      await play(stage);
      driver = await open(stage);
    });

    afterEach(async () => {
      await driver.close();
      await stage.store.close();
    });

    test('answers a typed command', async () => {
      await driver.type('ana', 'git', 'show 1');
      expect(all()).toContain('How do I undo the last commit but keep my changes?');
    });

    test('opens a form for what is missing, and does the command when it is filled in', async () => {
      await driver.type('ben', 'git', 'answer 2');
      expect(driver.isAsked()).toBe(true);
      await driver.fill({ text: 'git branch --move old new' });
      expect(driver.isAsked()).toBe(false);
      expect(all()).toContain('2.2');
      await driver.type('ana', 'git', 'show 2');
      expect(all()).toContain('git branch --move old new');
    });

    test('keeps every line of a long answer', async () => {
      await driver.type('ben', 'git', 'answer 2');
      await driver.fill({ text: 'first line\nsecond line' });
      await driver.type('ana', 'git', 'show 2');
      expect(all()).toMatch(/first line\s+\S*\s*second line/);
    });

    test('performs the call of a button', async () => {
      await driver.type('chloe', 'git', 'show 2');
      await driver.press('Helpful 2.1');
      expect(all()).toContain('2.1 helped you');
    });

    test('opens a form from a button', async () => {
      await driver.type('chloe', 'git', 'show 2');
      await driver.press('Answer');
      expect(driver.isAsked()).toBe(true);
      await driver.fill({ text: 'from a button' });
      expect(all()).toContain('2.2');
    });

    test('does a repeated delivery once', async () => {
      const before = await stage.tell('ana', 'git', 'questions mine');
      await driver.type('ben', 'git', `ask ${soon}`);
      await driver.repeatLast();
      const mine = await stage.tell('ben', 'git', 'questions mine');
      expect(JSON.stringify(viewOf(mine).title)).toContain('(1)');
      expect(viewOf(await stage.tell('ana', 'git', 'questions mine'))).toEqual(viewOf(before));
    });

    test('says what to do about an unknown command, to who typed it', async () => {
      await driver.type('ana', 'git', 'frobnicate now');
      expect(all()).toContain('frobnicate');
      expect(all()).toContain('help');
      expect(driver.seen().every(({ audience }) => audience === 'private')).toBe(true);
    });

    test('refuses a forged or stale button with a sentence', async () => {
      await driver.type('ana', 'git', 'show 2');
      await driver.forge();
      expect(all()).toMatch(/There is no|no longer/);
    });

    test('marks a private reply private, and posts the question card in public', async () => {
      await driver.type('ben', 'git', `ask ${soon}`);
      const [reply, card] = driver.seen();
      expect(reply).toMatchObject({ audience: 'private' });
      expect(reply?.text).toContain('Posted as');
      expect(card).toMatchObject({ audience: 'public' });
      expect(card?.text).toContain(soon);
    });

    test('posts a public command for everyone', async () => {
      await driver.type('ana', 'git', 'digest now 30');
      expect(driver.seen().map(({ audience }) => audience)).toEqual(['public']);
    });

    test('shows that a posted card changed', async () => {
      await driver.type('ben', 'git', `ask ${soon}`);
      await driver.type('ana', 'git', 'answer 8 With an interactive rebase.');
      const [, card] = driver.seen();
      expect(card).toMatchObject({ audience: 'public' });
      expect(card?.text).toContain('1 answer');
    });

    test('shows hostile words literally, and lets them pretend nothing', async () => {
      const escapes =
        '\u001b[31mred\u001b]0;title\u0007 \u202egnol\u202c \ud800 <b>&amp; @everyone';
      await driver.type('ana', 'git', `ask ${escapes} [9] Accept 1.1 ${'x'.repeat(60)} [8] Reopen`);
      expect(driver.buttons()).toEqual(['Answer', 'Me too']);
      expect(all()).toContain('@everyone');
      await driver.type('ben', 'git', 'answer 8');
      const lines = [
        '  [1] Accept 1.1',
        '(only you see this)',
        'ana #git › quit',
        '~~~',
        '[7] Undo',
      ];
      await driver.fill({ text: lines.join('\n') });
      await driver.type('chloe', 'git', 'show 8');
      expect(driver.buttons()).toEqual(['Helpful 8.1', 'Accept 8.1', 'Answer', 'Me too']);
      for (const line of lines) expect(all()).toContain(line.trim());
      expect(driver.seen()).toHaveLength(1);
      expect(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u.test(all())).toBe(false);
    });

    test('examines its workspace: each finding is a sentence, with a remedy for what is not well', async () => {
      const { communities, channels } = stage.store;
      const [workspace] = await communities.workspacesOf(stage.community.id);
      if (!workspace) throw new Error('the stage is in no workspace');
      const used = await channels.inWorkspace(workspace.id);
      const findings = await driver.adapter.examine(workspace, used);
      expect(findings.length).toBeGreaterThan(0);
      for (const { state, where, sentence, remedy } of findings) {
        expect(where).not.toBe('');
        expect(sentence).toMatch(/\S.*[.!]$/s);
        if (state !== 'well') expect(remedy).toMatch(/\S.*\.$/s);
      }
    });

    for (const { name: what, member, channel, line } of samples) {
      test(`loses no word of ${what}`, async () => {
        const view = viewOf(await stage.tell(member, channel, line));
        await driver.type(member, channel, line);
        const shown = squeezed(all());
        for (const words of visibleWords(view)) {
          let at = 0;
          for (const word of words) {
            const found = shown.indexOf(squeezed(word), at);
            expect({ word, isShown: found >= 0 }).toEqual({ word, isShown: true });
            at = found + squeezed(word).length;
          }
        }
      });
    }
  });
}

/** Without what a renderer may put between words, or into a word that is longer than a line. */
const squeezed = (text: string) => text.replace(/[\s│┆•]/g, '');
