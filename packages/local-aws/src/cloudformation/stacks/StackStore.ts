import { randomUUID } from 'node:crypto';
import type { World } from '../../world/World';
import { validationError } from '../template/validationError';
import { isDeleted, type Output, type Stack } from './Stack';

export interface Export extends Output {
  readonly exportName: string;
  readonly stackId: string;
}

/** All stacks by region, including deleted ones. */
export class StackStore {
  private readonly stacks = new Map<string, Stack>();

  constructor(private readonly world: World) {}

  /** A stack that is not in the store until it is added. */
  draft(region: string, name: string, accountId: string): Stack {
    return {
      id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${randomUUID()}`,
      name,
      region,
      accountId,
      createdAt: this.world.now(),
      status: 'REVIEW_IN_PROGRESS',
      disableRollback: false,
      onFailure: 'ROLLBACK',
      retainExceptOnCreate: false,
      terminationProtection: false,
      outputs: [],
      imports: new Set(),
      resources: new Map(),
      events: [],
      changeSets: new Map(),
      tokens: new Map(),
      failedValidations: [],
      lastOperations: [],
    };
  }

  add(stack: Stack): void {
    this.stacks.set(stack.id, stack);
  }

  /** Newest first, including deleted ones. */
  all(region: string): Stack[] {
    return [...this.stacks.values()]
      .filter(stack => stack.region === region)
      .reverse();
  }

  regions(): string[] {
    return [...new Set([...this.stacks.values()].map(stack => stack.region))];
  }

  /** By name while it exists; by id even after its deletion. */
  find(region: string, nameOrId: string): Stack | undefined {
    const byId = this.stacks.get(nameOrId);
    if (byId) return byId.region === region ? byId : undefined;
    return this.all(region).find(
      stack => stack.name === nameOrId && !isDeleted(stack),
    );
  }

  /** @throws AwsError `ValidationError` when there is none, with the message most operations use. */
  get(
    region: string,
    nameOrId: string,
    complaint = `Stack with id ${nameOrId} does not exist`,
  ): Stack {
    const stack = this.find(region, nameOrId);
    if (!stack) throw validationError(complaint);
    return stack;
  }

  exports(region: string): Export[] {
    return this.all(region)
      .filter(stack => !isDeleted(stack))
      .flatMap(({ id, outputs }) =>
        outputs.flatMap(output =>
          output.exportName === undefined
            ? []
            : [{ ...output, exportName: output.exportName, stackId: id }],
        ),
      );
  }

  /** Names of the stacks that use an export. */
  importers(region: string, exportName: string): string[] {
    return this.all(region)
      .filter(stack => !isDeleted(stack) && stack.imports.has(exportName))
      .map(({ name }) => name);
  }
}
