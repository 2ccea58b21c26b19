import type { Family } from '../Scenario';
import { create } from './create';

/** The matrix. */
export const families: readonly Family[] = [create];
