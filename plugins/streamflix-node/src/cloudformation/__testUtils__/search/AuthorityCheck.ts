import type { Call, Service } from '@streamflix/local-aws';
import { mayCreate, type Person, type SignIn } from './users';

/** One attempt of a user, recorded by the search itself: nothing comes from the code under test. */
export interface Attempt {
  id: number;
  user: Person;
  signIn: SignIn;
  /** What the grant was requested for, and when it was issued. */
  asked?: {
    suffix: string;
    action: string;
    /** Owner as requested. */
    owner?: string;
    changedAt?: string;
    issuedAt: number;
    /** Number of effects of the same grant. */
    effects: number;
  };
  /** ARNs of the change sets that this user's operations created. */
  ownChangeSets: ReadonlySet<string>;
  /** Status the stack had when this attempt last read it. */
  lastStatus?: string;
}

interface StackFacts {
  StackName: string;
  StackId: string;
  StackStatus: string;
  LastUpdatedTime?: Date;
  Tags: readonly { Key: string; Value: string }[];
}

type Fields = Record<string, unknown>;

/** AWS cannot compare and change in one call: maximum milliseconds between reading and changing. */
const longestGap = 2_500;

const regions = ['eu-central-1', 'eu-west-2'];

const tagsOf = ({ Tags }: Pick<StackFacts, 'Tags'>) =>
  new Map(Tags.map(({ Key, Value }) => [Key, Value]));

/**
 * Checks every call that changes CloudFormation when it takes effect: whether its user may make it, by the state of local AWS
 * and the user, independent of the code under test.
 */
export class AuthorityCheck {
  constructor(
    private readonly cloudFormation: Service,
    private readonly call: Call,
  ) {}

  /** @returns what is wrong with an effect; undefined when allowed */
  check(
    attempt: Attempt,
    region: string,
    operation: string,
    input: Fields,
  ): string | undefined {
    const inRegion = { ...this.call, region };
    const look = <T>(name: string, query: Fields): T | undefined => {
      try {
        return this.cloudFormation.operations[name](query, inRegion) as T;
      } catch {
        return undefined;
      }
    };
    const stackOf = (id: unknown) => {
      const found = look<{ Stacks: StackFacts[] }>('DescribeStacks', {
        StackName: id,
      })?.Stacks[0];
      return found && !/^DELETE_(COMPLETE|IN_PROGRESS)$/.test(found.StackStatus)
        ? found
        : undefined;
    };
    if (!regions.includes(region)) return 'a region that is not configured';

    if (operation === 'DeleteChangeSet') {
      const found = look<{ ChangeSetId: string; CreationTime: Date }>(
        'DescribeChangeSet',
        input,
      );
      const isExpired =
        found && Date.now() - found.CreationTime.getTime() > 3_600_000;
      return !found || isExpired || attempt.ownChangeSets.has(found.ChangeSetId)
        ? undefined
        : "another user's plan";
    }
    if (operation === 'ExecuteChangeSet') {
      const changeSet = look<StackFacts>('DescribeChangeSet', input);
      const stack = changeSet && stackOf(changeSet.StackId);
      if (!stack) return undefined;
      const tags = tagsOf(changeSet);
      return (
        this.#checkGrant(attempt, stack.StackName, stack) ??
        this.#checkDeployment(attempt, stack, tags.get('streamflix:owner')) ??
        (tags.get('streamflix:managed-by') === 'backstage'
          ? undefined
          : 'a stack that would not be managed')
      );
    }
    const stack = stackOf(input.StackName);
    if (operation === 'CreateChangeSet') {
      const name = stack?.StackName ?? String(input.StackName);
      return (
        this.#checkGrant(attempt, name, stack) ??
        this.#checkDeployment(attempt, stack, attempt.asked?.owner)
      );
    }
    if (!stack) return undefined;
    if (stack.StackStatus === 'REVIEW_IN_PROGRESS') {
      const { Summaries = [] } =
        look<{ Summaries: { CreationTime: Date }[] }>('ListChangeSets', {
          StackName: stack.StackId,
        }) ?? {};
      // A plan created just after the writer's check is lost: it can be created again, and no environment is affected.
      const isKnown = Summaries.some(
        ({ CreationTime }) => Date.now() - CreationTime.getTime() > longestGap,
      );
      return isKnown ? 'a stack under review' : undefined;
    }
    return (
      this.#checkGrant(attempt, stack.StackName, stack) ??
      this.#checkOwner(attempt, stack) ??
      this.#checkPermission(attempt, operation, input)
    );
  }

  #checkOwner({ user }: Attempt, stack: StackFacts): string | undefined {
    const tags = tagsOf(stack);
    const isManaged =
      tags.get('streamflix:managed-by') === 'backstage' &&
      `streamflix-${tags.get('streamflix:suffix')}` === stack.StackName;
    if (!isManaged) return 'a stack that is not managed';
    const owner = tags.get('streamflix:owner');
    if (owner === undefined) return 'a stack without an owner';
    return user.refs.includes(owner) ? undefined : `a stack of ${owner}`;
  }

  #checkDeployment(
    attempt: Attempt,
    stack: StackFacts | undefined,
    owner: string | undefined,
  ): string | undefined {
    const { user } = attempt;
    const isNew = !stack || stack.StackStatus === 'REVIEW_IN_PROGRESS';
    if (!isNew) {
      const problem = this.#checkOwner(attempt, stack);
      if (problem) return problem;
      if (!user.update) return 'a change without permission to change';
      if (tagsOf(stack).get('streamflix:owner') === owner) return undefined;
    }
    return mayCreate(user, owner)
      ? undefined
      : `an environment for ${owner}, which this user may not create`;
  }

  #checkPermission(
    { user, lastStatus = '' }: Attempt,
    operation: string,
    input: Fields,
  ): string | undefined {
    const creates = user.create !== 'none';
    const isAllowed = {
      DeleteStack:
        user.delete ||
        (creates &&
          /^(CREATE_IN_PROGRESS|CREATE_FAILED|ROLLBACK_\w+)$/.test(lastStatus)),
      UpdateTerminationProtection:
        user.update || (creates && input.EnableTerminationProtection === true),
    }[operation];
    return isAllowed ?? user.update
      ? undefined
      : `${operation} without permission`;
  }

  /** A grant is for one signed-in user, environment, minute and effect, and for the state it was decided on. */
  #checkGrant(
    { asked, signIn }: Attempt,
    stackName: string,
    stack: StackFacts | undefined,
  ): string | undefined {
    if (!asked) return 'no grant';
    if (signIn !== 'valid') return `a sign-in that is ${signIn}`;
    if (stackName !== `streamflix-${asked.suffix}`) {
      return `a grant for ${asked.suffix}`;
    }
    if (asked.effects > 0) return 'a grant that had an effect before';
    if (Date.now() - asked.issuedAt > 60_000 + longestGap) {
      return 'a grant that is too old';
    }
    const startedAt = stack?.LastUpdatedTime;
    const isOther =
      asked.changedAt !== undefined &&
      startedAt !== undefined &&
      startedAt.toISOString() !== asked.changedAt &&
      Date.now() - startedAt.getTime() > longestGap;
    return isOther ? 'a state it was not granted for' : undefined;
  }
}
