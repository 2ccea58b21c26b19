import { evaluate } from '../template/evaluate';
import { validationError } from '../template/validationError';
import type { Output, Stack } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import { stackScope } from '../stacks/stackScope';
import type { StackStore } from '../stacks/StackStore';

const nameOf = (stackId: string) => stackId.split('/')[1];

/** An output is a text: no list, such as the subnets of a parameter. */
function outputText(key: string, value: unknown): string {
  if (typeof value === 'object') {
    throw validationError(
      `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
    );
  }
  return String(value);
}

function checkExports(
  stack: Stack,
  outputs: readonly Output[],
  store: StackStore,
): void {
  const others = store
    .exports(stack.region)
    .filter(({ stackId }) => stackId !== stack.id);
  const names = outputs.flatMap(({ exportName }) => exportName ?? []);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) {
    throw validationError(`Duplicate export name ${repeated} in the stack.`);
  }
  for (const { exportName } of outputs) {
    const taken = others.find(other => other.exportName === exportName);
    if (taken) {
      throw validationError(
        `Export with name ${exportName} is already exported by stack ${nameOf(
          taken.stackId,
        )}. `,
      );
    }
  }
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined) continue;
    const users = store.importers(stack.region, exportName);
    if (users.length === 0) continue;
    const next = outputs.find(output => output.exportName === exportName);
    const change = next ? 'updated' : 'deleted';
    if (next?.value !== value) {
      throw validationError(
        `Export ${exportName} cannot be ${change} as it is in use by ${users.join(
          ' and ',
        )}. `,
      );
    }
  }
}

/**
 * Evaluates the stack's outputs and the exports it uses, once all its resources exist.
 *
 * @throws AwsError `ValidationError` when an export's name is taken, or its value would change while it is used.
 */
export function evaluateOutputs(
  stack: Stack,
  deployment: Deployment,
  store: StackStore,
): void {
  const { template, conditions } = deployment;
  const importsBefore = stack.imports;
  stack.imports = new Set();
  try {
    const scope = stackScope(stack, deployment, store);
    for (const { current } of stack.resources.values()) {
      if (current) evaluate(current.definition.properties, scope);
    }
    const outputs = Object.entries(template.outputs)
      .filter(
        ([, { condition }]) =>
          condition === undefined || conditions[condition] !== false,
      )
      .map(([key, { value, description, exportName }]) => ({
        key,
        value: outputText(key, evaluate(value, scope)),
        description,
        exportName:
          exportName === undefined
            ? undefined
            : String(evaluate(exportName, scope)),
      }));
    checkExports(stack, outputs, store);
    stack.outputs = outputs;
  } catch (error) {
    stack.imports = importsBefore;
    throw error;
  }
}
