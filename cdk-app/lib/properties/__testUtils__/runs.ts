/** Number of specifications over all blueprints. */
export const specs = Number(process.env.SPECS ?? 2000);

/** Where their randomness begins: the same for everybody, unless somebody looks elsewhere. */
export const seed = Number(process.env.SEED ?? 20_261_120);
