import type { LocalAws, Service } from '@streamflix/local-aws';
import type { AwsAccess } from '../../../aws/AwsAccess';
import type { Grant, GrantedAction, GrantedEffect } from '../../Grant';
import type { ObservedStack } from '../../ObservedStack';
import { operationId } from '../../operationTokens';
import { readObservedStack } from '../../readObservedStack';
import { AuthorityCheck, type Attempt } from './AuthorityCheck';
import type { Code } from './loadCode';
import { credentialsOf, owners, users, servicesOf, type Person } from './users';
import type { Random } from './Random';
import { pause } from './virtualTime';

const account = '000000000000';
const region = 'eu-central-1';
const blueprint = 'video-pipeline';

/** The actions of users. */
const kinds = [
  'plan',
  'execute',
  'destroy',
  'cancel',
  'clear',
  'recover',
  'protect',
  'unprotect',
  'discard',
  'dry run',
] as const;
export type Kind = (typeof kinds)[number];

const actionOf: Readonly<Partial<Record<Kind, GrantedAction>>> = {
  destroy: 'delete',
  cancel: 'create',
  clear: 'create',
  recover: 'update',
  unprotect: 'update',
};

/** Actions that make sense in each state of a stack; others are tried, too. */
const fitting: readonly (readonly [RegExp, readonly Kind[]])[] = [
  [
    /^REVIEW_IN_PROGRESS$/,
    ['execute', 'execute', 'execute', 'plan', 'discard'],
  ],
  [/^(CREATE|ROLLBACK)_IN_PROGRESS$/, ['cancel', 'protect']],
  [/^(CREATE_FAILED|ROLLBACK_(COMPLETE|FAILED))$/, ['clear']],
  [/^UPDATE_IN_PROGRESS$/, ['cancel']],
  [/^UPDATE_ROLLBACK_FAILED$/, ['recover', 'recover', 'destroy']],
  [
    /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/,
    [
      'plan',
      'plan',
      'execute',
      'execute',
      'execute',
      'destroy',
      'protect',
      'unprotect',
    ],
  ],
  [/^DELETE_FAILED$/, ['destroy', 'unprotect']],
  [/^$/, ['plan']],
];

/** How often each kind of effect was granted and refused. */
export type Counts = Map<Kind, { granted: number; refused: number }>;

const writes =
  /^(Create|Execute|Delete)ChangeSet$|^(DeleteStack|CancelUpdateStack|ContinueUpdateRollback|UpdateTerminationProtection)$/;

/**
 * No delay comes between reading a stack and these calls. AWS accepts them while a change is in progress, and that change may
 * have given the stack another owner: AWS cannot compare and change in one call.
 */
const immediate = /^(UpdateTerminationProtection|CancelUpdateStack)$/;

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const tagsOf = (suffix: string, owner: string) => ({
  'streamflix:managed-by': 'backstage',
  'streamflix:suffix': suffix,
  'streamflix:blueprint': blueprint,
  'streamflix:owner': owner,
});

interface Issued {
  grant: Grant;
  asked: NonNullable<Attempt['asked']>;
  user: Person;
  signIn: Attempt['signIn'];
}

/**
 * Several users work on the same two environments, at random moments of each other's operations. They use anything any of them
 * has obtained: change sets, requests, references, grants and old observations. The steps are in one class because they share all
 * of that.
 */
export class Sequence {
  /** What happened, one line each. */
  readonly trace: string[] = [];
  /** The first effect that its user was not allowed to have. */
  violation?: string;

