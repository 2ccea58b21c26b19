import {
  changeSetName,
  isStepOf,
  operationId,
  parseChangeSetName,
  parseToken,
  stepToken,
} from './operationTokens';

const operation = operationId('task-1');

describe('client request tokens', () => {
  it.each([
    'user:default/ada',
    'user:my-org/grace.hopper_2',
    'arn:aws:sts::111122223333:assumed-role/streamflix/backstage',
  ])('carry the requester %s in characters CloudFormation takes', requester => {
    const token = stepToken(operation, 'deploy', requester);
    expect(token).toMatch(/^[a-zA-Z0-9][-a-zA-Z0-9]*$/);
    expect(token.length).toBeLessThanOrEqual(128);
    const parsed = parseToken(token);
    expect(parsed).toMatchObject({ step: 'deploy', operation });
    const { text = '', isComplete } = parsed?.requester ?? {};
    expect(requester.startsWith(text)).toBe(true);
    expect(isComplete).toBe(text === requester);
  });

  it('mark a long requester as cut off', () => {
    const requester = `user:default/${'a'.repeat(200)}`;
    const parsed = parseToken(stepToken(operation, 'cancel', requester));
    expect(parsed?.requester.isComplete).toBe(false);
    expect(requester.startsWith(parsed?.requester.text ?? '-')).toBe(true);
  });

  it('belong to their operation for every requester', () => {
    const token = stepToken(operation, 'destroy', 'user:default/ada');
    expect(isStepOf(token, operation, 'destroy')).toBe(true);
    expect(isStepOf(token, operation, 'deploy')).toBe(false);
    expect(isStepOf(token, operationId('task-2'), 'destroy')).toBe(false);
    expect(isStepOf('console-1', operation, 'destroy')).toBe(false);
  });
});

describe('names of change sets', () => {
  it('name their step', () => {
    expect(parseChangeSetName(changeSetName(operation, 'review'))).toEqual({
      purpose: 'review',
      operation,
    });
    expect(parseChangeSetName('cdk-deploy-change-set')).toBeUndefined();
  });
});
