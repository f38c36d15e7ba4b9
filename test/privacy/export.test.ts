import { expect, test } from '@jest/globals';
import { filesOf } from '../../commands/kit/view.ts';
import { exportView } from '../../commands/views/privacy.ts';
import type { Member } from '../../src/model.ts';

const member: Member = {
  id: 3,
  communityId: 1,
  handle: 'zora',
  name: 'Zora',
  role: 'member',
  joinedAt: 0,
};
const most = 10 * 1024 * 1024;

test('what is more than a platform takes in a file comes in several, each of whole lines', () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => ({
    question: `#${i}`,
    body: 'Ω'.repeat(2_000),
  }));
  const held = [{ title: 'Answers', rows }];
  const view = exportView({ community: 'Craft', member, madeAt: 0, held });
  const files = filesOf(view);
  expect(files.map(({ name }) => name)).toEqual([
    'what-is-held-on-me-1-of-3.md',
    'what-is-held-on-me-2-of-3.md',
    'what-is-held-on-me-3-of-3.md',
    'what-is-held-on-me-1-of-3.json',
    'what-is-held-on-me-2-of-3.json',
    'what-is-held-on-me-3-of-3.json',
  ]);
  for (const { content } of files) expect(Buffer.byteLength(content)).toBeLessThan(most);
  const json = files.filter(({ name }) => name.endsWith('.json')).map(({ content }) => content);
  expect(JSON.parse(json.join('')).held.Answers).toHaveLength(3_000);
});

test('what hides as Markdown in the texts of a member stays a quote', () => {
  const held = [{ title: 'Answers', rows: [{ body: '# No heading\n\n## Drafts (9)' }] }];
  const [document] = filesOf(exportView({ community: 'Craft', member, madeAt: 0, held }));
  const headings = document?.content.split('\n').filter((line) => line.startsWith('#'));
  expect(headings).toEqual(['# What Craft holds on Zora', '## Answers (1)']);
});