  readonly #cloudFormation: Service;
  readonly #authority: AuthorityCheck;
  readonly #call = { region, accountId: account, endpoint: 'http://localhost' };
  readonly #startedAt = Date.now();
  readonly #suffixes: readonly string[];
  readonly #observed: { suffix: string; stack?: ObservedStack }[] = [];
  readonly #changeSets: {
    arn: string;
    /** Suffix of its stack. */
    suffix: string;
    /** Suffix in its tags. */
    named: string;
    owner: string;
  }[] = [];
  readonly #issued: Issued[] = [];
  readonly #operations: string[] = [];
  readonly #made = new Map<string, Set<string>>();
  readonly #attempts: Promise<void>[] = [];

  constructor(
    private readonly options: {
      aws: Pick<LocalAws, 'services' | 'faults'>;
      code: Code;
      random: Random;
      name: string;
      counts: Counts;
    },
  ) {
    const { aws, name } = options;
    this.#cloudFormation = aws.services.find(
      each => each.name === 'cloudformation',
    )!;
    this.#authority = new AuthorityCheck(this.#cloudFormation, this.#call);
    this.#suffixes = [`${name}a`, `${name}b`];
  }

  async run(): Promise<void> {
    const { random, aws } = this.options;
    aws.faults.replace({
      onResource: ({ during }) =>
        random.chance({ deploy: 0.15, rollback: 0.4 }[String(during)] ?? 0.05)
          ? { kind: 'fail', reason: 'It failed.', afterSeconds: 2 }
          : undefined,
    });
    for (const suffix of this.#suffixes) {
      if (random.chance(0.6)) this.#administer(suffix, 'create');
    }
    await pause(10_000);
    const steps = 12 + Math.floor(random.next() * 14);
    for (let step = 1; step <= steps && !this.violation; step += 1) {
      await pause(random.pick([1, 200, 1_000, 3_000, 6_000, 12_000]));
      if (random.chance(0.03)) await pause(3_700_000);
      if (random.chance(0.07)) this.#administer(random.pick(this.#suffixes));
      const attempt = this.#attempt(step);
      this.#attempts.push(attempt);
      if (random.chance(0.5)) await attempt;
    }
    await Promise.all(this.#attempts);
    await this.#cleanUp();
  }

  #log(line: string): void {
    const seconds = ((Date.now() - this.#startedAt) / 1000).toFixed(3);
    this.trace.push(`${seconds.padStart(9)} ${line}`);
  }

  #ask(operation: string, input: object): unknown {
    return this.#cloudFormation.operations[operation](
      input as Record<string, unknown>,
      this.#call,
    );
  }

  #act() {
    const acts = ['create', 'create', 'update', 'update', 'delete'] as const;
    return this.options.random.pick(acts);
  }

  /** Changes that administrators make directly in AWS. */
  #administer(suffix: string, act = this.#act()): void {
    const { random } = this.options;
    const tags: Record<string, string> = tagsOf(suffix, random.pick(owners));
    const flaw = random.pick([
      undefined,
      undefined,
      undefined,
      'streamflix:owner',
      'streamflix:managed-by',
      'streamflix:suffix',
    ]);
    if (flaw) delete tags[flaw];
    const request = {
      StackName: `streamflix-${suffix}`,
      TemplateBody: this.#template(),
      Tags: tagList(tags),
    };
    const operation = {
      create: 'CreateStack',
      update: 'UpdateStack',
      delete: 'DeleteStack',
    }[act];
    try {
      this.#ask(operation, request);
      this.#log(
        `administrator: ${operation} ${suffix} ${JSON.stringify(tags)}`,
      );
    } catch {
      // The call is not valid in the stack's state.
    }
  }

  /** Used to choose actions likely to have an effect; the state may change before they run. */
  #present(suffix: string): { status: string; owner?: string } {
    try {
      const { Stacks } = this.#ask('DescribeStacks', {
        StackName: `streamflix-${suffix}`,
      }) as {
        Stacks: {
          StackStatus: string;
          Tags: { Key: string; Value: string }[];
        }[];
      };
      const [{ StackStatus, Tags }] = Stacks;
      const planned = this.#changeSets.findLast(each => each.suffix === suffix);
      return {
        status: StackStatus,
        owner:
          Tags.find(({ Key }) => Key === 'streamflix:owner')?.Value ??
          planned?.owner,
      };
    } catch {
      return { status: '' };
    }
  }

  #template(): string {
    const { random } = this.options;
    const Type = 'AWS::SNS::Topic';
    const Properties = { DisplayName: `n${Math.floor(random.next() * 1e6)}` };
    return JSON.stringify({
      Resources: {
        First: { Type, Properties },
        Second: { Type, Properties, DependsOn: 'First' },
      },
    });
  }

  async #attempt(id: number): Promise<void> {
    const { random, code, counts } = this.options;
    const suffix = random.pick(this.#suffixes);
    const present = this.#present(suffix);
    const kind = random.chance(0.7)
      ? random.pick(
          fitting.find(([pattern]) => pattern.test(present.status))?.[1] ??
            kinds,
        )
      : random.pick(kinds);
    const insiders = users.filter(
      ({ refs }) => present.owner && refs.includes(present.owner),
    );
    const user = random.pick(
      insiders.length > 0 && random.chance(0.7) ? insiders : users,
    );
    const signIn = random.chance(0.9)
      ? 'valid'
      : random.pick(['expired', 'service'] as const);
    const own = this.#made.get(user.name) ?? new Set<string>();
    this.#made.set(user.name, own);
    const attempt: Attempt = { id, user, signIn, ownChangeSets: own };
    const count = counts.get(kind) ?? { granted: 0, refused: 0 };
    counts.set(kind, count);
    const label = `#${id} ${user.name}${
      signIn === 'valid' ? '' : ` (${signIn})`
    }: ${kind}`;
    try {
      const access = this.#access(attempt, label);
      const writer = new code.StackWriter(access);
      if (kind === 'discard') {
        await this.#discard(writer, access, attempt, label);
      } else {
        const issued = await this.#grant(
          access,
          attempt,
          { kind, suffix },
          label,
        );
        if (kind !== 'dry run') {
          await pause(random.pick([0, 0, 0, 0, 300, 4_000, 15_000, 70_000]));
          attempt.signIn = issued.signIn;
          attempt.user = issued.user;
          attempt.asked = issued.asked;
          await this.#write(writer, issued, kind, attempt);
        }
      }
      count.granted += 1;
    } catch (error) {
      count.refused += 1;
      this.#log(`${label}: ${error}`);
    }
  }

  /** Requests a grant, or reuses one that was issued before. */
  async #grant(
    access: AwsAccess,
    { user, signIn }: Attempt,
    aim: { kind: Kind; suffix: string },
    label: string,
  ): Promise<Issued> {
    const { kind } = aim;
    const { random, code } = this.options;
    if (this.#issued.length > 0 && random.chance(0.15)) {
      const replayed = random.pick(this.#issued.slice(-4));
      this.#log(
        `${label} with the grant of ${replayed.user.name} to ${replayed.asked.action} ${replayed.asked.suffix}`,
      );
      return replayed;
    }
    const fit = this.#changeSets.filter(each => each.suffix === aim.suffix);
    let changeSet: (typeof fit)[number] | undefined;
    if (kind === 'execute' && this.#changeSets.length > 0) {
      changeSet =
        fit.at(-1) && random.chance(0.7)
          ? fit.at(-1)
          : random.pick(this.#changeSets.slice(-4));
    }
    const suffix =
      changeSet && random.chance(0.9)
        ? random.pick([changeSet.suffix, changeSet.named])
        : aim.suffix;
    const target = random.chance(0.96) ? region : 'us-east-1';
    const ref = { account, region: target, suffix };
    let stack: ObservedStack | undefined;
    const seen = this.#observed.filter(
      each => each.suffix === suffix || random.chance(0.1),
    );
    if (seen.length > 0 && random.chance(0.25)) {
      ({ stack } = random.pick(seen.slice(-8)));
    } else {
      const looked = random.chance(0.9) ? suffix : random.pick(this.#suffixes);
      stack = await readObservedStack(access, ref, `streamflix-${looked}`);
      this.#observed.push({ suffix, stack });
    }
    const exists = stack && stack.status !== 'REVIEW_IN_PROGRESS';
    let action: GrantedAction =
      actionOf[kind] ?? (exists ? 'update' : 'create');
    if (kind === 'cancel' && stack?.status === 'UPDATE_IN_PROGRESS') {
      action = 'update';
    }
    // A user without a permission tries another one.
    const lacks = { create: false, update: !user.update, delete: !user.delete };
    if (lacks[action] && random.chance(0.6)) action = 'create';
    if (random.chance(/^(execute|cancel)$/.test(kind) ? 0.4 : 0.2)) {
      action = random.pick(['create', 'create', 'update', 'delete'] as const);
    }
    let owner = random.pick([
      changeSet?.owner ?? stack?.owner ?? user.refs.at(-1)!,
      changeSet?.owner ?? stack?.owner ?? user.refs.at(-1)!,
      changeSet?.owner ?? random.pick(user.refs),
    ]);
    if (random.chance(0.1)) owner = random.pick(owners);
    const known = this.#operations.slice(-3);
    const operation =
      known.length > 0 && random.chance(0.15)
        ? random.pick(known)
        : operationId(`${this.options.name} ${this.#operations.length}`);
    this.#operations.push(operation);
    const effect: GrantedEffect = {
      action,
      ref,
      operation,
      stack,
      requested: action === 'delete' ? undefined : { ...ref, blueprint, owner },
      changeSetArn: changeSet?.arn,
    };
    this.#log(
      `${label}: asks to ${action} ${suffix} in ${target} for ${owner}, seen ${
        stack ? `${stack.status} of ${stack.owner}` : 'nothing'
      }`,
    );
    const services = servicesOf(() => pause(random.pick([0, 0, 50, 400])));
    const grant = await new code.BackstageAuthorizer(services, async () =>
      credentialsOf(user, signIn),
    ).authorize(effect);
    const issued: Issued = {
      grant,
      user,
      signIn,
      asked: {
        suffix,
        action,
        owner,
        changedAt: exists ? stack?.changedAt : undefined,
        issuedAt: Date.now(),
        effects: 0,
      },
    };
    this.#issued.push(issued);
    return issued;
  }

  async #write(
    writer: InstanceType<Code['StackWriter']>,
    { grant, asked, user }: Issued,
    kind: Kind,
    attempt: Attempt,
  ): Promise<void> {
    const { random } = this.options;
    switch (kind) {
      case 'plan': {
        const { suffix } = asked;
        const owner = asked.owner ?? random.pick(owners);
        const tags: Record<string, string> = tagsOf(suffix, owner);
        if (random.chance(0.15)) {
          const lie = random.pick([
            { 'streamflix:suffix': random.pick(this.#suffixes) },
            { 'streamflix:owner': random.pick(owners) },
            { 'streamflix:managed-by': 'hand' },
          ]);
          Object.assign(tags, lie);
        }
        const arn = await writer.createChangeSet(grant, {
          purpose: 'review',
          template: this.#template(),
          tags,
        });
        this.#made.get(user.name)?.add(arn);
        this.#changeSets.push({
          arn,
          suffix,
          named: tags['streamflix:suffix'],
          owner,
        });
        return undefined;
      }
      case 'execute':
        return writer.executeChangeSet(grant);
      case 'cancel':
        return (attempt.lastStatus === 'UPDATE_IN_PROGRESS') !==
          random.chance(0.1)
          ? writer.cancelUpdate(grant)
          : writer.deleteStack(grant, 'cancel');
      case 'destroy':
      case 'clear':
        return writer.deleteStack(grant, kind);
      case 'recover':
        return writer.continueRollback(grant, { skip: [] });
      case 'protect':
      case 'unprotect':
        return writer.setTerminationProtection(grant, kind === 'protect');
      default:
        throw new Error(`No effect: ${kind}`);
    }
  }

  /** Discards an unexecuted change set, or tries to with something else. */
  async #discard(
    writer: InstanceType<Code['StackWriter']>,
    access: AwsAccess,
    { user }: Attempt,
    label: string,
  ): Promise<void> {
    const { random, code } = this.options;
    const suffix = random.pick(this.#suffixes);
    const ref = { account, region, suffix };
    const changeSet = random.chance(0.6) && this.#changeSets.at(-1);
    if (changeSet) {
      this.#log(`${label} ${changeSet.arn}`);
      const found = code.UnexecutedChangeSet.expired(
        { ...ref, suffix: changeSet.suffix },
        changeSet.arn,
      );
      await writer.discardChangeSet(found);
      return;
    }
    const stack = await readObservedStack(access, ref, `streamflix-${suffix}`);
    this.#log(`${label} the review of ${suffix}, for ${user.name}`);
    if (!stack) throw new Error('There is none.');
    await writer.deleteEmptyReview(ref, stack.arn);
  }

  /** CloudFormation for one attempt: calls are delayed, and each effect is checked when it happens. */
  #access(attempt: Attempt, label: string): AwsAccess {
    const { random } = this.options;
    const send = async (target: string, command: object) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      const { input } = command as { input: Record<string, unknown> };
      const call = { ...this.#call, region: target };
      if (!immediate.test(operation)) {
        await pause(random.pick([0, 0, 20, 300, 1_000]));
      }
      const complaint = writes.test(operation)
        ? this.#authority.check(attempt, target, operation, input)
        : undefined;
      const output = this.#cloudFormation.operations[operation](input, call);
      if (operation === 'DescribeStacks') {
        attempt.lastStatus = (
          output as { Stacks: { StackStatus: string }[] }
        ).Stacks[0].StackStatus;
      }
      if (writes.test(operation)) {
        const line = `${label}: ${operation} ${input.StackName ?? ''} ${
          input.ChangeSetName ?? ''
        } took effect`;
        this.#log(line);
        if (complaint && !this.violation) {
          this.violation = `${line} on ${complaint}`;
          this.#log(`VIOLATION: ${complaint}`);
        }
        if (attempt.asked) attempt.asked.effects += 1;
      }
      if (!writes.test(operation)) await pause(random.pick([0, 0, 20, 300]));
      return output ?? {};
    };
    return {
      settings: {},
      targets: async () =>
        [region, 'eu-west-2'].map(each => ({ account, region: each })),
      clients: async (target: { region: string }) => ({
        cloudFormation: {
          send: (command: object) => send(target.region, command),
        },
      }),
    } as unknown as AwsAccess;
  }

  /** Ends everything that the next sequence would have to wait for. */
  async #cleanUp(): Promise<void> {
    this.options.aws.faults.clear();
    await pause(60_000);
  }
}
