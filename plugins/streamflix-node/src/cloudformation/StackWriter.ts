import { randomUUID } from 'node:crypto';
import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
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
  stackStatus,
  type EnvironmentRef,
  type StackStatus,
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
import { isUnderReview, type ObservedStack } from './ObservedStack';
import {
  changeSetName,
  stepToken,
  type ChangeSetPurpose,
  type OperationStep,
} from './operationTokens';
import type { UnexecutedChangeSet } from './UnexecutedChangeSet';

/** The S3 object for a template of more than 51,200 bytes; its bucket must be in the environment's account. */
export interface StagedTemplate {
  bucket: string;
  key: string;
}

/** A database whose deletion protection can be switched off. */
export interface ProtectedDatabase {
  kind: 'cluster' | 'instance';
  /** The RDS identifier. */
  id: string;
}

/** When each kind of deletion may start: permission to create does not cover a stack that was ever complete. */
const mayDelete = {
  destroy: () => true,
  cancel: ({ operation, isFinished }: StackStatus) =>
    operation === 'create' && !isFinished,
  clear: ({ nextStep }: StackStatus) => nextStep === 'clear',
} as const;

/** Whether a stack never completed, or is being deleted: its database may be deleted too. */
const mayUnprotect = ({ operation, completed }: StackStatus) =>
  operation !== 'review' && completed !== 'yes';

/**
 * Makes all changes in AWS; a lint rule forbids write commands in any other class. It is long because one file is to show every
 * effect and its check.
 *
 * Each method takes a grant and checks it against the stack as AWS describes it at that moment: managed by StreamFlix, owned by
 * the requester, in a configured account and region, in the state the decision was made on, and the same stack by its ARN.
 * Missing information is a refusal. Three methods take none, because they clean up only what no environment needs: a change set
 * that was never executed, a stack that has only such change sets, and the S3 object of a template.
 *
 * @throws (every method) NotAllowedError when the grant does not cover the current state in AWS; ConflictError when the stack
 *   has changed since; the SDK's errors
 */
export class StackWriter {
  constructor(private readonly access: AwsAccess) {}

  /**
   * Creates a change set. Its description names the requester in full, its tags the owner.
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
        // Unique per request: with the token of a deleted change set, AWS may return the deleted one.
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

  /** Deletes the stack, to destroy an environment, cancel a creation, or remove a failed creation. */
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
    this.#requireStatus(grant, stack, mayDelete[step]);
    await clients.cloudFormation.send(
      new DeleteStackCommand({
        StackName: this.#existing(grant, stack).arn,
        ClientRequestToken: this.#token(grant, step),
        RoleARN: this.#role(grant.effect.ref),
        RetainResources: retain.length > 0 ? [...retain] : undefined,
      }),
    );
  }

  /** Rolls back the update in progress. */
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

  /** Switches the stack's termination protection, which a change set cannot do. */
  async setTerminationProtection(grant: Grant, isOn: boolean): Promise<void> {
    const { clients, stack } = await checkGrant(
      this.access,
      grant,
      // Permission to create covers switching protection on for what was created, nothing else.
      ...(isOn ? (['create', 'update'] as const) : (['update'] as const)),
    );
    await clients.cloudFormation.send(
      new UpdateTerminationProtectionCommand({
        StackName: this.#existing(grant, stack).arn,
        EnableTerminationProtection: isOn,
      }),
    );
  }

  /** Switches off a database's deletion protection, immediately. The caller must have checked that it belongs to the stack. */
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
    this.#requireStatus(grant, stack, mayUnprotect);
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
   * Deletes a change set that was never executed, then the stack if no other is left. This order prevents a race with an
   * execution: a stack whose change set is being executed is no longer under review.
   *
   * @returns ARN of the stack that is being deleted, if any
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

  /** Deletes a stack under review that has no change set left. */
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

  /** @returns the URL for CloudFormation */
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
      // The bucket's own encryption settings apply; a bucket that requires its own KMS key rejects other algorithms.
      ContentType: 'application/json',
    });
    // Take the URL from the SDK's own request: the SDK resolves partition, endpoint and addressing style.
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
      return found !== undefined && isUnderReview(found);
    };
    const isEmptyReview = async () => {
      if (!(await isReview())) return false;
      let nextToken: string | undefined;
      do {
        const { Summaries = [], NextToken } = await client.send(
          new ListChangeSetsCommand({
            StackName: stackArn,
            NextToken: nextToken,
          }),
        );
        // A change set that is being deleted is still listed for a moment.
        const isLeft = Summaries.some(
          ({ Status = '' }) =>
            !/^DELETE_(PENDING|IN_PROGRESS|COMPLETE)$/.test(Status),
        );
        if (isLeft) return false;
        nextToken = NextToken;
      } while (nextToken);
      // Check again: a change set that was executed in the meantime is no longer listed.
      return isReview();
    };
    if (!(await isEmptyReview())) return undefined;
    const deletion = new DeleteStackCommand({
      StackName: stackArn,
      RoleARN: this.#role(ref),
      ClientRequestToken: `streamflix-review-${stackArn.split('/').at(-1)}`,
    });
    // On a retry, AWS would cancel a creation that has started since the last attempt: the SDK's own retries need this check too.
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
    isAllowed: (status: StackStatus) => boolean,
  ): void {
    if (stack && isAllowed(stackStatus(stack.status))) return;
    const { suffix, region } = effect.ref;
    throw new NotAllowedError(
      `The permission to ${effect.action} environment ${suffix} in ${region} does not cover this in its present state.`,
    );
  }

  /** A creation requires that no stack exists, or one under review; an update requires an existing stack. */
  #requireNewness({ effect }: Grant, stack: ObservedStack | undefined): void {
    const isNew = !stack || isUnderReview(stack);
    if (isNew !== (effect.action === 'create')) throw hasChanged(effect.ref);
  }

  /** A stack under review has no owner yet: every user who may create the environment can have a change set there. */
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
