import type { MyQuote } from '../../src/capture/quotes.ts';
import type { Snippet } from '../../src/model.ts';
import type { Quote, QuoteWish } from '../../src/model-quotes.ts';
import { code, day, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';

const labels: Readonly<Record<QuoteWish, string>> = {
  named: 'Keep my name',
  unnamed: 'Without my name',
  'left-out': 'Leave me out',
};

const said = ({ snippetId }: Quote, wish: QuoteWish, style?: 'danger'): Action => ({
  label: labels[wish],
  call: { name: 'quotes say', args: { of: String(snippetId), wish } },
  ...(style && { style }),
});

const about = (snippet: Snippet | undefined): Text =>
  snippet ? say`${strong(`S${snippet.number}`)} ${snippet.title}` : ['something that was saved'];

/** Asks someone whose words another member saved. */
export function quoteView(quote: Quote, snippet: Snippet | undefined): View {
  return {
    name: 'quote',
    title: ['May you be named?'],
    blocks: [
      {
        kind: 'prose',
        text: say`Something that you wrote is kept, so that others find it: ${about(snippet)}`,
      },
      { kind: 'quote', text: quote.words },
      {
        kind: 'actions',
        actions: [said(quote, 'named'), said(quote, 'unnamed'), said(quote, 'left-out')],
      },
      {
        kind: 'note',
        text: say`Until you say so your name does not stand with it; on ${day(quote.dueAt)} the usual of this community is done. Left out, your words are deleted there and do not come back. ${code('quotes always')} answers once for all.`,
      },
    ],
  };
}

const states: Readonly<Record<Quote['state'], string>> = {
  asked: 'you were asked; not named until you say so',
  named: 'with your name',
  unnamed: 'without your name',
};

const always: Readonly<Record<QuoteWish, string>> = {
  named: 'You are always named; nobody asks.',
  unnamed: 'You are never named; nobody asks.',
  'left-out': 'Your words are always left out; nobody asks.',
};

/** Where a member is quoted, and what they want done with it. */
export function quotesView(
  quotes: readonly MyQuote[],
  total: number,
  wish: QuoteWish | undefined,
): View {
  const items = quotes.map((quote): Block => {
    const others = (['named', 'unnamed', 'left-out'] as const).filter((one) => one !== quote.state);
    return {
      kind: 'item',
      title: about(quote.snippet),
      lines: [[states[quote.state]]],
      quote: quote.words,
      actions: others.map((one) => said(quote, one)),
    };
  });
  const none: Block = { kind: 'prose', text: ['Nothing that you wrote was saved by others.'] };
  const more = total - quotes.length;
  return {
    name: 'quotes',
    title: ['Where you are quoted'],
    blocks: [
      ...(items.length > 0 ? items : [none]),
      ...(more > 0 ? [{ kind: 'note', text: [`… and ${more} older ones.`] } as const] : []),
      {
        kind: 'note',
        text: say`${wish === undefined ? 'You are asked each time.' : always[wish]} ${code('quotes always')} changes that.`,
      },
    ],
  };
}

/** What was done about one's words. */
export const quoteSaid: Readonly<Record<QuoteWish, string>> = {
  named: 'Thank you. Your name stands with your words there.',
  unnamed: 'Your words stay there without your name.',
  'left-out': 'Your words are deleted there, also from what it said before.',
};

export const wishSaid: Readonly<Record<QuoteWish | 'ask', string>> = {
  ...always,
  ask: 'You are asked each time.',
};
