import type { World } from '../../World';
import type { SecretReader } from '../SecretReader';
import type { Scheduler } from '../stacks/Scheduler';
import type { StackEngine } from '../stacks/StackEngine';
import type { StackStore } from '../stacks/StackStore';
import type { TemplateSource } from './readTemplate';

/** Dependencies of the API operations. */
export interface OperationsContext extends TemplateSource {
  readonly world: World;
  readonly store: StackStore;
  readonly engine: StackEngine;
  readonly scheduler: Scheduler;
  readonly secrets: SecretReader;
}
