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
  /** Undefined for what was brought to a member, wherever they stand. */
  readonly where: Channel | undefined;
  readonly only: string | null;
}

/** Where something that arrives by itself belongs: in a channel, or with one member. */
export type Arrival =
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'account'; readonly externalId: string };

interface Posted {
  readonly view: View;
  readonly to: Arrival;
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

  const place = (to: Arrival) =>
    to.kind === 'channel'
      ? `in #${safeLine(to.channel.name)}`
      : `only @${safeLine(to.externalId)} sees this`;

  function printPosted(key: string, view: View, to: Arrival, first: number): readonly string[] {
    const known = posted.get(key);
    posted.set(key, { view, to });
    if (!known) return ['', aside(`(${place(to)})`), ...printView(view, page(false), first)];
    const change = changeOf(known.view, view);
    if (!change) return [];
    const { now, width } = page(false);
    const title = shorten(wordsOf(known.view.title, now), 40);
    const text = say`✎ ${strong(title)} ${known.to.kind === 'channel' ? `in #${known.to.channel.name} ` : ''}is now: ${change}`;
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
        const to = { kind: 'channel', channel: card.channel } as const;
        lines.push(...printPosted(card.key, card.view, to, shown.length + 1));
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

    /** The lines of something that arrives by itself; none when it stands there unchanged. */
    arrive(key: string, view: View, to: Arrival): readonly string[] {
      const isNew = !posted.has(key);
      const lines = printPosted(key, view, to, 1);
      if (!isNew) return lines;
      const where = to.kind === 'channel' ? to.channel : undefined;
      const only = to.kind === 'account' ? to.externalId : null;
      const shown = actionsOf(view).map((action) => ({ action, where, only }));
      cut = [view].filter((one) => isCut(one, page(false)));
      if (shown.length > 0) {
        buttons = shown;
        trail = [...trail, { lines: lines.slice(1), buttons: shown }].slice(-mostKept);
      }
      return lines.slice(1);
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
