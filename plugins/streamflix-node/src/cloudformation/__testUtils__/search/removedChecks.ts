import type { Removal } from './loadCode';

/** A check, and the code without it. Where two passages back each other up, both are removed. */
export interface RemovedCheck {
  check: string;
  removals: readonly Removal[];
}

const remove = (
  check: string,
  ...passages: readonly [file: string, from: string, to: string][]
): RemovedCheck => ({
  check,
  removals: passages.map(([file, from, to]) => ({ file, from, to })),
});

export const removedChecks: readonly RemovedCheck[] = [
  remove(
    'the stack is managed (authorizer and writer)',
    ['BackstageAuthorizer', '!stack?.isManaged', 'false'],
    ['checkGrant', '!isHere || !stack.isManaged', '!isHere'],
  ),
  remove(
    'the owner is one of the user (authorizer, permissions to change and destroy, and writer)',
    ['BackstageAuthorizer', '!isAmong(existing.owner, owns)', 'false'],
    [
      'BackstageAuthorizer',
      'await this.#require(user, permission, observed, message);',
      '',
    ],
    ['checkGrant', 'if (isCovered) return;', 'return;'],
  ),
  remove('ownership itself, wherever it is asked', [
    'ObservedStack',
    'owner !== undefined && refs.map(lower).includes(lower(owner))',
    'true',
  ]),
  remove('a stack without an owner needs assign-owner', [
    'BackstageAuthorizer',
    'if (existing.owner === undefined) {\n      await this.#require(',
    'if (existing.owner === undefined) {\n      await (async (..._: unknown[]) => {})(',
  ]),
  remove('permission to change and to destroy', [
    'BackstageAuthorizer',
    'await this.#require(user, permission, observed, message);',
    '',
  ]),
  remove('every decision of the permission policy', [
    'BackstageAuthorizer',
    'decision?.result !== AuthorizeResult.ALLOW',
    'false',
  ]),
  remove('a new owner is authorized like a creation', [
    'BackstageAuthorizer',
    "(action === 'update' && isOther)",
    'false',
  ]),
  remove('a creation is authorized', [
    'BackstageAuthorizer',
    "action === 'create' || (action",
    'false || (action',
  ]),
  remove('the requested owner is one of the user', [
    'BackstageAuthorizer',
    '!isAmong(owner, owns)',
    'false',
  ]),
  remove('the requested owner exists', [
    'BackstageAuthorizer',
    'if (!found) {',
    'if (false) {',
  ]),
  remove('permission to create', [
    'BackstageAuthorizer',
    `await this.#require(
        user,
        environmentCreatePermission,`,
    `await (async (..._: unknown[]) => {})(
        user,
        environmentCreatePermission,`,
  ]),
  remove('the requester is a user', [
    'BackstageAuthorizer',
    "!this.services.auth.isPrincipal(credentials, 'user')",
    'false',
  ]),
  remove('the sign-in has not expired', [
    'BackstageAuthorizer',
    'expiresAt && new Date(expiresAt).getTime() <= Date.now()',
    'false',
  ]),
  remove('a grant is used once', [
    'Grant',
    'grant.#isSpent) throw',
    'false) throw',
  ]),
  remove('a grant is for its action', [
    'Grant',
    '!actions.includes(grant.effect.action)',
    'false',
  ]),
  remove('a grant is good for a minute', [
    'Grant',
    'Date.now() - grant.#issuedAt > lifetime',
    'false',
  ]),
  remove('the account and region are configured', [
    'checkGrant',
    '!targets.some(one => one.account === account && one.region === region)',
    'false',
  ]),
  remove('what did not exist still does not', [
    'checkGrant',
    'if (stack && !isUnderReview(stack)) throw hasChanged(ref);',
    '',
  ]),
  remove('the stack is as it was observed', [
    'checkGrant',
    '!stack || !isSameState(stack, seen)',
    '!stack',
  ]),
  remove('the stack is that of the environment', [
    'checkGrant',
    '!isHere || !stack.isManaged',
    '!stack.isManaged',
  ]),
  remove('everything about the change set', [
    'checkGrant',
    '!isOfStack || !isAsRequested',
    'false',
  ]),
  remove('the change set is of the stack', [
    'checkGrant',
    '!isOfStack || !isAsRequested',
    '!isAsRequested',
  ]),
  remove('the change set is managed', [
    'checkGrant',
    'tagOf(Tags, stackTags.managedBy) === managedBy &&',
    '',
  ]),
  remove('the change set has the requested owner', [
    'checkGrant',
    'tagOf(Tags, stackTags.owner) === requested.owner &&',
    '',
  ]),
  remove('only a creation in progress is cancelled by deletion', [
    'StackWriter',
    "operation === 'create' && !isFinished",
    'true',
  ]),
  remove('only a failed creation is cleared', [
    'StackWriter',
    "nextStep === 'clear'",
    'true',
  ]),
  remove('a destruction needs a grant to delete', [
    'StackWriter',
    "step === 'destroy' ? 'delete' : 'create'",
    "'delete', 'create'",
  ]),
  remove('taking protection away needs a grant to update', [
    'StackWriter',
    "(['update'] as const)",
    "(['create', 'update'] as const)",
  ]),
  remove('cancelling an update needs a grant to update', [
    'StackWriter',
    "await checkGrant(this.access, grant, 'update');\n    await clients.cloudFormation.send(\n      new CancelUpdateStackCommand",
    "await checkGrant(this.access, grant, 'create', 'update');\n    await clients.cloudFormation.send(\n      new CancelUpdateStackCommand",
  ]),
  remove('permission to create executes no change of what exists', [
    'StackWriter',
    "isNew !== (effect.action === 'create')",
    'false',
  ]),
  remove('a stack under review is neither protected nor deleted', [
    'StackWriter',
    'stack && !isUnderReview(stack)) return stack',
    'stack) return stack',
  ]),
  remove('a change set that is discarded has expired', [
    'UnexecutedChangeSet',
    'CreationTime !== undefined &&\n        UnexecutedChangeSet.isExpired(CreationTime)',
    'true',
  ]),
  remove('only a review is deleted as one', [
    'StackWriter',
    'found !== undefined && isUnderReview(found)',
    'found !== undefined',
  ]),
  remove('a review with change sets is not deleted', [
    'StackWriter',
    'if (isLeft) return false;',
    '',
  ]),
];
