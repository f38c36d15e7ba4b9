/** The tables of what is known of who knows. */
export interface ExpertsSchema {
  learned_weights: { community_id: number; weights: string | null; learned_at: number };
}
