import type { BlueprintDesign } from '../BlueprintDesign';
import { apiQuantities } from './apiQuantities';
import { commonQuantities } from './commonQuantities';
import { computeQuantities } from './computeQuantities';
import { dataQuantities } from './dataQuantities';
import { networkQuantities } from './networkQuantities';
import type { Quantity } from './Quantity';
import { streamQuantities } from './streamQuantities';

/** The billed quantities of an environment that runs for a month with its blueprint's values. */
export const quantities = (design: BlueprintDesign): Quantity[] =>
  [
    networkQuantities,
    apiQuantities,
    computeQuantities,
    dataQuantities,
    streamQuantities,
    commonQuantities,
  ].flatMap(part => part(design));
