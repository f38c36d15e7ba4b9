import type { Digest } from '../../src/digests/digests.ts';
import { say, type Text } from '../kit/text.ts';
import type { Block } from '../kit/view.ts';

type Weeks = Digest['weeks'];

/** In units that are two dots each; a phone shows about half of them. */
const size = { width: 360, height: 190 };
const plot = { left: 34, right: 352, top: 44, bottom: 162 };
/** Legible on white and on the dark of both platforms. */
const colours = { asked: '#3b82f6', answered: '#22a06b', words: '#8a929b', line: '#8a929b' };
const bars = '▁▂▃▄▅▆▇█';

/** Questions asked and answered in each of the last weeks; nothing where there were none. */
export function trendBlocks(weeks: Weeks): Block[] {
  const highest = Math.max(0, ...weeks.flatMap(({ asked, answered }) => [asked, answered]));
  if (highest === 0) return [];
  const { svg, text } = { svg: chart(weeks, highest), text: sparkline(weeks, highest) };
  return [{ kind: 'image', svg, alt: inWords(weeks), text }];
}

function sparkline(weeks: Weeks, highest: number): Text {
  const line = (of: (week: Weeks[number]) => number) =>
    weeks.map((week) => bars[Math.round((of(week) / highest) * (bars.length - 1))]).join('');
  const last = weeks.at(-1) ?? { asked: 0, answered: 0 };
  return say`The last ${weeks.length} weeks: asked ${line((week) => week.asked)} ${last.asked}, answered ${line((week) => week.answered)} ${last.answered}`;
}

/** For who cannot see it. */
function inWords(weeks: Weeks): string {
  const list = (of: (week: Weeks[number]) => number) => weeks.map(of).join(', ');
  return `Questions in each of the last ${weeks.length} weeks, the oldest first. Asked: ${list((week) => week.asked)}. Answered: ${list((week) => week.answered)}.`;
}

function chart(weeks: Weeks, highest: number): string {
  const top = niceTop(highest);
  const y = (n: number) => plot.bottom - (n / top) * (plot.bottom - plot.top);
  const step = (plot.right - plot.left) / weeks.length;
  const width = step * 0.36;
  const bar = (x: number, n: number, colour: string) =>
    n === 0
      ? ''
      : `<rect x="${x.toFixed(1)}" y="${y(n).toFixed(1)}" width="${width.toFixed(1)}" height="${(plot.bottom - y(n)).toFixed(1)}" rx="2" fill="${colour}"/>`;
  const columns = weeks.map(({ asked, answered }, i) => {
    const x = plot.left + i * step + step * 0.12;
    return bar(x, asked, colours.asked) + bar(x + width + 1, answered, colours.answered);
  });
  const grid = [0, top / 2, top].map(
    (n) =>
      `<line x1="${plot.left}" x2="${plot.right}" y1="${y(n)}" y2="${y(n)}" stroke="${colours.line}" stroke-opacity="${n === 0 ? 0.8 : 0.35}"/>` +
      words(plot.left - 6, y(n) + 5, String(n), 'end'),
  );
  const last = weeks.at(-1) ?? { asked: 0, answered: 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="Inter" font-size="14">`,
    legend(8, colours.asked, `asked ${last.asked}`),
    legend(118, colours.answered, `answered ${last.answered}`),
    words(plot.right, 22, 'this week', 'end'),
    ...grid,
    ...columns,
    words(plot.left, size.height - 8, `${weeks.length} weeks ago`, 'start'),
    words(plot.right, size.height - 8, 'now', 'end'),
    '</svg>',
  ].join('');
}

/** The next number above that halves well. */
function niceTop(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest));
  const steps = [1, 2, 3, 4, 5, 6, 8, 10].map((n) => n * power);
  return steps.find((n) => n >= highest && n % 2 === 0) ?? 2 * power;
}

const words = (x: number, y: number, text: string, anchor: 'start' | 'end') =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colours.words}">${text}</text>`;

const legend = (x: number, colour: string, text: string) =>
  `<rect x="${x}" y="11" width="12" height="12" rx="3" fill="${colour}"/>${words(x + 18, 22, text, 'start')}`;
