import { Grant, type GrantedEffect } from './Grant';

const effect: GrantedEffect = {
  action: 'update',
  ref: { account: '000000000000', region: 'eu-central-1', suffix: 'abc' },
  operation: 'test',
};
const issue = (more: Partial<GrantedEffect> = {}) =>
  Grant.issue(
    { id: 'user:default/ada', ownershipRefs: ['user:default/ada'] },
    { ...effect, ...more },
    { coversMissingOwner: false },
  );

describe('a grant', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is good for its action', () => {
    expect(() => Grant.spend(issue(), 'create', 'update')).not.toThrow();
  });

  it.each<[kind: string, forge: (grant: Grant) => unknown]>([
    ['an object with the same fields', grant => ({ ...grant })],
    ['a JSON copy', grant => JSON.parse(JSON.stringify(grant))],
    [
      'an object of the same class',
      grant => Object.assign(Object.create(Grant.prototype), grant),
    ],
    ['a proxy', grant => new Proxy(grant, {})],
    ['a structured clone', grant => structuredClone(grant)],
  ])('is refused when it is forged: %s', (_, forge) => {
    const grant = issue();
    expect(() => Grant.spend(forge(grant) as Grant, 'update')).toThrow(
      'This grant was not issued by an authorizer.',
    );
    expect(() => Grant.spend(grant, 'update')).not.toThrow();
  });

  it('is used once', () => {
    const grant = issue();
    Grant.spend(grant, 'update');
    expect(() => Grant.spend(grant, 'update')).toThrow(
      'This grant was used before.',
    );
  });

  it('is used up also by the attempt to use it for another action', () => {
    const grant = issue({ action: 'create' });
    expect(() => Grant.spend(grant, 'delete')).toThrow(
      'A grant to create cannot be used to delete.',
    );
    expect(() => Grant.spend(grant, 'create')).toThrow(
      'This grant was used before.',
    );
  });

  it('is good for a minute, and no longer', () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(1_000);
    const [used, kept] = [issue(), issue()];
    now.mockReturnValue(61_000);
    expect(() => Grant.spend(used, 'update')).not.toThrow();
    now.mockReturnValue(61_001);
    expect(() => Grant.spend(kept, 'update')).toThrow('This grant is too old.');
  });

  it('does not follow later changes of what it was issued for', () => {
    const requested = { ...effect };
    const grant = Grant.issue({ id: 'ada' }, requested, {
      coversMissingOwner: false,
    });
    requested.action = 'delete';
    expect(grant.effect.action).toBe('update');
  });
});
