import { randomUUID } from 'node:crypto';
import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
  paginateListChangeSets,
  UpdateTerminationProtectionCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import {
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { NotAllowedError } from '@backstage/errors';
import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { describeStack } from './describeStack';
import {
  checkChangeSet,
  checkGrant,
  clientsOf,
  hasChanged,
} from './checkGrant';
import { executionRoleArn } from './executionRoleArn';
import type { Grant } from './Grant';
import { isChangeSetGone } from './isChangeSetGone';
import {
  isUnderReview,
  toObservedStack,
  type ObservedStack,
} from './ObservedStack';
import {
  changeSetName,
  stepToken,
  type ChangeSetPurpose,
  type OperationStep,
} from './operationTokens';
import type { UnexecutedChangeSet } from './UnexecutedChangeSet';

/** An object of S3 that a template of more than 51,200 bytes travels in; its bucket must be in the environment's account. */
export interface StagedTemplate {
  bucket: string;
  key: string;
}

/** A database whose deletion protection can be switched off. */
export interface ProtectedDatabase {
  kind: 'cluster' | 'instance';
  /** RDS's identifier. */
  id: string;
}

/** Statuses in which each kind of deletion may start: permission to create does not cover what was ever complete. */
const deletable = {
  destroy: /./,
  cancel: /^(CREATE|ROLLBACK)_IN_PROGRESS$/,
  clear: /^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/,
} as const;

/** Statuses of a stack that was never complete, or is being deleted: its database may be deleted too. */
const unfinished = /^(CREATE_(IN_PROGRESS|FAILED)|ROLLBACK_\w+|DELETE_\w+)$/;

/**
 * Everything that changes AWS, and the only class that may: lint forbids write commands elsewhere.
 *
 * Each method takes a grant and checks it against the stack as AWS describes it at that moment: managed by StreamFlix, owned by
 * the requester, in a configured account and region, in the state the decision was made on, and the same stack by its ARN. Missing
 * information is a refusal. Three methods take none, for they only clean up what no environment consists of: a
 * change set that was never executed, a stack that was made only for such, and the object a template travelled in.
 *
 * @throws (every method) NotAllowedError when the grant does not cover what AWS shows now; ConflictError when the stack has changed
 *   since; what the SDK throws
 */
export class StackWriter {
  constructor(private readonly access: AwsAccess) {}

  /**
   * Makes a change set. Its description names the requester exactly, its tags the owner.
   *
   * @returns its ARN
   */
  async createChangeSet(
    grant: Grant,
    options: {
      purpose: ChangeSetPurpose;
      template: string;
      tags: Record<string, string>;
      staged?: StagedTemplate;
    },
  ): Promise<string> {
    const { clients, stack } = await checkGrant(
      this.access,
      grant,
      'create',
      'update',
    );
    this.#requireNewness(grant, stack);
    const { ref, operation, action } = grant.effect;
    const { purpose, template, tags, staged } = options;
    const source = staged
      ? {
          TemplateURL: await this.#stage(clients.s3, ref, staged, template),
        }
      : { TemplateBody: template };
    const { Id = '' } = await clients.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName:
          stack && !isUnderReview(stack) ? stack.arn : stackName(ref.suffix),
        ChangeSetName: changeSetName(operation, purpose),
        ChangeSetType: action === 'create' ? 'CREATE' : 'UPDATE',
        // Of this request only: with that of a change set that was deleted since, AWS may answer with the deleted one.
        ClientToken: randomUUID(),
        Description: grant.requester.id,
        ...source,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        RoleARN: this.#role(ref),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return Id;
  }

  /** Executes the change set that was granted. */
  async executeChangeSet(grant: Grant): Promise<void> {
    const { clients, stack } = await checkGrant(
      this.access,
      grant,
      'create',
      'update',
    );
    this.#requireNewness(grant, stack);
    const { changeSetArn } = grant.effect;
    if (!changeSetArn) throw new Error('The grant covers no change set.');
    await checkChangeSet(clients.cloudFormation, grant, changeSetArn);
    await clients.cloudFormation.send(
      new ExecuteChangeSetCommand({
        ChangeSetName: changeSetArn,
        ClientRequestToken: this.#token(grant, 'deploy'),
      }),
    );
  }

  /** Deletes the stack: a destruction, the cancellation of a creation, or the removal of a failed creation. */
  async deleteStack(
    grant: Grant,
    step: Extract<OperationStep, 'destroy' | 'cancel' | 'clear'>,
    options: { retain?: readonly string[] } = {},
  ): Promise<void> {
    const { clients, stack } = await checkGrant(
      this.access,
      grant,
      step === 'destroy' ? 'delete' : 'create',
    );
    const { retain = [] } = options;
    this.#requireStatus(grant, stack, deletable[step]);
    await clients.cloudFormation.send(
      new DeleteStackCommand({
        StackName: this.#existing(grant, stack).arn,
        ClientRequestToken: this.#token(grant, step),
        RoleARN: this.#role(grant.effect.ref),
        RetainResources: retain.length > 0 ? [...retain] : undefined,
      }),
    );
  }

  /** Has CloudFormation roll an update back that is in progress. */
  async cancelUpdate(grant: Grant): Promise<void> {
    const { clients, stack } = await checkGrant(this.access, grant, 'update');
    await clients.cloudFormation.send(
      new CancelUpdateStackCommand({
        StackName: this.#existing(grant, stack).arn,
        ClientRequestToken: this.#token(grant, 'cancel'),
      }),
    );
  }

  /** Continues a rollback that has failed. */
  async continueRollback(
    grant: Grant,
    options: { skip: readonly string[] },
  ): Promise<void> {
    const { clients, stack } = await checkGrant(this.access, grant, 'update');
    const { skip } = options;
    await clients.cloudFormation.send(
      new ContinueUpdateRollbackCommand({
        StackName: this.#existing(grant, stack).arn,
        ClientRequestToken: this.#token(grant, 'recover'),
        RoleARN: this.#role(grant.effect.ref),
        ResourcesToSkip: skip.length > 0 ? [...skip] : undefined,
      }),
    );
  }

  /** Switches the stack's own protection against deletion, which no change set carries. */
  async setTerminationProtection(grant: Grant, isOn: boolean): Promise<void> {
    const { clients, stack } = await checkGrant(
      this.access,
      grant,
      // Permission to create covers the protection of what was created, and no more.
      ...(isOn ? (['create', 'update'] as const) : (['update'] as const)),
    );
    await clients.cloudFormation.send(
      new UpdateTerminationProtectionCommand({
        StackName: this.#existing(grant, stack).arn,
        EnableTerminationProtection: isOn,
      }),
    );
  }

  /** Switches the deletion protection of a database off, at once. It must be one of the stack's: the caller has looked. */
  async unprotectDatabase(
    grant: Grant,
    { kind, id }: ProtectedDatabase,
  ): Promise<void> {
    const { clients, stack } = await checkGrant(
      this.access,
      grant,
      'create',
      'delete',
    );
    this.#requireStatus(grant, stack, unfinished);
    const off = { DeletionProtection: false, ApplyImmediately: true };
    await (kind === 'cluster'
      ? clients.rds.send(
          new ModifyDBClusterCommand({ DBClusterIdentifier: id, ...off }),
        )
      : clients.rds.send(
          new ModifyDBInstanceCommand({ DBInstanceIdentifier: id, ...off }),
        ));
  }

  /**
   * Deletes a change set that was never executed, and then the stack that exists only for it. In this order an execution cannot be
   * overtaken: a stack whose change set is being executed is no longer under review.
   *
   * @returns ARN of the stack that is being deleted, where there is one
   * @throws InvalidChangeSetStatusException while CloudFormation is still creating it
   */
  async discardChangeSet(
    changeSet: UnexecutedChangeSet,
  ): Promise<string | undefined> {
    const { cloudFormation } = await clientsOf(this.access, changeSet.ref);
    const found = await changeSet.find(cloudFormation);
    if (!found) return undefined;
    try {
      await cloudFormation.send(
        new DeleteChangeSetCommand({ ChangeSetName: found.arn }),
      );
    } catch (error) {
      if (!isChangeSetGone(error)) throw error;
    }
    return this.#deleteEmptyReview(
      cloudFormation,
      changeSet.ref,
      found.stackArn,
    );
  }

  /** Deletes a stack that exists only for change sets, of which none is left. */
  async deleteEmptyReview(
    ref: EnvironmentRef,
    stackArn: string,
  ): Promise<void> {
    const { cloudFormation } = await clientsOf(this.access, ref);
    await this.#deleteEmptyReview(cloudFormation, ref, stackArn);
  }

  /** Deletes a template that CloudFormation has read. */
  async deleteStagedTemplate(
    ref: EnvironmentRef,
    { bucket, key }: StagedTemplate,
  ): Promise<void> {
    const { s3 } = await clientsOf(this.access, ref);
    await s3.send(
      new DeleteObjectCommand({
        Bucket: bucket,
        Key: key,
        ExpectedBucketOwner: ref.account,
      }),
    );
  }

  /** @returns the address CloudFormation finds it at */
  async #stage(
    s3: S3Client,
    ref: EnvironmentRef,
    { bucket, key }: StagedTemplate,
    body: string,
  ): Promise<string> {
    const put = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      ExpectedBucketOwner: ref.account,
      Body: body,
      // The bucket encrypts it, as it is configured to; one that requires a key of its own refuses another algorithm.
      ContentType: 'application/json',
    });
    // Where the SDK puts it is where CloudFormation finds it: partition, endpoint and style of address are the SDK's to know.
    let url = '';
    put.middlewareStack.add(
      next => args => {
        const { request } = args as {
          request: {
            protocol: string;
            hostname: string;
            port?: number;
            path: string;
          };
        };
        const { protocol, hostname, port, path } = request;
        url = `${protocol}//${hostname}${port ? `:${port}` : ''}${path}`;
        return next(args);
      },
      { step: 'finalizeRequest', name: 'noteAddress' },
    );
    await s3.send(put);
    return url;
  }

  async #deleteEmptyReview(
    client: CloudFormationClient,
    ref: EnvironmentRef,
    stackArn: string,
  ): Promise<string | undefined> {
    const isReview = async () => {
      const found = await describeStack(client, stackArn);
      return found !== undefined && isUnderReview(toObservedStack(found));
    };
    const isEmptyReview = async () => {
      if (!(await isReview())) return false;
      for await (const { Summaries = [] } of paginateListChangeSets(
        { client },
        { StackName: stackArn },
      )) {
        // One that is being deleted is listed for a moment.
        const isLeft = Summaries.some(
          ({ Status = '' }) =>
            !/^DELETE_(PENDING|IN_PROGRESS|COMPLETE)$/.test(Status),
        );
        if (isLeft) return false;
      }
      // Again: a change set that was executed in the meantime is listed no more.
      return isReview();
    };
    if (!(await isEmptyReview())) return undefined;
    const deletion = new DeleteStackCommand({
      StackName: stackArn,
      RoleARN: this.#role(ref),
      ClientRequestToken: `streamflix-review-${stackArn.split('/').at(-1)}`,
    });
    // AWS would cancel a creation that has started since the last attempt: the SDK's own repetitions need the check, too.
    let attempts = 0;
    let isEmpty = true;
    deletion.middlewareStack.add(
      next => async args => {
        attempts += 1;
        if (attempts > 1) isEmpty = await isEmptyReview();
        if (!isEmpty) throw hasChanged(ref);
        return next(args);
      },
      { step: 'finalizeRequest', name: 'requireEmptyReview' },
    );
    try {
      await client.send(deletion);
    } catch (error) {
      if (isEmpty) throw error;
      return undefined;
    }
    return stackArn;
  }

  #requireStatus(
    { effect }: Grant,
    stack: ObservedStack | undefined,
    pattern: RegExp,
  ): void {
    if (pattern.test(stack?.status ?? '')) return;
    const { suffix, region } = effect.ref;
    throw new NotAllowedError(
      `The permission to ${effect.action} environment ${suffix} in ${region} does not cover this in its present state.`,
    );
  }

  /** A creation starts from nothing, or from what exists only for change sets; an update from what was once complete. */
  #requireNewness({ effect }: Grant, stack: ObservedStack | undefined): void {
    const isNew = !stack || isUnderReview(stack);
    if (isNew !== (effect.action === 'create')) throw hasChanged(effect.ref);
  }

  /** A stack under review is nobody's yet: anyone who may create the environment can have a change set there. */
  #existing(
    { effect }: Grant,
    stack: ObservedStack | undefined,
  ): ObservedStack {
    if (stack && !isUnderReview(stack)) return stack;
    const { suffix, region } = effect.ref;
    throw new NotAllowedError(
      `There is no environment ${suffix} in ${region}.`,
    );
  }

  #role(ref: EnvironmentRef): string | undefined {
    return executionRoleArn(this.access.settings, ref);
  }

  #token({ effect, requester }: Grant, step: OperationStep): string {
    return stepToken(effect.operation, step, requester.id);
  }
}
