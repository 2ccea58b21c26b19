import { StatementIndex } from './evaluate';

const request = {
  action: 'ecs:UpdateService',
  resource: 'arn:aws:ecs:eu-west-2:000000000000:service/cluster-a/service-a',
  keys: { 'aws:ResourceTag/team': 'video', 'aws:ViaAWSService': 'false' },
};

const allow = {
  Effect: 'Allow',
  Action: 'ecs:*',
  Resource: '*',
} as const;

describe('StatementIndex', () => {
  it('allows nothing without a statement', () => {
    expect(new StatementIndex([]).decide(request)).toBe('not-allowed');
  });

  it.each([
    ['ecs:UpdateService', 'allowed'],
    ['ECS:update*', 'allowed'],
    ['ecs:Update?ervice', 'allowed'],
    ['*', 'allowed'],
    ['ecs:Update', 'not-allowed'],
  ])('compares the action %s without regard to case', (Action, decision) => {
    expect(new StatementIndex([{ ...allow, Action }]).decide(request)).toBe(
      decision,
    );
  });

  it.each([
    ['arn:aws:ecs:*:000000000000:service/cluster-*/service-*', 'allowed'],
    ['arn:aws:ecs:*:000000000000:service/cluster-b/*', 'not-allowed'],
  ])('compares the resource with %s', (Resource, decision) => {
    expect(new StatementIndex([{ ...allow, Resource }]).decide(request)).toBe(
      decision,
    );
  });

  it('puts an explicit denial above a permission', () => {
    const deny = { ...allow, Effect: 'Deny', Action: 'ecs:Update*' } as const;
    expect(new StatementIndex([allow, deny]).decide(request)).toBe('denied');
  });

  it.each([
    [{ StringEquals: { 'aws:resourcetag/Team': 'video' } }, 'allowed'],
    [
      { StringEquals: { 'aws:ResourceTag/team': ['news', 'video'] } },
      'allowed',
    ],
    [{ StringEquals: { 'aws:ResourceTag/team': 'news' } }, 'not-allowed'],
    [{ StringEquals: { 'aws:ResourceTag/owner': 'video' } }, 'not-allowed'],
    [{ StringNotEquals: { 'aws:ResourceTag/owner': 'video' } }, 'allowed'],
    [{ StringLike: { 'aws:ResourceTag/team': 'vid*' } }, 'allowed'],
    [{ Bool: { 'aws:ViaAWSService': 'true' } }, 'not-allowed'],
    [
      {
        StringEquals: { 'aws:ResourceTag/team': 'video' },
        Bool: { 'aws:ViaAWSService': 'true' },
      },
      'not-allowed',
    ],
  ])('evaluates the condition %j', (Condition, decision) => {
    expect(new StatementIndex([{ ...allow, Condition }]).decide(request)).toBe(
      decision,
    );
  });

  it('compares ARNs part by part', () => {
    const decide = (arn: string) =>
      new StatementIndex([
        { ...allow, Condition: { ArnLike: { 'ecs:cluster': arn } } },
      ]).decide({
        ...request,
        keys: { 'ecs:cluster': 'arn:aws:ecs:eu-west-2:000000000000:cluster/a' },
      });
    expect(decide('arn:aws:ecs:*:000000000000:cluster/*')).toBe('allowed');
    expect(decide('arn:aws:ecs:*:cluster/a')).toBe('not-allowed');
  });
});
