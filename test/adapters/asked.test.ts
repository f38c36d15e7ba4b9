import { describe, expect, test } from '@jest/globals';
import { createPaint } from '../../adapters/console/colours.ts';
import { printView } from '../../adapters/console/outbound.ts';
import { toMessages as toDiscord } from '../../adapters/discord/outbound.ts';
import { toMessages as toSlack } from '../../adapters/slack/outbound.ts';
import { cards, outcomes, tuesday } from './asked-samples.ts';

/** What a busy expert reads on a Tuesday, as each platform shows it. */

const page = { width: 80, now: tuesday, paint: createPaint(false), isWhole: false };
const all = Object.entries({ ...cards, ...outcomes });

test.each(all)('in a terminal: %s', (_, view) => {
  expect(printView(view, page, 1).join('\n')).toMatchSnapshot();
});

describe.each(Object.entries(cards))('%s', (_, view) => {
  test('in Slack', () => expect(toSlack(view, 1)).toMatchSnapshot());
  test('in Discord', () => expect(toDiscord(view, 1)).toMatchSnapshot());
});
