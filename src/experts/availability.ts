import { settingsOfMembers } from '../settings.ts';
import type { Except } from '../store/pings.ts';
import type { Tables } from '../store/store.ts';
import { type Availability, pingLife, pingsLeft } from './load.ts';

type Asked = Pick<Tables, 'preferences' | 'pings' | 'settings'>;

/** Whether each may be asked, by what they said and what they were brought; `except` does not count. */
export async function availabilityOf(
  tables: Asked,
  memberIds: readonly number[],
  now: number,
  except: Except = {},
): Promise<ReadonlyMap<number, Availability>> {
  const said = await tables.preferences.of(memberIds);
  const load = await tables.pings.loadOf(memberIds, except);
  const usual = await settingsOfMembers(tables, memberIds, ['weekly-limit']);
  return new Map(
    memberIds.map((id) => [
      id,
      {
        weeklyLimit: said.get(id)?.weeklyLimit ?? usual(id)['weekly-limit'],
        pausedUntil: said.get(id)?.pausedUntil ?? null,
        pingedAt: load.get(id)?.pingedAt ?? [],
        hasOpenPing: (load.get(id)?.openSince ?? []).some(
          (at) => at === null || now - at < pingLife,
        ),
      },
    ]),
  );
}

/** How many more questions may be brought to the member this week: for themselves alone. */
export async function leftFor(tables: Asked, memberId: number, now: number): Promise<number> {
  const availability = (await availabilityOf(tables, [memberId], now)).get(memberId);
  return availability === undefined ? 0 : pingsLeft(availability, now);
}
