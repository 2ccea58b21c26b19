import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';

/** The context the scaffolder passes to a step of a new task; tests override parts of it. */
export function createActionContext<
  Input extends JsonObject,
  Output extends JsonObject,
>(input: Input): ActionContext<Input, Output> {
  const directory = createMockDirectory();
  return {
    input,
    logger: mockServices.logger.mock(),
    workspacePath: directory.resolve('workspace'),
    createTemporaryDirectory: async () => directory.resolve('temporary'),
    output: () => {},
    checkpoint: async ({ fn }) => fn(),
    getInitiatorCredentials: async () => mockCredentials.user(),
    task: { id: 'mock-task-id' },
    step: { id: 'mock-step-id', name: 'mock step name' },
  };
}
