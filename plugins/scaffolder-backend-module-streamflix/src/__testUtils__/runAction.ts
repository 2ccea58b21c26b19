import { mockServices } from '@backstage/backend-test-utils';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { createActionContext } from './createActionContext';

/** Runs an action once; returns its outputs and its log, or throws what it throws. */
export async function runAction<
  Input extends JsonObject,
  Output extends JsonObject,
>(
  action: TemplateAction<Input, Output>,
  input: Input,
  context: Partial<ActionContext<Input, Output>> = {},
): Promise<{ output: Partial<Record<keyof Output, unknown>>; log: string[] }> {
  const output: Partial<Record<keyof Output, unknown>> = {};
  const log: string[] = [];
  const logger = mockServices.logger.mock({
    // Lines logged at the same time arrive as one message.
    info: message => void log.push(...message.split('\n')),
  });
  await action.handler({
    ...createActionContext<Input, Output>(input),
    logger,
    output: (name, value) => {
      output[name] = value;
    },
    ...context,
  });
  return { output, log };
}
