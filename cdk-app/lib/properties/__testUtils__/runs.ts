/** Number of specifications over all blueprints: as many as CI tries, or more. Fewer could not try every field. */
export const specs = Math.max(2000, Number(process.env.SPECS ?? 0));

/** Where their randomness begins: the same for everybody, unless somebody looks elsewhere. */
export const seed = Number(process.env.SEED ?? 20_261_120);
