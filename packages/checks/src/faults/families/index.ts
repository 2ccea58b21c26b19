import type { Family } from '../Scenario';
import { calls } from './calls';
import { cancel } from './cancel';
import { change } from './change';
import { conditions } from './conditions';
import { create } from './create';
import { credentials } from './credentials';
import { denials } from './denied';
import { destroy } from './destroy';
import { kill } from './kill';
import { preflight } from './preflight';
import { recover } from './recover';
import { services } from './services';

/** All scenarios. */
export const families: readonly Family[] = [
  create,
  services,
  conditions,
  change,
  destroy,
  preflight,
  calls,
  credentials,
  denials,
  cancel,
  recover,
  kill,
];
