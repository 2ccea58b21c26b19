import { setValue } from './setValue';

describe('a value set on the command line', () => {
  it.each([
    ['service.maxTasks=20', { service: { maxTasks: 20 } }],
    ['service.cpu=512', { service: { cpu: 512 } }],
    ['database.minCapacity=0.5', { database: { minCapacity: 0.5 } }],
    ['database.version=16', { database: { version: '16' } }],
    ['worker.enabled=false', { worker: { enabled: false } }],
    ['api.path=/a=b', { api: { path: '/a=b' } }],
    ['account=000000000000', { account: '000000000000' }],
    ['secrets.apiKeys=one,two', { secrets: { apiKeys: ['one', 'two'] } }],
    ['secrets.apiKeys=', { secrets: { apiKeys: [] } }],
    ['tags.Team=video', { tags: { Team: 'video' } }],
    ['tags.a.dotted.key=1', { tags: { 'a.dotted.key': '1' } }],
  ])('%s is read as the field takes it', (assignment, expected) => {
    expect(setValue({}, assignment)).toEqual(expected);
  });

  it('leaves what validation reports as it was typed', () => {
    expect(setValue({}, 'service.maxTasks=many')).toEqual({
      service: { maxTasks: 'many' },
    });
    expect(setValue({}, 'worker.enabled=yes')).toEqual({
      worker: { enabled: 'yes' },
    });
    expect(setValue({}, 'no.such.thing=1')).toEqual({
      no: { such: { thing: '1' } },
    });
  });

  it('is added to the others of its section', () => {
    const once = setValue({ suffix: 'abc' }, 'service.minTasks=2');
    expect(setValue(once, 'service.maxTasks=4')).toEqual({
      suffix: 'abc',
      service: { minTasks: 2, maxTasks: 4 },
    });
  });

  it('cannot reach anything but the input', () => {
    setValue({}, '__proto__.polluted=yes');
    setValue({}, 'constructor.prototype.polluted=yes');
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['nonsense', '=1', ' =1', ''])(
    'is refused when it has no path: "%s"',
    assignment => {
      expect(() => setValue({}, assignment)).toThrow(
        '--set requires path=value',
      );
    },
  );
});
