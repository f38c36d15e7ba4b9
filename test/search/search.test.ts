import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, type Fixture, openCommunity } from '../core/community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

async function keep(
  title: string,
  body: string,
  answer: string,
  tags: string[] = [],
): Promise<number> {
  const asker = `Asker of ${title}`;
  const { number } = await here.core.questions.ask(
    await here.as(asker),
    asking(title, { body, tags }),
  );
  await here.core.answers.add(await here.as('Bo'), number, answer);
  return number;
}

const page = { limit: 10, offset: 0 };
const found = async (words: string, tag?: string) =>
  (await here.core.knowledge.search(await here.as('Reader'), words, tag, page)).items.map(
    ({ question }) => question?.number,
  );

describe('searching', () => {
  test.each([
    ['c#', 'How do I read a file in C#?'],
    ['c++', 'How do I read a file in C++?'],
    ['.net', 'Which .NET do I need?'],
    ['node.js', 'Which Node.js do I need?'],
    ['--force-with-lease', 'What does git push --force-with-lease do?'],
    ['econnrefused', 'Why ECONNREFUSED?'],
    ['useEffect', 'When does useEffect run?'],
    ['effect', 'When does useEffect run?'],
    ['20.11.1', 'Is v20.11.1 supported? I mean 20.11.1'],
    ['数据库', '数据库连接超时怎么办'],
    ['данных', 'Как выбрать базу данных?'],
  ])('finds %j', async (words, title) => {
    await keep('How do I knit a sock?', '', 'With wool.');
    const number = await keep(title, '', 'Like so.');
    expect((await found(words))[0]).toBe(number);
  });

  test('tells c from c# and c++', async () => {
    const [c, sharp, plus] = [
      await keep('Reading files in C', '', 'So.'),
      await keep('Reading files in C#', '', 'So.'),
      await keep('Reading files in C++', '', 'So.'),
    ];
    expect(await found('c')).toEqual([c]);
    expect(await found('c#')).toEqual([sharp]);
    expect(await found('c++')).toEqual([plus]);
  });

  test.each([
    'NOT sock',
    'sock AND wool',
    'title:sock',
    '(sock',
    'NEAR(sock wool)',
    '^sock',
    'sock OR OR',
    'sock "',
    '- sock',
    '* sock',
  ])('takes %j as words, not as a language', async (words) => {
    const sock = await keep('How do I knit a sock?', '', 'With wool.');
    expect(await found(words)).toEqual([sock]);
  });

  test('for a title finds it before a mention in an answer', async () => {
    const mention = await keep('How do I dry clothes?', '', 'Hang up every sock.');
    const title = await keep('How do I knit a sock?', '', 'With wool.');
    expect(await found('sock')).toEqual([title, mention]);
  });

  test('gives each thread once, with its best answer', async () => {
    const number = await keep('How do I knit?', '', 'Read a book.');
    await here.core.answers.add(
      await here.as('Cy'),
      number,
      'Buy a sock instead of knitting a sock.',
    );
    const { items, total } = await here.core.knowledge.search(
      await here.as('Reader'),
      'sock',
      undefined,
      page,
    );
    expect(total).toBe(1);
    expect(items).toMatchObject([{ answer: { number: 2 } }]);
  });

  test('within a tag or its alias leaves out the rest', async () => {
    await here.store.tags.ensure(here.communityId, ['kubernetes'], 0);
    const [tag] = await here.store.tags.named(here.communityId, ['kubernetes']);
    await here.store.bulk.addTagAliases(here.communityId, [{ alias: 'k8s', tagId: tag?.id ?? 0 }]);
    await keep('How do I drain a sink?', '', 'Pull the plug.');
    const node = await keep('How do I drain a node?', '', 'Cordon it.', ['k8s']);
    expect(await found('drain', 'kubernetes')).toEqual([node]);
    expect(await found('drain', 'k8s')).toEqual([node]);
    expect(await found('drain', 'nothing')).toEqual([]);
  });

  test('for 10,000 words, or for none, is no trouble', async () => {
    const sock = await keep('How do I knit a sock?', '', 'With wool.');
    const words = Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(' ');
    expect(await found(`${words} sock`)).toEqual([]);
    expect(await found(`sock ${words}`)).toEqual([sock]);
    expect(await found('')).toEqual([]);
    expect(await found('?!')).toEqual([]);
  });
});

describe('what is suggested before a question is posted', () => {
  const suggested = async (title: string) =>
    (await here.core.knowledge.suggest(await here.as('Reader'), { title })).found.map(
      ({ question }) => question?.number,
    );

  beforeEach(async () => {
    await keep('How do I knit a warm sock for winter?', '', 'With wool.');
    await keep('How do I dry wet clothes in winter?', '', 'Hang them up.');
  });

  test('is what asks the same', async () => {
    expect(await suggested('How can I knit a warm winter sock?')).toEqual([1]);
  });

  test.each(['How do I knit?', 'sock', 'How do I bake bread?', 'help'])(
    'is nothing for %j',
    async (title) => {
      expect(await suggested(title)).toEqual([]);
    },
  );

  test('is never a question that nobody has answered', async () => {
    await here.core.questions.ask(
      await here.as('Ana'),
      asking('Why does my kettle whistle loudly?'),
    );
    expect(await suggested('Why does my kettle whistle loudly?')).toEqual([]);
  });
});

describe("a community's language", () => {
  test('changes how everything that was kept is read', async () => {
    const number = await keep('Welche Häuser stehen leer?', '', 'Diese.');
    expect(await found('Haus')).toEqual([]);
    await here.core.searchSettings.setLanguage(here.communityId, 'DE');
    expect(await found('Haus')).toEqual([number]);
    expect(await found('"leeres Haus"')).toEqual([]);
    expect(await found('Haus*')).toEqual([number]);
    const later = await keep('Wann blühen die Gärten?', '', 'Im Mai.');
    expect(await found('Garten')).toEqual([later]);
  });

  test('is one of those that there are rules for', async () => {
    const set = here.core.searchSettings.setLanguage(here.communityId, 'Klingon');
    await expect(set).rejects.toMatchObject({ code: 'invalid' });
    expect(await here.core.searchSettings.of(here.communityId)).toMatchObject({ language: 'en' });
  });
});
