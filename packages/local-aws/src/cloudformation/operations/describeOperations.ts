import type { Operation } from '../../protocols/Service';
import { paginate } from '../../services/paginate';
import { requireString } from '../../services/requireString';
import { type Fields, stringOf, stringsOf } from '../../world/values';
import { isDeleted, type Stack } from '../stacks/Stack';
import { validationError } from '../template/validationError';
import {
  describeResource,
  describeStack,
  summariseStack,
} from './describeStack';
import type { OperationsContext } from './OperationsContext';

const PAGE = 100;

const page = <T>(all: readonly T[], input: Fields) =>
  paginate(all, PAGE, stringOf(input.NextToken), 'ValidationError');

/** Events are only appended, so an offset counted from the oldest stays valid between pages. */
function eventPage({ events }: Stack, token: string | undefined) {
  const end = token === undefined ? events.length : Number(token);
  if (!Number.isInteger(end) || end < 0 || end > events.length) {
    throw validationError('NextToken is invalid');
  }
  const start = Math.max(0, end - PAGE);
  return {
    StackEvents: events.slice(start, end).reverse(),
    NextToken: start > 0 ? String(start) : undefined,
  };
}

/** Operations that describe stacks and their resources. */
export function describeOperations({
  store,
}: OperationsContext): Record<string, Operation> {
  return {
    DescribeStacks(input, { region }) {
      const name = stringOf(input.StackName);
      if (name !== undefined) {
        return { Stacks: [describeStack(store.get(region, name))] };
      }
      const { items, nextToken } = page(
        store.all(region).filter(stack => !isDeleted(stack)),
        input,
      );
      return { Stacks: items.map(describeStack), NextToken: nextToken };
    },

    ListStacks(input, { region }) {
      const wanted = stringsOf(input.StackStatusFilter);
      const { items, nextToken } = page(
        store
          .all(region)
          .filter(
            ({ status }) => wanted.length === 0 || wanted.includes(status),
          ),
        input,
      );
      return {
        StackSummaries: items.map(summariseStack),
        NextToken: nextToken,
      };
    },

    DescribeStackEvents(input, { region }) {
      const name = requireString(input, 'StackName', 'ValidationError');
      const stack = store.get(region, name, `Stack [${name}] does not exist`);
      return eventPage(stack, stringOf(input.NextToken));
    },

    ListStackResources(input, { region }) {
      const name = requireString(input, 'StackName', 'ValidationError');
      const stack = store.get(region, name);
      const { items, nextToken } = page([...stack.resources.values()], input);
      return {
        StackResourceSummaries: items.map(resource => ({
          ...describeResource(resource),
          LastUpdatedTimestamp: resource.updatedAt,
        })),
        NextToken: nextToken,
      };
    },

    DescribeStackResources(input, { region }) {
      const name = requireString(input, 'StackName', 'ValidationError');
      const stack = store.get(region, name);
      const logicalId = stringOf(input.LogicalResourceId);
      return {
        // AWS returns at most 100 resources here, without pagination; ListStackResources has pages.
        StackResources: [...stack.resources.values()]
          .filter(
            resource =>
              logicalId === undefined || resource.logicalId === logicalId,
          )
          .slice(0, PAGE)
          .map(resource => ({
            ...describeResource(resource),
            StackId: stack.id,
            StackName: stack.name,
            Timestamp: resource.updatedAt,
          })),
      };
    },
  };
}
