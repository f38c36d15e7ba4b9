import type { Card } from '../../commands/kit/reply.ts';
import type { Outcome } from '../../commands/kit/request.ts';
import { code, say, strong } from '../../commands/kit/text.ts';
import { type Action, actionsOf, type View } from '../../commands/kit/view.ts';
import type { Place } from '../../src/members.ts';
import { changeOf } from './cards.ts';
import { mostKept } from './limits.ts';
import { isCut, margins, type Page, printView } from './outbound.ts';
import { safeLine } from './safe.ts';
import { spansOf, wordsOf } from './spans.ts';
import { shorten, wrap } from './wrap.ts';

type Channel = Place['channel'];

/** A button on the screen: what it calls, where it stands, and whose it is when it is private. */
export interface Button {
  readonly action: Action;
  readonly where: Channel;
  readonly only: string | null;
}

interface Posted {
  readonly view: View;
  readonly where: Channel;
}

interface Shown {
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
}

/** What is on the screen: numbered buttons, cards that were posted, and what was cut. */
export function createScreen(page: (isWhole: boolean) => Page) {
  const posted = new Map<string, Posted>();
  let buttons: readonly Button[] = [];
  let cut: readonly View[] = [];
  /** What was shown with buttons, the newest last. */
  let trail: readonly Shown[] = [];

  const own = (line: string) => `${' '.repeat(margins.own)}${line}`;
  const aside = (words: string) => own(page(false).paint('aside', words));

  function printCard({ key, view, channel }: Card, first: number): readonly string[] {
    const known = posted.get(key);
    posted.set(key, { view, where: channel });
    if (!known)
      return ['', aside(`(in #${safeLine(channel.name)})`), ...printView(view, page(false), first)];
    const change = changeOf(known.view, view);
    if (!change) return [];
    const { now, width } = page(false);
    const title = shorten(wordsOf(known.view.title, now), 40);
    const text = say`✎ ${strong(title)} in #${known.where.name} is now: ${change}`;
    const lines = wrap(spansOf(text, 'plain', now), width - margins.body);
    const painted = lines.map((line) =>
      line.map((s) => page(false).paint(s.style, s.text)).join(''),
    );
    return painted.map((line, i) => (i === 0 ? own(line) : ' '.repeat(margins.body) + line));
  }

  return {
    /** The lines that an outcome gives on the screen of `handle` in `where`. */
    show({ reply, audience }: Outcome, handle: string, where: Channel): readonly string[] {
      if (reply.kind === 'form') return [];
      const { view } = reply;
      const cards = reply.cards ?? [];
      const fresh = cards.filter(({ key }) => !posted.has(key));
      const shown: Button[] = actionsOf(view).map((action) => {
        return { action, where, only: audience === 'private' ? handle : null };
      });
      const lines = [
        aside(audience === 'private' ? '(only you see this)' : `(in #${safeLine(where.name)})`),
        ...printView(view, page(false), 1),
      ];
      for (const card of cards) {
        lines.push(...printCard(card, shown.length + 1));
        if (!fresh.includes(card)) continue;
        shown.push(
          ...actionsOf(card.view).map((action) => ({ action, where: card.channel, only: null })),
        );
      }
      cut = [view, ...fresh.map((card) => card.view)].filter((one) => isCut(one, page(false)));
      if (view.name !== 'problem') buttons = shown;
      if (shown.length > 0) trail = [...trail, { lines, buttons: shown }].slice(-mostKept);
      return lines;
    },

    /** The button with that number in what was shown last, or why there is none for `handle`. */
    find(number: number, handle: string): Button | View['title'] {
      const button = buttons[number - 1];
      if (!button) {
        return buttons.length === 0
          ? say`There is no button to press now. ${code('back')} shows the last ones again.`
          : say`There is no button ${number} on the screen: they go from 1 to ${buttons.length}.`;
      }
      return button.only === null || button.only === handle
        ? button
        : say`Only @${button.only} saw that button; ${code(`as ${button.only}`)} speaks as them.`;
    },

    /** What was shown with buttons before those that can be pressed now, once more. */
    back(): readonly string[] | undefined {
      if (trail.at(-1)?.buttons === buttons) trail = trail.slice(0, -1);
      buttons = trail.at(-1)?.buttons ?? [];
      return trail.at(-1)?.lines;
    },

    /** What was cut, as a whole. */
    more(): readonly string[] | undefined {
      if (cut.length === 0) return undefined;
      return cut.flatMap((view) => {
        const blocks = view.blocks.map((block) =>
          'actions' in block ? { ...block, actions: [] } : block,
        );
        return printView({ ...view, blocks }, page(true), 1);
      });
    },
  };
}
