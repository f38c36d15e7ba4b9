import type { Core } from '../src/core.ts';
import type { Reader } from '../src/model.ts';
import { questionOfCard } from '../src/notices/cards.ts';
import { cleanLine, cut } from '../src/text.ts';
import type { Suggest } from './kit/args.ts';

/** What the thread in which people stand is about. */

const mostSuggested = 10;

const longestLabel = 80;

/** The number of the question whose card stands as this message, and opens its thread. */
export async function questionOf(
  core: Core,
  channelId: number,
  message: string,
): Promise<string | undefined> {
  return questionOfCard(await core.cards.at(channelId, message));
}

/** The question in whose thread they stand. */
export async function questionHere(core: Core, { channelId, thread }: Reader) {
  return thread === undefined ? undefined : questionOf(core, channelId, thread);
}

/** Its answer, when it has only one. */
export async function answerHere(core: Core, reader: Reader): Promise<string | undefined> {
  const number = await questionHere(core, reader);
  const found = number && (await core.questions.thread(reader, Number(number)));
  const [first, ...more] = found ? found.answers : [];
  return first && more.length === 0 ? `${number}.${first.number}` : undefined;
}

/** The answers of the question that is being typed, or in whose thread they stand. */
export const suggestAnswers: Suggest = async (core, reader, typed) => {
  const said = /^#?(\d+)/.exec(typed)?.[1] ?? (await questionHere(core, reader));
  const found = said && (await core.questions.thread(reader, Number(said)));
  return (found ? found.answers : []).slice(0, mostSuggested).map(({ number, author, body }) => ({
    value: `${said}.${number}`,
    label: cut(`${said}.${number} ${author.name}: ${cleanLine(body)}`, longestLabel),
  }));
};
