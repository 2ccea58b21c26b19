import type { Authorizer } from '../../iam/Authorizer';
import type { Quotas } from '../../world/Quotas';
import type { World } from '../../world/World';
import type { SecretReader } from '../resources/SecretReader';
import type { Scheduler } from '../resources/Scheduler';
import type { StackEngine } from '../engine/StackEngine';
import type { StackStore } from '../stacks/StackStore';
import type { TemplateSource } from './readTemplate';

/** Dependencies of the API operations. */
export interface OperationsContext extends TemplateSource {
  readonly world: World;
  readonly quotas: Quotas;
  readonly authorizer?: Authorizer;
  readonly store: StackStore;
  readonly engine: StackEngine;
  readonly scheduler: Scheduler;
  readonly secrets: SecretReader;
}
