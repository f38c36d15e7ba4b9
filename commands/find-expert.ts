import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { suggestTags } from './references.ts';
import { expertsView } from './views/experts.ts';

export const findExpert = command({
  name: 'find-expert',
  summary: 'Find who knows about something',
  audience: 'private',
  doors: 'all',
  anywhere: 'Find an expert',
  args: [
    {
      name: 'topic',
      kind: 'line',
      max: 300,
      summary: 'a topic, or a whole question',
      required: true,
      suggest: suggestTags,
    },
  ],
  examples: ['find-expert postgres', 'find-expert how do I drain a kubernetes node'],
  phrases: [
    {
      like: 'who knows terraform?',
      pattern:
        /^who (?:knows|can help(?: me| us)? with|is good at|has experience (?:with|in)) (?:about )?([^?\n]+)/i,
    },
  ],
  async run({ actor, args: { topic } }, core) {
    const found = await core.experts.onTopic(actor, topic);
    return show(expertsView(topic, found, await core.approaches.left(actor)));
  },
});
