import { z } from 'zod';

const id = z.string().min(1).nullish().catch(undefined);
/** An object, or its id alone. */
const team = z
  .union([z.string(), z.object({ id }).transform((one) => one.id)])
  .nullish()
  .catch(undefined);

/** https://docs.slack.dev/apis/events-api#event-type-structure */
const delivery = z.object({
  team_id: id,
  team,
  context_team_id: id,
  authorizations: z
    .array(z.object({ team_id: id }))
    .optional()
    .catch(undefined),
  user: z.object({ team_id: id }).nullish().catch(undefined),
  view: z.object({ app_installed_team_id: id, team_id: id }).nullish().catch(undefined),
  message: z.object({ team: id }).nullish().catch(undefined),
});

/**
 * The workspace that a delivery is for: where our app is installed, which in a channel shared with
 * another organisation is not where its member comes from. Undefined when none is named.
 */
export function teamOf(body: unknown): string | undefined {
  const { data } = delivery.safeParse(body);
  if (!data) return undefined;
  const named = [
    data.view?.app_installed_team_id,
    // A button belongs to who posted it, whoever presses.
    data.message?.team,
    data.authorizations?.[0]?.team_id,
    data.context_team_id,
    data.team,
    data.team_id,
    // What an installation in a whole organisation leaves out.
    data.user?.team_id,
    data.view?.team_id,
  ];
  return named.find((one) => Boolean(one)) ?? undefined;
}
