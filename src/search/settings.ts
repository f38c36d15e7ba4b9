import type { SearchSetting } from '../store/search-settings.ts';
import type { World } from '../world.ts';
import { indexStale } from './documents.ts';
import { defaultLanguage, readLanguage } from './stemmers.ts';

/** Whether it is how a community searches that has set nothing and judged little. */
export const isStandard = ({ language, bias }: SearchSetting) =>
  language === defaultLanguage && bias === 0;

/** How communities search, for who runs the process and for their admins. */
export function createSearchSettings(world: World) {
  const { store } = world;

  return {
    of: (communityId: number): Promise<SearchSetting> => store.searchSettings.of(communityId),

    /**
     * The language whose rules the community's words are read by. All that can be found is made anew,
     * which takes seconds for a large community.
     * @throws KnownError 'invalid' for a language that there are no rules for.
     */
    async setLanguage(communityId: number, language: string): Promise<void> {
      await store.searchSettings.save(communityId, { language: readLanguage(language) });
      await indexStale(store);
    },
  };
}
