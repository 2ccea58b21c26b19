/** Number of specifications over all blueprints; CI tries 1,000, and 10,000 before a release. */
export const specs = Number(process.env.SPECS ?? 200);

/** Fewer specifications cannot contain every field, value and limit of each blueprint. */
export const triesEverything = specs >= 1000;

/** Random seed: the same for every run unless SEED is set. */
export const seed = Number(process.env.SEED ?? 20_261_120);
