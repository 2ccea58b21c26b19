import { InMemoryWorld } from '../../world/InMemoryWorld';
import { resolveReference } from './resolveReference';
import { SecretStore } from './SecretStore';

const REGION = 'eu-west-2';

describe('a dynamic reference to a secret', () => {
  const world = new InMemoryWorld();
  const store = new SecretStore(world);
  const secret = store.create(REGION, 'flix/db');
  secret.put({ secretString: '{"password":"old","port":1}' }, world.now());
  const { id } = secret.put(
    { secretString: '{"password":"new","port":5432}' },
    world.now(),
  );
  const plain = store.create(REGION, 'plain');
  plain.put({ secretString: 'text' }, world.now());
  const resolve = (reference: string) =>
    resolveReference(store, REGION, `secretsmanager:${reference}`);

  it.each([
    ['flix/db:SecretString:password', 'new'],
    [`${secret.arn}:SecretString:password`, 'new'],
    ['flix/db:SecretString:port', '5432'],
    ['flix/db:SecretString:password:AWSPREVIOUS', 'old'],
    [`flix/db:SecretString:password::${id}`, 'new'],
    ['plain', 'text'],
    ['plain:SecretString', 'text'],
    ['plain:SecretString:::', 'text'],
  ])('finds the value of %s', (reference, value) => {
    expect(resolve(reference)).toBe(value);
  });

  it.each([
    ['lost', "can't find the specified secret"],
    [
      'flix/db:SecretString:user',
      'JSONKey in SecretString of secret flix/db: user',
    ],
    ['flix/db:SecretString:toString', 'JSONKey in SecretString'],
    [
      'plain:SecretString:key',
      'Could not parse SecretString JSON of secret plain',
    ],
    ['plain:SecretString::AWSPREVIOUS', 'staging label: AWSPREVIOUS'],
  ])('reports why %s has no value', (reference, message) => {
    expect(() => resolve(reference)).toThrow(message);
    expect(() => resolve(reference)).not.toThrow('new');
  });

  it('ignores references to other services', () => {
    expect(resolveReference(store, REGION, 'ssm:/flix/name')).toBeUndefined();
  });
});
